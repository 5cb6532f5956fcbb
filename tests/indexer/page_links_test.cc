#include "indexer/page_links.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

std::string links_of(std::string_view html) {
  std::string out;
  for (const Link& link : read_page_links(html, *parse_url("https://a.org/x/"))) {
    out += link.url + (link.fragment.empty() ? "" : " #" + link.fragment) + " " + link.text + "\n";
  }
  return out;
}

TEST(PageLinks, AreThoseOfTheWholePageInItsOrder) {
  EXPECT_EQ(
      links_of("<nav><a href=one/>The  <b>first</b></a></nav><main><p><a href='/two?a=1&amp;b'>"
               "Two</a> <a href='one/#part'>again</a></main><footer><a href=//b.org>B</a>"),
      "https://a.org/x/one/ The first\n"
      "https://a.org/two?a=1&b Two\n"
      "https://a.org/x/one/ #part again\n"
      "https://b.org/ B\n");
}

TEST(PageLinks, LeaveOutWhatIsNoOtherPage) {
  EXPECT_EQ(
      links_of("<a href='#part'>p</a><a href=''>e</a><a name=x>n</a><a href='mailto:a@b.org'>m"
               "</a><a href='javascript:go()'>j</a><link href=/style><a href='http://'>h</a>"),
      "");
  EXPECT_EQ(links_of(""), "");
  EXPECT_EQ(links_of("<a href=\"/never closed"), "");
}

}  // namespace
}  // namespace mi
