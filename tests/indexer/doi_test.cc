#include "indexer/doi.h"

#include <gtest/gtest.h>

#include <string>

namespace mi {
namespace {

TEST(Doi, IsTakenOutOfItsResolver) {
  const struct {
    std::string text;
    std::string expected;
  } kCases[] = {
      {"10.1000/Lab.1", "10.1000/lab.1"},
      {" https://doi.org/10.1000/lab.1\n", "10.1000/lab.1"},
      {"http://dx.doi.org/10.1000/LAB-1(2)", "10.1000/lab-1(2)"},
      {"doi:10.1000/a/b", "10.1000/a/b"},
      {"DOI: 10.1000/a", "10.1000/a"},
      {"DOI 10.1000/a", "10.1000/a"},
      {"doi.org/10.1000/a", "10.1000/a"},
      {"", ""},
      {"No DOI yet", ""},
      {"10.1000", ""},
      {"10./a", ""},
      {"10.1000/", ""},
      {"10.1000/a b", ""},
      {"10.1000/<b>", ""},
      {"11.1000/a", ""},
      {"https://lab.example/10.1000/a", ""},
      {"10.1000/" + std::string(300, 'x'), ""},
      {std::string(100'000, ' ') + "10.1000/a", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(doi_of(c.text), c.expected) << c.text.substr(0, 60);
}

}  // namespace
}  // namespace mi
