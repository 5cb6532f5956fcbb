#include "fetch/plan.h"

#include <gtest/gtest.h>

#include "fetch/freshness.h"

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
        {link_to("n.md", 1, "https://a.org/p")},
        [&](const std::string& name) -> std::optional<Page> {
          return name == "https://a.org/p" ? std::optional(page) : std::nullopt;
        },
        config_for({"a.org"}), kNow);
    EXPECT_EQ(plan.fresh.size(), c.fresh ? 1U : 0U) << c.age.count();
    EXPECT_EQ(plan.to_fetch.size(), c.fresh ? 0U : 1U) << c.age.count();
  }
}

// A store that knows these pages.
std::function<std::optional<Page>(const std::string&)> knowing(const std::vector<Page>& pages) {
  return [&pages](const std::string& name) -> std::optional<Page> {
    for (const Page& page : pages) {
      if (page.url == name) return page;
    }
    return {};
  };
}

Page stored_page(const std::string& url) {
  Page page;
  page.url = page.final_url = url;
  page.body_sha256 = std::string(64, 'a');
  page.checked = format_time(kNow - hours(48));
  return page;
}

Page alias(const std::string& url, const std::string& of, TimePoint seen) {
  Page page;
  page.url = url;
  page.alias_of = of;
  page.checked = format_time(seen);
  return page;
}

TEST(Plan, TakesHttpForHttpsWhereThatIsLinkedOrStored) {
  const std::vector<NoteLink> both = {link_to("a.md", 1, "http://a.org/p"),
                                      link_to("b.md", 2, "https://a.org/p")};
  const FetchPlan joined = plan_fetch(both, nothing_known, config_for({"a.org"}), kNow);
  ASSERT_EQ(pages_of(joined.to_fetch), Pages{"https://a.org/p"});
  EXPECT_EQ(joined.to_fetch[0].url.scheme, "https");
  EXPECT_EQ(joined.to_fetch[0].linked_from, (std::vector<LinkedFrom>{{"a.md", 1}, {"b.md", 2}}));

  const std::vector<NoteLink> one = {link_to("a.md", 1, "http://a.org/p")};
  EXPECT_EQ(pages_of(plan_fetch(one, nothing_known, config_for({"a.org"}), kNow).to_fetch),
            Pages{"http://a.org/p"});
  const std::vector<Page> pages = {stored_page("https://a.org/p")};
  EXPECT_EQ(pages_of(plan_fetch(one, knowing(pages), config_for({"a.org"}), kNow).to_fetch),
            Pages{"https://a.org/p"});
  const std::vector<NoteLink> other_port = {link_to("a.md", 1, "http://a.org:8080/p")};
  EXPECT_EQ(pages_of(plan_fetch(other_port, knowing(pages), config_for({"a.org"}), kNow).to_fetch),
            Pages{"http://a.org:8080/p"});
}

TEST(Plan, FollowsWhatAnAddressIsKnownToLeadTo) {
  const std::vector<Page> pages = {alias("http://a.org/1", "https://a.org/1", kNow),
                                   alias("https://a.org/1", "https://b.org/1", kNow),
                                   stored_page("https://b.org/1"),
                                   alias("https://a.org/old", "https://b.org/1", kNow - kAliasLife),
                                   alias("https://a.org/loop", "https://a.org/loop", kNow)};
  const FetchPlan plan = plan_fetch(
      {link_to("a.md", 1, "http://a.org/1"), link_to("a.md", 2, "https://b.org/1"),
       link_to("a.md", 3, "https://a.org/old"), link_to("a.md", 4, "https://a.org/loop")},
      knowing(pages), config_for({"a.org", "b.org"}), kNow);
  EXPECT_EQ(pages_of(plan.to_fetch),
            (Pages{"https://a.org/loop", "https://a.org/old", "https://b.org/1"}));
  EXPECT_EQ(plan.to_fetch[2].linked_from, (std::vector<LinkedFrom>{{"a.md", 1}, {"a.md", 2}}));
}

TEST(Plan, AsksWhereTheCopyCameFrom) {
  std::vector<Page> pages = {stored_page("https://a.org/p/")};
  pages[0].final_url = "https://a.org/p/index.html";
  const auto url = [&] {
    return plan_fetch({link_to("a.md", 1, "https://a.org/p/#part")}, knowing(pages),
                      config_for({"a.org"}), kNow)
        .to_fetch.at(0)
        .url.to_string();
  };
  EXPECT_EQ(url(), "https://a.org/p/index.html");
  pages[0].final_url = "https://b.org/elsewhere";
  EXPECT_EQ(url(), "https://a.org/p/");
}

TEST(Plan, MakesOneTargetOfAPaperOnArxiv) {
  const FetchPlan plan = plan_fetch({link_to("a.md", 1, "http://arxiv.org/abs/1706.03762"),
                                     link_to("a.md", 2, "https://www.arxiv.org/pdf/1706.03762.pdf"),
                                     link_to("a.md", 3, "https://arxiv.org/html/1706.03762#S1")},
                                    nothing_known, config_for({"arxiv.org"}), kNow);
  ASSERT_EQ(pages_of(plan.to_fetch), Pages{"https://arxiv.org/abs/1706.03762"});
  const FetchTarget& target = plan.to_fetch[0];
  EXPECT_EQ(target.url.to_string(), "https://arxiv.org/html/1706.03762");
  ASSERT_EQ(target.otherwise.size(), 1U);
  EXPECT_EQ(target.otherwise[0].to_string(), "https://arxiv.org/pdf/1706.03762");
  EXPECT_EQ(target.linked_from.size(), 3U);
}

TEST(Plan, SetsAsideWhatRestsAndWhatIsGone) {
  std::vector<Page> pages = {stored_page("https://a.org/rests"), stored_page("https://a.org/gone")};
  for (Page& page : pages) page.failures = {{format_time(kNow), "404 Not Found", 404}};
  pages[1].gone = format_time(kNow);
  const FetchPlan plan = plan_fetch(
      {link_to("a.md", 1, "https://a.org/rests"), link_to("a.md", 1, "https://a.org/gone")},
      knowing(pages), config_for({"a.org"}), kNow);
  EXPECT_EQ(pages_of(plan.resting), Pages{"https://a.org/rests"});
  EXPECT_EQ(pages_of(plan.gone), Pages{"https://a.org/gone"});
  EXPECT_TRUE(plan.to_fetch.empty());
}

TEST(Plan, SkipsALinkThatIsNoAddress) {
  const FetchPlan plan =
      plan_fetch({link_to("n.md", 1, "nonsense")}, nothing_known, config_for({"a.org"}), kNow);
  EXPECT_TRUE(plan.to_fetch.empty() && plan.fresh.empty() && plan.other_sites.empty());
}

}  // namespace
}  // namespace mi
