#include "indexer/section_kind.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mi {
namespace {

TEST(SectionKind, IsToldByTheHeadings) {
  const struct {
    std::vector<std::string> path;
    bool is_back_matter;
  } kCases[] = {
      {{}, false},
      {{"Introduction"}, false},
      {{"References"}, true},
      {{"REFERENCES"}, true},
      {{"7. References"}, true},
      {{"Appendix", "A.2 Acknowledgements"}, true},
      {{"Acknowledgments", "For an earlier version"}, true},
      {{"Author Contributions"}, true},
      {{"참고문헌"}, true},
      {{"참고 문헌"}, true},
      {{"감사의 글"}, true},
      {{"부록 A", "참고자료"}, true},
      {{"References to earlier work on superposition"}, false},
      {{"Contribution of each head"}, false},
      {{"1.2 Our contributions"}, false},
      {{"인용문에서 주의가 하는 일"}, false},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(section_kind(c.path) == SectionKind::back_matter, c.is_back_matter)
        << (c.path.empty() ? "" : c.path.back());
  }
}

}  // namespace
}  // namespace mi
