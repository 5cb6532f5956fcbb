#include "searchd/passage_link.h"

#include <gtest/gtest.h>

#include "tests/searchd/sample_results.h"

namespace mi {
namespace {

TEST(TextDirective, HoldsOnToTheEndsOfAText) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", ""},
      {"two words", ""},
      {"three plain words", "three%20plain%20words"},
      {"a b c d e f g h i j", "a%20b%20c%20d%20e%20f%20g%20h%20i%20j"},
      {"a b c d e f g h i j k", "a%20b%20c%20d%20e,g%20h%20i%20j%20k"},
      {"well-known, so-called facts", "well%2Dknown%2C%20so%2Dcalled%20facts"},
      {"중첩은 특징이 많을 때",
       "%EC%A4%91%EC%B2%A9%EC%9D%80%20%ED%8A%B9%EC%A7%95%EC%9D%B4%20"
       "%EB%A7%8E%EC%9D%84%20%EB%95%8C"},
      // A formula is drawn, not written, in the page.
      {"$W_Q$ maps each token here", "maps%20each%20token%20here"},
      {"the loss is $a = b + c$ for all inputs", "the%20loss%20is,for%20all%20inputs"},
      {"we define $$a = b + c$$ in all that follows", "in%20all%20that%20follows"},
      {"maps ($W_Q$-space, $d$) to tokens each time", "to%20tokens%20each%20time"},
      {"costs $5 and then $6 more", "costs%20%245%20and%20then%20%246%20more"},
      // A phrase may not cross a block's end, a range may.
      {"A Short Title\n\nthen a longer text", "A%20Short%20Title,then%20a%20longer%20text"},
      {"one\ntwo\nthree", ""},
      {"name | value | unit of it", "unit%20of%20it"},
      {std::string(700, 'x') + " b c", ""},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(text_directive(text), expected) << text;
}

TEST(LinkToHit, LandsOnThePassageOfAPaper) {
  Hit hit = sample_hit(1, 0, "three plain words");
  EXPECT_EQ(link_to_hit(sample_paper(), hit), "https://a.org/toy/#:~:text=three%20plain%20words");
  hit.passage.anchor = "s2";
  EXPECT_EQ(link_to_hit(sample_paper(), hit), "https://a.org/toy/#s2:~:text=three%20plain%20words");
  hit.snippet.text = "short";
  EXPECT_EQ(link_to_hit(sample_paper(), hit), "https://a.org/toy/#s2");
  hit.snippet.text.clear();
  EXPECT_EQ(link_to_hit(sample_paper(), hit), "https://a.org/toy/#s2:~:text=three%20plain%20words");
}

TEST(LinkToHit, EncodesWhatAnAnchorMayHold) {
  Hit hit = sample_hit(1, 0, "short");
  hit.passage.anchor = "\"><script> 중";
  EXPECT_EQ(link_to_hit(sample_paper(), hit), "https://a.org/toy/#%22%3E%3Cscript%3E%20%EC%A4%91");
}

TEST(LinkToHit, NamesTheLineOfANote) {
  Hit hit = sample_hit(1, 1, "three plain words");
  hit.passage.line_begin = 7;
  EXPECT_EQ(link_to_hit(sample_note(), hit), "/home/me/notes/중첩.md:7");
}

TEST(WebAddress, IsHttpOrNothing) {
  EXPECT_EQ(web_address("HTTPS://A.org/x y"), "https://a.org/x%20y");
  for (const std::string url :
       {"", "javascript:alert(1)", " JavaScript:alert(1)", "java\tscript:alert(1)",
        "data:text/html,<script>", "file:///etc/passwd", "//a.org/", "/path", "vbscript:x",
        "https://user:secret@a.org/"}) {
    EXPECT_EQ(web_address(url), "") << url;
  }
}

}  // namespace
}  // namespace mi
