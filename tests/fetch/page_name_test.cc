#include "fetch/page_name.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

TEST(PageName, KnowsAPaperOnArxivByAllItsAddresses) {
  struct Case {
    const char* url;
    const char* id;  // "": none
  };
  constexpr Case kCases[] = {
      {"https://arxiv.org/abs/1706.03762", "1706.03762"},
      {"http://www.arxiv.org/abs/1706.03762v5#S1", "1706.03762v5"},
      {"https://arxiv.org/pdf/1706.03762", "1706.03762"},
      {"https://arxiv.org/pdf/1706.03762v5.pdf", "1706.03762v5"},
      {"https://arxiv.org/html/2309.08600v3", "2309.08600v3"},
      {"https://arxiv.org/html/2309.08600/", "2309.08600"},
      {"https://arxiv.org/html/2309.08600/index.html", "2309.08600"},
      {"https://arxiv.org/html/2309.08600v3.html", "2309.08600v3"},
      {"https://arxiv.org/abs/0704.0001", "0704.0001"},
      {"https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"},
      {"https://arxiv.org/abs/math.GT/0309136v1", "math.GT/0309136v1"},
      {"https://arxiv.org/abs/", ""},
      {"https://arxiv.org/abs/1706.037", ""},
      {"https://arxiv.org/abs/1706.037629", ""},
      {"https://arxiv.org/abs/1706.03762v", ""},
      {"https://arxiv.org/abs/1706.03762v1234", ""},
      {"https://arxiv.org/abs/1706.03762/x", ""},
      {"https://arxiv.org/abs/math.g/0309136", ""},
      {"https://arxiv.org/abs/math./0309136", ""},
      {"https://arxiv.org/abs//0309136", ""},
      {"https://arxiv.org/abs/math/030913", ""},
      {"https://arxiv.org/list/cs.LG/recent", ""},
      {"https://arxiv.org:8443/abs/1706.03762", ""},
      {"https://arxiv.org.evil/abs/1706.03762", ""},
      {"https://export.arxiv.org/abs/1706.03762", ""},
      {"https://distill.pub/abs/1706.03762", ""},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(arxiv_id(*parse_url(c.url)).value_or(""), c.id) << c.url;
  }
}

TEST(PageName, IsThatOfTheAbstractOrTheCanonicalUrl) {
  EXPECT_EQ(page_name(*parse_url("http://arxiv.org/pdf/1706.03762.pdf#page=3")),
            "https://arxiv.org/abs/1706.03762");
  EXPECT_EQ(page_name(*parse_url("https://distill.pub/a/index.html#b")), "https://distill.pub/a/");
  EXPECT_EQ(name_over_http("https://distill.pub/a"), "http://distill.pub/a");
  EXPECT_EQ(name_over_http("http://distill.pub/a"), "");
  EXPECT_EQ(name_over_http("https://distill.pub:8443/a"), "");
}

TEST(PageName, OfAPaperHasItsHtmlAndThenItsPdfAsSources) {
  const auto sources = [](const char* url) {
    std::string out;
    for (const Url& source : sources_of(*parse_url(url))) out += source.to_string() + " ";
    return out;
  };
  EXPECT_EQ(sources("http://arxiv.org/abs/1706.03762v2"),
            "https://arxiv.org/html/1706.03762v2 https://arxiv.org/pdf/1706.03762v2 ");
  EXPECT_EQ(sources("https://distill.pub/a/index.html#b"), "https://distill.pub/a/index.html ");
}

}  // namespace
}  // namespace mi
