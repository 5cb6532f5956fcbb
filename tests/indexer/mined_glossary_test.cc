#include "indexer/mined_glossary.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mi {
namespace {

TermPair translation(std::string korean, std::string english, int line = 1) {
  return {TermPairKind::translation, std::move(korean), std::move(english), line};
}

TermPair acronym(std::string long_form, std::string short_form, int line = 0) {
  return {TermPairKind::acronym, std::move(long_form), std::move(short_form), line};
}

using Entries = std::vector<GlossaryEntry>;

TEST(MinedGlossary, CountsTheDocumentsThatSayAPair) {
  MinedGlossary glossary;
  glossary.add("b.md", {translation("중첩", "Superposition", 12)});
  glossary.add("a.md",
               {translation("중첩", "superposition", 120), acronym("sparse autoencoders", "SAE")});
  glossary.add("https://example.com/", {acronym("sparse autoencoder", "SAE")});
  EXPECT_EQ(glossary.entries(), (Entries{{{}, {"sparse autoencoder"}, {"SAE"}, 2, "a.md"},
                                         {{"중첩"}, {"superposition"}, {}, 2, "a.md:120"}}));
}

TEST(MinedGlossary, TakesSpellingsOfOneTermTogether) {
  MinedGlossary glossary;
  glossary.add("a.md",
               {translation("미세조정", "Fine-Tuning"), translation("미세 조정", "fine tuning")});
  glossary.add("b.md", {translation("미세조정", "fine-tuning", 9)});
  glossary.add("c.md", {translation("미세 조정", "fine-tuning", 10)});
  EXPECT_EQ(glossary.entries(), (Entries{{{"미세조정"}, {"fine-tuning"}, {}, 3, "a.md:1"}}));
}

TEST(MinedGlossary, LetsTheCommonerCutWin) {
  MinedGlossary glossary;
  glossary.add("a.md", {translation("표현", "representation")});
  glossary.add("b.md", {translation("표현", "representations")});
  glossary.add("c.md", {translation("언어 표현", "representation")});
  glossary.add("d.md", {translation("헤드", "induction head")});
  glossary.add("e.md", {translation("인덕션 헤드", "induction head")});
  glossary.add("f.md", {translation("인덕션 헤드", "induction head")});
  glossary.add("g.md",
               {translation("의미적", "polysemantic"), translation("다중 의미적", "polysemantic")});
  EXPECT_EQ(glossary.entries(), (Entries{{{"인덕션 헤드"}, {"induction head"}, {}, 3, "e.md:1"},
                                         {{"표현"}, {"representation"}, {}, 3, "a.md:1"},
                                         {{"다중 의미적"}, {"polysemantic"}, {}, 1, "g.md:1"},
                                         {{"의미적"}, {"polysemantic"}, {}, 1, "g.md:1"}}));
}

TEST(MinedGlossary, DoesNotDependOnTheOrder) {
  const std::vector<std::pair<std::string, std::vector<TermPair>>> documents = {
      {"a.md", {translation("중첩", "Superposition", 9), acronym("sparse autoencoder", "SAE", 2)}},
      {"b.md",
       {translation("중첩", "superposition", 3), translation("특징 중첩", "superposition", 4)}},
      {"c.md", {acronym("Sparse Autoencoders", "SAE", 1), translation("초록", "Abstract", 1)}},
  };
  MinedGlossary forward;
  for (const auto& [id, pairs] : documents) forward.add(id, pairs);
  MinedGlossary backward;
  for (auto it = documents.rbegin(); it != documents.rend(); ++it)
    backward.add(it->first, it->second);
  EXPECT_EQ(forward.entries(), backward.entries());
}

TEST(MinedGlossary, JoinsTheGlossariesOfTheParts) {
  MinedGlossary notes;
  notes.add("a.md",
            {translation("중첩", "superposition", 9), acronym("sparse autoencoder", "SAE", 2)});
  MinedGlossary papers;
  papers.add("https://example.com/", {acronym("sparse autoencoders", "SAE")});
  MinedGlossary both;
  for (const GlossaryEntry& entry : notes.entries()) both.add(entry);
  for (const GlossaryEntry& entry : papers.entries()) both.add(entry);
  EXPECT_EQ(both.entries(), (Entries{{{}, {"sparse autoencoder"}, {"SAE"}, 2, "a.md:2"},
                                     {{"중첩"}, {"superposition"}, {}, 1, "a.md:9"}}));
}

TEST(MinedGlossary, LeavesOutWhatSaysNothing) {
  MinedGlossary glossary;
  glossary.add("a.md", {translation("", "x"), translation("중첩", "..."), acronym("SAE", "SAE")});
  glossary.add("b.md", {acronym("a long form of more than six words", "ALF"),
                        translation("중첩", std::string(1000, 'x'))});
  glossary.add(GlossaryEntry{});
  EXPECT_EQ(glossary.entries(), Entries{});
}

}  // namespace
}  // namespace mi
