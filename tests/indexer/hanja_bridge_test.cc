#include "indexer/hanja_bridge.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mi {
namespace {

// Lines of our own in the dictionaries' formats.
constexpr std::string_view kHanja =
    "# a comment\n"
    "중첩:重疊:\n"
    "중첩:衆妾:a comment\n"
    "환각:幻覺:\n"
    "보편성:普遍性:\n"
    "신경망:神經網:\n"
    "신:神:\n"
    "ㄱ자집:ㄱ字집:\n"
    "broken line\n"
    "\xFF:\xFE";

// In EUC-JP: 重畳, 幻覚, 普遍性, 神経網, 神.
constexpr std::string_view kEdict =
    "\xBD\xC5\xBE\xF6 [x] /(n,vs) superimposition/superposition (of waves)/(P)/\n"
    "\xB8\xB8\xB3\xD0 [x] /(n) hallucination/seeing what is not there at all/\n"
    "\xC9\xE1\xCA\xD7\xC0\xAD [x] /(n) (1) universality/(2) ubiquity, presence/\n"
    "\xBF\xC0\xB7\xD0\xCC\xD6 [x] /(n) neural network/nerve network/\n"
    "\xBF\xC0 [x] /(n) god/\n"
    "broken line\n"
    "\xFF\xFE /(n) broken bytes/";

// "term=english, english; ..."
std::string bridge(const std::set<std::string, std::less<>>& known, std::string_view hanja = kHanja,
                   std::string_view edict = kEdict) {
  std::string out;
  for (const GlossaryEntry& entry :
       hanja_bridge(hanja, edict, [&](std::string_view word) { return known.contains(word); })) {
    if (!out.empty()) out += "; ";
    out += entry.korean.front() + "=";
    for (const std::string& english : entry.english) {
      out += (out.back() == '=' ? "" : ", ") + english;
    }
  }
  return out;
}

TEST(HanjaBridge, LeadsOverTheNewerFormsToWhatTheCollectionKnows) {
  EXPECT_EQ(bridge({"superposition", "hallucinations", "universality"}),
            "보편성=universality; 중첩=superposition; 환각=hallucination");
  EXPECT_EQ(bridge({"neural", "network", "nerve", "neural networks"}), "신경망=neural network");
}

TEST(HanjaBridge, KeepsNothingThatTheCollectionDoesNotKnow) {
  EXPECT_EQ(bridge({}), "");
  EXPECT_EQ(bridge({"superimposed", "superpos", "hallucinate", "universal", "god"}), "");
  EXPECT_EQ(bridge({"superimposition", "superposition"}), "중첩=superimposition, superposition");
}

// One Hangul reading, the words that it may be, and what EDICT says of them. In EUC-JP: 南無 is
// C6EE CCB5, 回転 B2F3 C5BE, 回戦 B2F3 C0EF, 目標 CCDC C9B8, 単位 C3B1 B0CC, 重 BDC5, 数 BFF4.
TEST(HanjaBridge, WouldRatherSayNothingThanSomethingWrong) {
  const struct {
    const char* why;
    const char* hanja;
    const char* edict;
    std::set<std::string, std::less<>> known;
    const char* bridge;
  } kCases[] = {
      {"a word of which the collection has the stem alone",
       "나무:南無:\n",
       "\xC6\xEE\xCC\xB5 [x] /(int) (Buddh) amen/hail/\n",
       {"amenable", "amen able"},
       ""},
      {"several words",
       "회전:回戰:\n",
       "\xB2\xF3\xC0\xEF [x] /(n) nth-round match/a bout/match of champions/\n",
       {"nth", "round", "match", "bout", "nth-round match"},
       ""},
      {"two words that do not stand together",
       "회전:回戰:\n",
       "\xB2\xF3\xC0\xEF [x] /(n) title match/\n",
       {"title", "match"},
       ""},
      {"a later sense",
       "단위:單位:\n",
       "\xC3\xB1\xB0\xCC [x] /(n) (1) unit/denomination/(n) (2) credit (in school)/(P)/\n",
       {"unit", "credit"},
       "단위=unit"},
      {"a rare reading of a common word",
       "목표:目標:\n",
       "\xCC\xDC\xC9\xB8 [x] /(n) (1) sign/(n) (2) landmark/\n"
       "\xCC\xDC\xC9\xB8 [y] /(n) objective/target/(P)/\n"
       "\xCC\xDC\xC9\xB8 [z] /(n) landmark/\n",
       {"sign", "landmark", "objective", "target"},
       "목표=objective, target"},
      {"a stop word",
       "단위:單位:\n",
       "\xC3\xB1\xB0\xCC [x] /(n) about/unit/\n",
       {"about", "unit"},
       "단위=unit"},
      {"rare words beside a common one",
       "회전:回戰:\n회전:回轉:\n",
       "\xB2\xF3\xC0\xEF [x] /(n) bout/\n\xB2\xF3\xC5\xBE [x] /(n) rotation/turning/(P)/\n",
       {"bout", "rotation", "turning"},
       "회전=rotation, turning"},
      {"more than a word of each of two",
       "회전:回戰:\n회전:回轉:\n",
       "\xB2\xF3\xC0\xEF [x] /bout/game/(P)/\n\xB2\xF3\xC5\xBE [x] /rotation/turning/(P)/\n",
       {"bout", "game", "rotation", "turning"},
       "회전=bout, rotation"},
      {"a word that three share, whatever they mean",
       "중수:重數:\n중수:重:\n중수:數:\n",
       "\xBD\xC5\xBF\xF4 [x] /(n) multiplicity/\n\xBD\xC5 [x] /(n) weight/\n"
       "\xBF\xF4 [x] /(n) a number of things/\n",
       {"multiplicity", "weight"},
       ""},
      {"a word twice, in old forms and in new ones",
       "회전:回轉:\n회전:回転:\n",
       "\xB2\xF3\xC5\xBE [x] /(n) rotation/turning/\n",
       {"rotation", "turning"},
       "회전=rotation, turning"},
  };
  for (const auto& c : kCases) EXPECT_EQ(bridge(c.known, c.hanja, c.edict), c.bridge) << c.why;
}

TEST(HanjaBridge, IsReadFromAnyBytes) {
  const auto knows_all = [](std::string_view) { return true; };
  EXPECT_TRUE(hanja_bridge("", "", knows_all).empty());
  EXPECT_TRUE(hanja_bridge(":::\n::", "/ / /\n[", knows_all).empty());
  EXPECT_TRUE(hanja_bridge(std::string(100, '\0'), std::string(100, '\0'), knows_all).empty());
}

}  // namespace
}  // namespace mi
