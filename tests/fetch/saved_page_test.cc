#include "fetch/saved_page.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

TEST(SavedPage, SaysWhereItIsFrom) {
  const struct {
    std::string html;
    std::string_view expected;
  } kCases[] = {
      {"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://a.org/x#y \n saved "
       "date: Tue Mar 03 2026 10:20:30 GMT+0900 (KST)\n--><link rel=canonical href=https://b.org/>",
       "https://a.org/x#y"},
      {"<!-- saved from url=(0019)https://a.org/saved -->\n<html>", "https://a.org/saved"},
      {"<link rel=\"canonical\" href=\"https://a.org/c\">", "https://a.org/c"},
      {"<LINK HREF='https://a.org/C' REL='canonical'>", "https://a.org/C"},
      {"<link rel=stylesheet href=https://a.org/style><link rel=canonical href=https://a.org/>",
       "https://a.org/"},
      {"<link data-href=https://no.org/ rel=canonical href = https://a.org/>", "https://a.org/"},
      {"<!-- url: https://a.org/ -->", ""},
      {"<link rel=canonical href=/relative>", ""},
      {"<link rel=canonical href=javascript:alert(1)>", ""},
      {"<link rel=canonical", ""},
      {"<link rel=canonical href=\"https://a.org/", "https://a.org/"},
      {"<!-- saved from url=(0019", ""},
      {"<!-- Page saved with SingleFile url:", ""},
      {"<p>url: https://a.org/", ""},
      {std::string(300'000, ' ') + "<link rel=canonical href=https://a.org/>", ""},
      {"", ""},
  };
  for (const auto& c : kCases)
    EXPECT_EQ(saved_page_url(c.html), c.expected) << c.html.substr(0, 99);
}

TEST(SavedPage, SaysWhenItWasSaved) {
  const auto page = [](std::string_view date) {
    return "<!-- Page saved with SingleFile \n url: https://a.org/ \n saved date: " +
           std::string(date) + "-->";
  };
  EXPECT_EQ(saved_page_time(page("Tue Mar 03 2026 10:20:30 GMT+0900 (Korean Standard Time)")),
            parse_time("2026-03-03T01:20:30Z"));
  EXPECT_EQ(saved_page_time(page("Tue Mar 03 2026 10:20:30 GMT-0330")),
            parse_time("2026-03-03T13:50:30Z"));
  EXPECT_EQ(saved_page_time(page("yesterday")), std::nullopt);
  EXPECT_EQ(saved_page_time(page("")), std::nullopt);
  EXPECT_EQ(saved_page_time("<p>saved date: Tue Mar 03 2026 10:20:30 GMT+0900"), std::nullopt);
}

}  // namespace
}  // namespace mi
