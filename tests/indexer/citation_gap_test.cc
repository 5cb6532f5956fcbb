#include "indexer/citation_gap.h"

#include <gtest/gtest.h>

#include <string>

namespace mi {
namespace {

TEST(CitationGap, IsMended) {
  const struct {
    std::string text;
    std::string expected;
  } kCases[] = {
      {"", ""},
      {"As known (see e.g. ). More.", "As known. More."},
      {"As known ( ), and ( ) so.", "As known, and so."},
      {"In nets (e.g.) and trees(e.g.), always.", "In nets and trees, always."},
      {"A saying (; but see).", "A saying."},
      {"A saying (as in ).", "A saying."},
      {"( ) At first.", "At first."},
      {"As known. (see ). More.", "As known. More."},
      {"In vision (in nets ; in trees ; but see )", "In vision (in nets; in trees)"},
      {"Early (in vision, e.g. ): so", "Early (in vision): so"},
      {"As known . More , and more ; so", "As known. More, and more; so"},
      {"(a thing )", "(a thing)"},
  };
  for (const auto& c : kCases) EXPECT_EQ(without_citation_gaps(c.text), c.expected) << c.text;
}

TEST(CitationGap, LeavesOtherTextAlone) {
  for (const std::string text : {
           "Call sum() or f( x), (in)complete (or) not.",
           "Wait . . . what? And .NET and ... (see the note) too.",
           "What we can (as you see) and (see [Lee, 2020]).",
           "(e.g. [Lee, 2020]) and (for example, this)",
           "한글 (예) 문장.",
           ")( ((()))",
           "as far as the eye can see)",
       }) {
    EXPECT_EQ(without_citation_gaps(text), text);
  }
}

TEST(CitationGap, GrowsNothing) {
  for (const std::string piece : {"(", "( ", " )", "(see ", " .", "e.g. )", "but see) "}) {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += piece;
    EXPECT_LE(without_citation_gaps(text).size(), text.size()) << piece;
  }
}

}  // namespace
}  // namespace mi
