#include "core/sorted_lines.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

TEST(SortedLines, FindEachLineByItsKey) {
  const std::string_view text = "a\tone\nab\ttwo\nb\nc\tthree\nd\tfour";
  EXPECT_EQ(line_with_key(text, "a"), "a\tone");
  EXPECT_EQ(line_with_key(text, "ab"), "ab\ttwo");
  EXPECT_EQ(line_with_key(text, "b"), "b");
  EXPECT_EQ(line_with_key(text, "c"), "c\tthree");
  EXPECT_EQ(line_with_key(text, "d"), "d\tfour");
}

TEST(SortedLines, FindNothingWhereThereIsNone) {
  const std::string_view text = "\tof the empty key\na\tone\nc\tthree\n";
  for (const std::string_view key : {"", "0", "aa", "b", "on", "three", "d"})
    EXPECT_EQ(line_with_key(text, key), "") << key;
  EXPECT_EQ(line_with_key("", "a"), "");
  EXPECT_EQ(line_with_key("\n\n", "a"), "");
}

}  // namespace
}  // namespace mi
