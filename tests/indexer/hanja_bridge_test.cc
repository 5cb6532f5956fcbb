#include "indexer/hanja_bridge.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mi {
namespace {

// Lines of our own in the dictionaries' formats. In EUC-JP: 重畳, 幻覚, 普遍性, 神経網, 神.
constexpr std::string_view kEdict =
    "\xBD\xC5\xBE\xF6 [x] /(n,vs) superimposition/superposition (of waves)/(P)/\n"
    "\xB8\xB8\xB3\xD0 [x] /(n) hallucination/seeing what is not there at all/\n"
    "\xC9\xE1\xCA\xD7\xC0\xAD [x] /(n) (1) universality/(2) ubiquity, presence/\n"
    "\xBF\xC0\xB7\xD0\xCC\xD6 [x] /(n) neural network/nerve network/\n"
    "\xBF\xC0 [x] /(n) god/\n"
    "broken line\n"
    "\xFF\xFE /(n) broken bytes/";

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

// "term=english, english; ..."
std::string bridge(const std::set<std::string, std::less<>>& known) {
  std::string out;
  for (const GlossaryEntry& entry :
       hanja_bridge(kHanja, kEdict, [&](std::string_view term) { return known.contains(term); })) {
    if (!out.empty()) out += "; ";
    out += entry.korean.front() + "=";
    for (const std::string& english : entry.english) {
      out += (out.back() == '=' ? "" : ", ") + english;
    }
  }
  return out;
}

TEST(HanjaBridge, LeadsOverTheNewerFormsToWhatTheCollectionKnows) {
  EXPECT_EQ(bridge({"superposit", "hallucin", "univers", "neural", "network"}),
            "보편성=universality; 신경망=neural network; 중첩=superposition; 환각=hallucination");
}

TEST(HanjaBridge, KeepsNothingThatTheCollectionDoesNotKnow) {
  EXPECT_EQ(bridge({}), "");
  EXPECT_EQ(bridge({"neural", "god"}), "");
  EXPECT_EQ(bridge({"superimposit", "superposit"}), "중첩=superimposition, superposition");
}

TEST(HanjaBridge, IsReadFromAnyBytes) {
  const auto knows_all = [](std::string_view) { return true; };
  EXPECT_TRUE(hanja_bridge("", "", knows_all).empty());
  EXPECT_TRUE(hanja_bridge(":::\n::", "/ / /\n[", knows_all).empty());
  EXPECT_TRUE(hanja_bridge(std::string(100, '\0'), std::string(100, '\0'), knows_all).empty());
}

}  // namespace
}  // namespace mi
