#include "fetch/page_glance.h"

#include <gtest/gtest.h>

#include <ctime>

namespace mi {
namespace {

TEST(PageGlance, CountsTheTextThatIsSeen) {
  struct Case {
    const char* html;
    std::size_t bytes;
  };
  constexpr Case kCases[] = {
      {"", 0},
      {"plain words", 10},
      {"<p>a b</p>\n<p>c</p>", 3},
      {"<title>no</title><body>yes", 3},
      {"<head><meta content='no'><p>yes", 3},
      {"<script>no</script>yes", 3},
      {"<SCRIPT src=x>no</ScRiPt >yes", 3},
      {"<script>if (a</b/.test(c)) no</script>yes", 3},
      {"<script>'</scr' + 'ipt>' no</script>yes", 3},
      {"<style>no</style><svg><text>no</text></svg><noscript>no</noscript>yes", 3},
      {"<svg/>yes", 3},
      {"<template>no</template>yes", 3},
      {"<script>never closed", 0},
      {"<!-- no <p> no -->yes", 3},
      {"<!-- never closed", 0},
      {"yes<img alt=\"a > b\" src='>'>", 3},
      {"yes<img src=data:a\"b>ok", 5},
      {"<p title=\"never closed", 0},
      {"a < b && c <= d", 9},
      {"a <3 b", 4},
      {"<", 1},
      {"</", 2},
      {"<a", 0},
      {"<!doctype html><?xml no?>yes", 3},
      {"\xec\xa4\x91\xec\xb2\xa9", 6},
  };
  for (const Case& c : kCases) EXPECT_EQ(glance_at(c.html).text_bytes, c.bytes) << c.html;
}

TEST(PageGlance, FindsTheTitleAndTheCanonicalAddress) {
  struct Case {
    const char* html;
    const char* title;
    const char* canonical;
  };
  constexpr Case kCases[] = {
      {"<title> A title\n</title>", "A title", ""},
      {"<TITLE>First</TITLE><title>Second</title>", "First", ""},
      {"<svg><title>rnn</title></svg>", "", ""},
      {"<link rel=canonical href=/a>", "", "/a"},
      {"<LINK HREF = 'https://a.org/?b=1&amp;c' REL = \"Canonical\" />", "",
       "https://a.org/?b=1&amp;c"},
      {"<link data-rel=x rel='canonical' data-href=no href=\" /yes \">", "", "/yes"},
      {"<link rel=stylesheet href=/a><link rel=canonical href=/b><link rel=canonical href=/c>", "",
       "/b"},
      {"<link rel=canonical>", "", ""},
      {"<!-- <link rel=canonical href=/a> -->", "", ""},
      {"<script>'<link rel=canonical href=/a>'</script>", "", ""},
      {"<link rel=canonical href=\"/a", "", "/a"},
      {"<link rel=canonical href=", "", ""},
  };
  for (const Case& c : kCases) {
    const PageGlance glance = glance_at(c.html);
    EXPECT_EQ(glance.title, c.title) << c.html;
    EXPECT_EQ(glance.canonical, c.canonical) << c.html;
  }
  EXPECT_EQ(glance_at("<title>" + std::string(9999, 't')).title.size(), 500U);
  EXPECT_EQ(glance_at("<link rel=canonical href=" + std::string(9999, 'u') + ">").canonical, "");
}

TEST(PageGlance, IsTheSameHoweverThePageIsCut) {
  const std::string page =
      "<!doctype html><title> A <b> title</title><!-- no <p> --- no --><link rel=canonical "
      "href=\"/a>b\"><script>'</scr' no</SCRIPT >a < b </ c<input type='password'><svg/>x";
  const PageGlance whole = glance_at(page);
  EXPECT_EQ(whole.title, "A");
  EXPECT_EQ(whole.canonical, "/a>b");
  EXPECT_EQ(whole.text_bytes, std::string_view("titlea<b</cx").size());
  EXPECT_TRUE(whole.has_script && whole.has_password_field);
  for (std::size_t step = 1; step < page.size(); ++step) {
    Glancer glancer;
    for (std::size_t at = 0; at < page.size(); at += step) glancer.write(page.substr(at, step));
    const PageGlance pieces = glancer.finish();
    EXPECT_EQ(pieces.title, whole.title) << step;
    EXPECT_EQ(pieces.canonical, whole.canonical) << step;
    EXPECT_EQ(pieces.text_bytes, whole.text_bytes) << step;
    EXPECT_TRUE(pieces.has_script && pieces.has_password_field) << step;
  }
}

TEST(PageGlance, TellsAnArticleFromALoginFormAndAnEmptyShell) {
  const auto words = [](std::size_t bytes) { return "<p>" + std::string(bytes, 'w'); };
  const std::string login = "<form><input name=p type='Password'></form>";
  const std::string script =
      "<noscript>Please enable JavaScript.</noscript><script src=a></script>";
  struct Case {
    std::string html;
    const char* problem;
  };
  const Case kCases[] = {
      {words(5), ""},  // short, but all that there is
      {script + words(kLeastText), ""},
      {script + words(kLeastText - 1), "an empty shell: 199 bytes of text without JavaScript"},
      {login + words(kLeastTextBesideLogin), ""},
      {login + words(kLeastTextBesideLogin - 1), "a login form"},
      {login, "a login form"},
      {"<input type=text>" + words(5), ""},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(problem_with(glance_at(c.html)), c.problem) << c.html.substr(0, 60);
  }
}

TEST(PageGlance, KnowsTheNamesOfLoginPages) {
  for (const char* path : {"/login", "/Login/", "/login.php", "/a/sign-in", "/wp-login.php",
                           "/sso/start", "/users/sign_in"}) {
    EXPECT_TRUE(is_login_path(path)) << path;
  }
  for (const char* path : {"", "/", "/blogin", "/logins-and-more", "/2024/login-free-search/",
                           "/author/olah", "/a/signing"}) {
    EXPECT_FALSE(is_login_path(path)) << path;
  }
}

TEST(PageGlance, IsTotalAndLinear) {
  const std::string start = "<link rel=canonical href=\"/a\"><title>t</title><p id='b'>text</p>";
  for (std::size_t size = 0; size <= start.size(); ++size) glance_at(start.substr(0, size));
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  glance_at(bytes);
  const auto repeat = [](std::string_view piece) {
    std::string text = "<a ";
    while (text.size() < (1U << 20U)) text += piece;
    return text;
  };
  const std::clock_t begin = std::clock();  // of this process: other load does not count
  for (const char* piece : {"<", "<!--", "<a '", "\"", " \"", "=\" ", "</", "<script", "<script>",
                            "<link ", "<link rel=", "&", "<title>", "     \""}) {
    glance_at(repeat(piece));
  }
  // Under a sanitizer 10 s; what is quadratic takes minutes.
  EXPECT_LT(std::clock() - begin, 20 * CLOCKS_PER_SEC);
}

}  // namespace
}  // namespace mi
