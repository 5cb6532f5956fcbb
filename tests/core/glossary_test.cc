#include "core/glossary.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace mi {
namespace {

Glossary glossary_of(std::string_view user, std::string_view mined = {},
                     std::string_view shipped = {}) {
  return Glossary({{GlossarySource::user, read_glossary_text(user)},
                   {GlossarySource::mined, read_glossary_text(mined)},
                   {GlossarySource::shipped, read_glossary_text(shipped)}});
}

// "text(kind, source)" of each, with "; " between.
std::string spell(const std::vector<GlossaryExpansion>& expansions) {
  std::string out;
  for (const GlossaryExpansion& e : expansions) {
    if (!out.empty()) out += "; ";
    out += e.text + "(" + name_of(e.kind) + ", " + name_of(e.source) + ")";
  }
  return out;
}

TEST(Glossary, LeadsFromEachTermToTheOthers) {
  const Glossary glossary =
      glossary_of("희소 오토인코더, 희소 자동부호화기\tsparse autoencoder\tSAE\n");
  const struct {
    std::string_view term, expansions;
  } kCases[] = {
      {"희소 오토인코더",
       "sparse autoencoder(english, user); SAE(acronym, user); 희소 자동부호화기(korean, user)"},
      {"sparse autoencoders",
       "SAE(acronym, user); 희소 오토인코더(korean, user); 희소 자동부호화기(korean, user)"},
      {"SAEs",
       "sparse autoencoder(english, user); 희소 오토인코더(korean, user); "
       "희소 자동부호화기(korean, user)"},
      {"오토인코더", ""},
      {"", ""},
      {"\xFF", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(spell(glossary.expand(c.term)), c.expansions) << c.term;
}

TEST(Glossary, ComparesTermsByTheirWordsWithoutSpaces) {
  const Glossary glossary = glossary_of(
      "인덕션 헤드\tinduction head\n미세조정\tfine-tuning\n문맥 내 학습\tin-context learning\n"
      "정확도 함수\taccuracy function\n");
  for (const std::string_view term :
       {"인덕션 헤드", "인덕션헤드", "인덕션헤드를", "인덕션 헤드들의", "induction heads",
        "Induction-Head", "미세 조정", "미세조정은", "fine tuning", "finetuning", "Fine-tuning",
        "문맥내 학습", "in context learning", "incontext learning", "정확도함수",
        "정확도 함수를"}) {
    EXPECT_FALSE(glossary.expand(term).empty()) << term;
  }
}

TEST(Glossary, PrefersTheMoreTrustedSource) {
  const Glossary glossary = glossary_of("중첩\toverlay\n",
                                        "중첩\tnesting\t\t2\ta.md:1\n"
                                        "중첩\tsuperposition\t\t9\tb.md:1\n",
                                        "중첩\tsuperposition, overlap\n");
  EXPECT_EQ(spell(glossary.expand("중첩")),
            "overlay(english, user); superposition(english, mined); nesting(english, mined); "
            "overlap(english, shipped)");
  const std::vector<GlossaryExpansion> expansions = glossary.expand("중첩");
  EXPECT_EQ(expansions[1].count, 9U);
  EXPECT_EQ(expansions[1].place, "b.md:1");
}

TEST(Glossary, LetsTheReaderTakeEntriesAway) {
  const std::string_view mined = "중첩\tsuperposition\n초록\tabstract\n";
  const std::string_view shipped = "중첩\tnesting\n중첩\toverlap\tOV\n";
  const struct {
    std::string_view user, term, expansions;
  } kCases[] = {
      {"- 중첩\tnesting\n", "중첩",
       "superposition(english, mined); overlap(english, shipped); OV(acronym, shipped)"},
      {"- 중첩\tOverlaps\n", "중첩",
       "superposition(english, mined); nesting(english, shipped); OV(acronym, shipped)"},
      {"- 초록\n", "초록", ""},
      {"- 초록\n", "abstract", ""},
      {"- overlap\n", "중첩",
       "superposition(english, mined); nesting(english, shipped); OV(acronym, shipped)"},
      {"- 중첩\n중첩\tstack\n", "중첩", "stack(english, user)"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(spell(glossary_of(c.user, mined, shipped).expand(c.term)), c.expansions) << c.user;
  }
}

TEST(Glossary, GivesTheAcronymsOfATranslation) {
  const Glossary glossary = glossary_of("", "희소 오토인코더\tsparse autoencoder\t\t1\ta.md:1\n",
                                        "\tsparse autoencoders\tSAE\n");
  EXPECT_EQ(spell(glossary.expand("희소 오토인코더")),
            "sparse autoencoder(english, mined); SAE(acronym, shipped)");
}

TEST(Glossary, FindsTheLongestTermsOfAQuery) {
  const Glossary glossary = glossary_of(
      "언어 모델\tlanguage model\tLM\n대규모 언어 모델\tlarge language "
      "model\tLLM\n중첩\tsuperposition\n");
  const struct {
    std::string_view query, matches;  // "first+words:expansion" of each
  } kCases[] = {
      {"대규모 언어 모델의 중첩", "0+3:large language model 3+1:superposition"},
      {"왜 언어모델에서 중첩이 생기나", "1+1:language model 2+1:superposition"},
      {"a large language model", "1+3:LLM"},
      {"LLM 중첩", "0+1:large language model 1+1:superposition"},
      {"모델", ""},
      {"", ""},
  };
  for (const auto& c : kCases) {
    std::string spelt;
    for (const GlossaryMatch& match : glossary.match(analyze(c.query))) {
      if (!spelt.empty()) spelt += " ";
      spelt += std::to_string(match.first_word) + "+" + std::to_string(match.words) + ":" +
               match.expansions.front().text;
    }
    EXPECT_EQ(spelt, c.matches) << c.query;
  }
}

TEST(Glossary, SaysWhereAMatchStands) {
  const std::string_view query = "왜 인덕션 헤드들이 in-context";
  const std::vector<GlossaryMatch> matches =
      glossary_of("인덕션 헤드\tinduction head\n").match(analyze(query));
  ASSERT_EQ(matches.size(), 1U);
  EXPECT_EQ(query.substr(matches[0].byte_begin, matches[0].byte_end - matches[0].byte_begin),
            "인덕션 헤드들이");
  EXPECT_EQ(matches[0].kind, GlossaryTermKind::korean);
}

TEST(Glossary, GoesOverTheBridgeForWhatNoPartKnows) {
  const std::string bridge =
      write_glossary_text({{{"경험"}, {"experience"}, {}, 0, ""},
                           {{"보편성"}, {"universality", "ubiquity"}, {}, 0, ""},
                           {{"중첩"}, {"pile"}, {}, 0, ""},
                           {{"환각"}, {"hallucination"}, {}, 0, ""}});
  const Glossary glossary(
      {{GlossarySource::user, read_glossary_text("중첩\tsuperposition\n- 보편성\tubiquity\n")}},
      bridge);
  const struct {
    std::string_view term, expansions;
  } kCases[] = {
      {"경험은", "experience(english, bridge)"},
      {"보편성", "universality(english, bridge)"},
      {"환각", "hallucination(english, bridge)"},
      {"중첩", "superposition(english, user)"},
      {"가", ""},
      {"힣힣", ""},
      {"전혀", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(spell(glossary.expand(c.term)), c.expansions) << c.term;
  const std::vector<GlossaryMatch> matches = glossary.match(analyze("왜 환각을 보는가"));
  ASSERT_EQ(matches.size(), 1U);
  EXPECT_EQ(matches[0].first_word, 1U);
  EXPECT_EQ(matches[0].kind, GlossaryTermKind::korean);
}

TEST(Glossary, LooksIntoItsTableBeforeItGoesOverTheBridge) {
  const std::string table = glossary_table(read_glossary_text(
      "차이 나다\tdiffer\n예측, 예상하다\tpredict, prediction\n예측\tforecast, predict\n"));
  const std::string bridge = write_glossary_text(
      {{{"예측"}, {"guess"}, {}, 0, ""}, {{"환각"}, {"hallucination"}, {}, 0, ""}});
  const Glossary glossary({{GlossarySource::user, read_glossary_text("- \tforecast\n")}}, bridge,
                          table);
  EXPECT_EQ(spell(glossary.expand("예측은")),
            "predict(english, shipped); prediction(english, shipped)");
  EXPECT_EQ(spell(glossary.expand("예상한다")),
            "predict(english, shipped); prediction(english, shipped)");
  EXPECT_EQ(spell(glossary.expand("환각")), "hallucination(english, bridge)");
  const std::vector<GlossaryMatch> matches = glossary.match(analyze("예측과 차이 나다"));
  ASSERT_EQ(matches.size(), 2U);
  EXPECT_EQ(matches[1].words, 2U);
  EXPECT_EQ(matches[1].expansions.front().text, "differ");
}

TEST(Glossary, IsSafeInSeveralThreads) {
  const Glossary glossary({{GlossarySource::shipped, shipped_glossary()}});
  std::vector<std::thread> threads;
  std::vector<std::size_t> found(4, 0);
  for (std::size_t t = 0; t < found.size(); ++t) {
    threads.emplace_back([&, t] {
      for (const GlossaryEntry& entry : shipped_glossary().entries) {
        for (const std::string& term : entry.korean) {
          if (!glossary.expand(term).empty()) ++found[t];
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::size_t count : found) EXPECT_EQ(count, found.front());
  EXPECT_GT(found.front(), 900U);
}

TEST(ShippedGlossary, HoldsTheTermsOfTheField) {
  const GlossaryText& text = shipped_glossary();
  EXPECT_TRUE(text.problems.empty()) << text.problems.front().line << text.problems.front().reason;
  EXPECT_TRUE(text.removals.empty());
  EXPECT_GE(text.entries.size(), 600U);
  const Glossary glossary({{GlossarySource::shipped, text}});
  const struct {
    std::string_view term, other;
  } kCases[] = {
      {"중첩을", "superposition"},       {"희소자동부호화기", "sparse autoencoder"},
      {"잔차스트림", "residual stream"}, {"활성화 패칭", "activation patching"},
      {"사전학습", "pre-training"},      {"LLM", "large language model"},
      {"어텐션", "attention"},           {"환각", "hallucination"},
      {"induction heads", "유도 헤드"},  {"RLHF", "reinforcement learning from human feedback"},
  };
  for (const auto& c : kCases) {
    const std::vector<GlossaryExpansion> expansions = glossary.expand(c.term);
    ASSERT_FALSE(expansions.empty()) << c.term;
    EXPECT_EQ(expansions.front().text, c.other) << c.term;
  }
}

TEST(ShippedGlossary, HasTheGeneralWordsOfPapersInItsTable) {
  const Glossary glossary({}, {}, shipped_glossary_table());
  const std::vector<GlossaryExpansion> expansions = glossary.expand("근거는");
  ASSERT_FALSE(expansions.empty());
  EXPECT_EQ(expansions.front().text, "evidence");
  std::size_t lines = 0;
  std::string before;
  std::string_view rest = shipped_glossary_table();
  for (std::size_t end = 0; (end = rest.find('\n')) != std::string_view::npos; ++lines) {
    const std::string key(rest.substr(0, std::min(rest.find('\t'), end)));
    if (!key.starts_with('#')) {
      EXPECT_LT(before, key);
      before = key;
    }
    rest.remove_prefix(end + 1);
  }
  EXPECT_GT(lines, 5000U);
}

// What a spelling already finds needs no second one, and no term may be a word that says nothing.
TEST(ShippedGlossary, RepeatsNothing) {
  for (const GlossaryEntry& entry : shipped_glossary().entries) {
    std::set<std::string> keys;
    for (const auto* column : {&entry.korean, &entry.english, &entry.acronyms}) {
      for (const std::string& term : *column) {
        EXPECT_TRUE(keys.insert(glossary_key(term)).second) << term;
        const std::vector<Token> tokens = analyze(term);
        EXPECT_FALSE(tokens.size() == 1 && is_stop_word(tokens.front())) << term;
      }
    }
  }
}

TEST(ShippedGlossary, HasEachPairOnce) {
  std::map<std::string, std::string> pairs;
  for (const GlossaryEntry& entry : shipped_glossary().entries) {
    for (const std::string& korean : entry.korean) {
      for (const std::string& english : entry.english) {
        const std::string pair = glossary_key(korean) + " " + glossary_key(english);
        EXPECT_TRUE(pairs.emplace(pair, korean).second) << korean << " " << english;
      }
    }
  }
}

}  // namespace
}  // namespace mi
