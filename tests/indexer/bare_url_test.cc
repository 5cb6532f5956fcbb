#include "indexer/bare_url.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mi {
namespace {

std::vector<std::string> addresses_in(std::string_view text) {
  std::vector<std::string> found;
  for (const BareUrl& url : find_bare_urls(text)) {
    found.emplace_back(text.substr(url.begin, url.end - url.begin));
  }
  return found;
}

TEST(BareUrl, EndsWhereTheSentenceGoesOn) {
  struct Case {
    std::string text;
    std::vector<std::string> expected;
  };
  const std::vector<Case> cases = {
      {"see https://distill.pub/2020/circuits/zoom-in/ first",
       {"https://distill.pub/2020/circuits/zoom-in/"}},
      {"Is it http://a.example/x?", {"http://a.example/x"}},
      {"(https://a.example/x)", {"https://a.example/x"}},
      {"https://a.example/x_(y), z", {"https://a.example/x_(y)"}},
      {"\"https://a.example\" and <HTTPS://B.EXAMPLE/>",
       {"https://a.example", "HTTPS://B.EXAMPLE/"}},
      {"**https://a.example/x**", {"https://a.example/x"}},
      {"https://a.example/#frag-ment; next", {"https://a.example/#frag-ment"}},
      {"[https://a.example/x]", {"https://a.example/x"}},
      {"“https://a.example/x”", {"https://a.example/x"}},
      {"https://a.example/x\u3000y", {"https://a.example/x"}},
      {"no scheme: www.a.example, xhttps://a.example", {}},
      {"https:// alone, http://.", {}},
      {"", {}},
  };
  for (const Case& test : cases) EXPECT_EQ(addresses_in(test.text), test.expected) << test.text;
}

TEST(BareUrl, LeavesKoreanParticlesToTheSentence) {
  struct Case {
    std::string text;
    std::vector<std::string> expected;
  };
  const std::vector<Case> cases = {
      {"https://a.example/zoom-in/을 읽었다", {"https://a.example/zoom-in/"}},
      {"https://a.example/toy에서는 다르다", {"https://a.example/toy"}},
      {"(https://a.example/toy)를 보자", {"https://a.example/toy"}},
      {"논문은 https://a.example/toy입니다.", {"https://a.example/toy"}},
      {"https://ko.a.example/wiki/중첩 참고", {"https://ko.a.example/wiki/중첩"}},
      {"https://a.example/x。다음", {"https://a.example/x"}},
  };
  for (const Case& test : cases) EXPECT_EQ(addresses_in(test.text), test.expected) << test.text;
}

TEST(BareUrl, IsLinearInHostileText) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "https://";
  EXPECT_EQ(addresses_in(text + " https://a.example").size(), 2U);
  EXPECT_TRUE(addresses_in("http://" + std::string(1'000'000, '.')).empty());
}

}  // namespace
}  // namespace mi
