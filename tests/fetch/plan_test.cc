#include "fetch/plan.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const TimePoint kNow = *parse_time("2026-03-01T12:00:00Z");

Config config_for(std::vector<std::string> sites) {
  Config config;
  config.sites = std::move(sites);
  config.fetch.refresh_after = 24;
  return config;
}

NoteLink link_to(std::string note, int line, std::string url) {
  return {std::move(note), Link{std::move(url), "", "", line}};
}

std::optional<Page> nothing_known(const std::string&) { return {}; }

std::vector<std::string> pages_of(const std::vector<FetchTarget>& targets) {
  std::vector<std::string> pages;
  pages.reserve(targets.size());
  for (const FetchTarget& target : targets) pages.push_back(target.page);
  return pages;
}

using Pages = std::vector<std::string>;

TEST(Plan, MakesOneTargetOfEverySpellingOfAPage) {
  const FetchPlan plan = plan_fetch(
      {link_to("b.md", 7, "https://a.org/p/index.html"), link_to("a.md", 9, "https://a.org/p/"),
       link_to("a.md", 3, "https://A.org/p/#part"), link_to("a.md", 3, "https://a.org/p/")},
      nothing_known, config_for({"a.org"}), kNow);
  ASSERT_EQ(plan.to_fetch.size(), 1U);
  const FetchTarget& target = plan.to_fetch[0];
  EXPECT_EQ(target.page, "https://a.org/p/");
  EXPECT_EQ(target.url.to_string(), "https://a.org/p/index.html");
  EXPECT_EQ(target.linked_from, (std::vector<LinkedFrom>{{"a.md", 3}, {"a.md", 9}, {"b.md", 7}}));
}

TEST(Plan, OrdersByHostAndThenByPageWhateverTheNotesOrder) {
  const FetchPlan plan =
      plan_fetch({link_to("n.md", 1, "https://b.org/1"), link_to("n.md", 2, "http://a.org/z"),
                  link_to("n.md", 3, "https://a.org/b"), link_to("n.md", 4, "https://a.org/a")},
                 nothing_known, config_for({"a.org", "b.org"}), kNow);
  EXPECT_EQ(pages_of(plan.to_fetch),
            (Pages{"http://a.org/z", "https://a.org/a", "https://a.org/b", "https://b.org/1"}));
}

TEST(Plan, ListsOtherSitesWithoutFetchingThem) {
  struct Case {
    const char* url;
    bool fetched;
  };
  constexpr Case kCases[] = {
      {"https://paper.org/x", true},          {"https://www.paper.org/x", true},
      {"http://paper.org:8080/x", true},      {"https://my.paper.org/x", false},
      {"https://paper.org.evil/x", false},    {"https://notpaper.org/x", false},
      {"https://www.www.paper.org/x", false},
  };
  for (const Case& c : kCases) {
    const FetchPlan plan =
        plan_fetch({link_to("n.md", 1, c.url)}, nothing_known, config_for({"Paper.org"}), kNow);
    EXPECT_EQ(plan.to_fetch.size(), c.fetched ? 1U : 0U) << c.url;
    EXPECT_EQ(plan.other_sites.size(), c.fetched ? 0U : 1U) << c.url;
  }
}

TEST(Plan, LeavesAPageAloneUntilItsCopyIsOldEnough) {
  struct Case {
    seconds age;
    const char* body;
    bool fresh;
  };
  constexpr Case kCases[] = {
      {seconds(0), "sha", true},  {hours(24) - seconds(1), "sha", true}, {hours(24), "sha", false},
      {hours(900), "sha", false}, {seconds(-1), "sha", false},  // checked in the future
      {seconds(0), "", false},                                  // only failures are known
  };
  for (const Case& c : kCases) {
    Page page;
    page.body_sha256 = c.body;
    page.checked = format_time(kNow - c.age);
    const FetchPlan plan = plan_fetch(
        {link_to("n.md", 1, "https://a.org/p")}, [&](const std::string&) { return page; },
        config_for({"a.org"}), kNow);
    EXPECT_EQ(plan.fresh.size(), c.fresh ? 1U : 0U) << c.age.count();
    EXPECT_EQ(plan.to_fetch.size(), c.fresh ? 0U : 1U) << c.age.count();
  }
}

TEST(Plan, SkipsALinkThatIsNoAddress) {
  const FetchPlan plan =
      plan_fetch({link_to("n.md", 1, "nonsense")}, nothing_known, config_for({"a.org"}), kNow);
  EXPECT_TRUE(plan.to_fetch.empty() && plan.fresh.empty() && plan.other_sites.empty());
}

}  // namespace
}  // namespace mi
