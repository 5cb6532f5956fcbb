#include "core/glossary_text.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace mi {
namespace {

TEST(GlossaryText, IsReadLineByLine) {
  const GlossaryText text = read_glossary_text(
      "\xEF\xBB\xBF# a comment\n"
      "희소 오토인코더, 희소 자동부호화기\tsparse autoencoder\tSAE\r\n"
      "\n"
      "\tdirect logit attribution\tDLA\n"
      "자연어 처리\t\tNLP\n"
      "중첩\tsuperposition\t\t12\tpapers/zoom-in.md:31\n"
      "- 중첩\tnesting\n"
      "-초록\n"
      "- abstract");
  GlossaryText expected;
  expected.entries = {
      {{"희소 오토인코더", "희소 자동부호화기"}, {"sparse autoencoder"}, {"SAE"}, 0, ""},
      {{}, {"direct logit attribution"}, {"DLA"}, 0, ""},
      {{"자연어 처리"}, {}, {"NLP"}, 0, ""},
      {{"중첩"}, {"superposition"}, {}, 12, "papers/zoom-in.md:31"}};
  expected.removals = {
      {{"중첩"}, {"nesting"}, {}, 0, ""}, {{"초록"}, {}, {}, 0, ""}, {{}, {"abstract"}, {}, 0, ""}};
  EXPECT_EQ(text, expected);
}

TEST(GlossaryText, NamesTheLinesThatItLeavesOut) {
  const struct {
    std::string line, reason;
  } kCases[] = {
      {"중첩 superposition", "no tab between the Korean and the English"},
      {"중첩\t", "a term needs another one beside it"},
      {"\tsuperposition", "a term needs another one beside it"},
      {"superposition\t중첩", "no Hangul in the Korean column"},
      {"\t\t,\t", "no term"},
      {"-", "no term"},
      {"중첩\tsuperposition\t\tmany", "the fourth column is not a number"},
      {"중첩\ta b c d e f g", "a term has more than 6 words"},
      {"중첩\t" + std::string(kMaxGlossaryTermBytes + 1, 'a'), "a term is too long"},
  };
  for (const auto& c : kCases) {
    const GlossaryText text = read_glossary_text("# first\n" + c.line + "\n중첩\tsuperposition\n");
    ASSERT_EQ(text.problems.size(), 1U) << c.line;
    EXPECT_EQ(text.problems[0], (GlossaryProblem{2, c.reason})) << c.line;
    EXPECT_EQ(text.entries.size(), 1U) << c.line;
  }
}

TEST(GlossaryText, IsReadFromAnyBytes) {
  EXPECT_EQ(read_glossary_text(""), GlossaryText{});
  EXPECT_EQ(read_glossary_text("\xFF\t\xFE\n").problems.size(), 1U);
  const GlossaryText text = read_glossary_text(std::string(kMaxGlossaryLines + 5, '\n') + "a");
  ASSERT_EQ(text.problems.size(), 1U);
  EXPECT_EQ(text.problems[0].line, kMaxGlossaryLines + 1);
}

TEST(GlossaryText, IsWrittenAsItIsRead) {
  const std::vector<GlossaryEntry> entries = {
      {{"희소 오토인코더", "희소 자동부호화기"}, {"sparse autoencoder"}, {"SAE"}, 0, ""},
      {{"중첩"}, {"superposition"}, {}, 12, "papers/zoom-in.md:31"}};
  const GlossaryText read = read_glossary_text(write_glossary_text(entries));
  EXPECT_EQ(read.entries, entries);
  EXPECT_TRUE(read.problems.empty());
}

TEST(GlossaryText, KeepsACellInItsCell) {
  const std::vector<GlossaryEntry> entries = {
      {{"중첩"}, {"super\tposition,\n"}, {}, 1, "a\tb\nc.md"}};
  const GlossaryText read = read_glossary_text(write_glossary_text(entries));
  ASSERT_EQ(read.entries.size(), 1U);
  EXPECT_EQ(read.entries[0].english, std::vector<std::string>{"super position"});
  EXPECT_EQ(read.entries[0].place, "a b c.md");
}

}  // namespace
}  // namespace mi
