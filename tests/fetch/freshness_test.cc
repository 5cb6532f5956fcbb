#include "fetch/freshness.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const TimePoint kNow = *parse_time("2026-03-01T12:00:00Z");

Due due_at(const Page& page, TimePoint when) {
  FetchConfig config;
  config.refresh_after = 24;
  return due(page, config, when);
}

Page stored_page() {
  Page page;
  page.body_sha256 = std::string(64, 'a');
  page.checked = format_time(kNow);
  return page;
}

FetchFailure failed(std::chrono::seconds after, int status) {
  return {format_time(kNow + after), "reason", status};
}

TEST(Freshness, LastsForRefreshAfter) {
  EXPECT_EQ(due({}, FetchConfig(), kNow), Due::now);
  EXPECT_EQ(due_at(stored_page(), kNow), Due::fresh);
  EXPECT_EQ(due_at(stored_page(), kNow + hours(24) - seconds(1)), Due::fresh);
  EXPECT_EQ(due_at(stored_page(), kNow + hours(24)), Due::now);
  EXPECT_EQ(due_at(stored_page(), kNow - seconds(1)), Due::now) << "checked in the future";
  Page unchecked = stored_page();
  unchecked.checked.clear();
  EXPECT_EQ(due_at(unchecked, kNow), Due::now);
}

TEST(Freshness, LetsAPageThatFailsRestEverLonger) {
  Page page = stored_page();
  const std::vector<minutes> kRests = {minutes(15), minutes(30), hours(1),   hours(2),
                                       hours(4),    hours(8),    hours(16),  hours(32),
                                       hours(64),   hours(128),  hours(168), hours(168)};
  for (const minutes rest : kRests) {
    page.failures.push_back(failed(seconds(0), 503));
    EXPECT_EQ(due_at(page, kNow + rest - seconds(1)), Due::resting) << page.failures.size();
    EXPECT_EQ(due_at(page, kNow + rest), Due::now) << page.failures.size();
    EXPECT_EQ(rests_until(page), kNow + rest);
  }
  EXPECT_EQ(due_at(page, kNow - seconds(1)), Due::now) << "failed in the future";
}

TEST(Freshness, AsksForAGonePageOnceAMonth) {
  Page page = stored_page();
  page.gone = format_time(kNow);
  page.failures = {failed(seconds(0), 410)};
  EXPECT_EQ(due_at(page, kNow + kGoneRest - seconds(1)), Due::gone);
  EXPECT_EQ(due_at(page, kNow + kGoneRest), Due::now);
  EXPECT_EQ(rests_until(page), kNow + kGoneRest);
  EXPECT_EQ(rests_until(stored_page()), std::nullopt);
}

TEST(Freshness, CallsAPageGoneByA410OrThreeFourOhFoursInAWeek) {
  const seconds week = hours(24 * 7);
  struct Case {
    std::vector<FetchFailure> failures;
    bool is_gone;
  };
  const Case kCases[] = {
      {{}, false},
      {{failed(seconds(0), 410)}, true},
      {{failed(seconds(0), 404)}, false},
      {{failed(seconds(0), 404), failed(week, 404)}, false},
      {{failed(seconds(0), 404), failed(seconds(9), 404), failed(week, 404)}, true},
      {{failed(seconds(0), 404), failed(seconds(9), 404), failed(week - seconds(1), 404)}, false},
      {{failed(seconds(0), 503), failed(seconds(9), 404), failed(hours(9), 404), failed(week, 404)},
       false},
      {{failed(seconds(0), 404), failed(seconds(9), 503), failed(hours(9), 404), failed(week, 404)},
       true},
      {{failed(seconds(0), 404), failed(seconds(9), 404), failed(week, 0)}, false},
      {{failed(seconds(0), 410), failed(week, 0)}, false},
      {{{"never", "", 404}, {"", "", 404}, failed(week, 404)}, false},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(is_gone_by(c.failures), c.is_gone) << c.failures.size();
  }
}

TEST(Freshness, BelievesThatAPageIsSmallWhenItHasStayedSoForAWeek) {
  const seconds week = hours(24 * 7);
  const std::string hash(64, 'a');
  const auto small = [&](seconds after, char digit = 'a') {
    FetchFailure failure = failed(after, 200);
    failure.refused_sha256 = std::string(64, digit);
    return failure;
  };
  struct Case {
    std::vector<FetchFailure> failures;
    bool has_stayed;  // at a check that is a week after kNow
  };
  const Case kCases[] = {
      {{}, false},
      {{small(seconds(0))}, false},
      {{small(seconds(0)), small(hours(1))}, true},
      {{small(seconds(1)), small(hours(1))}, false},
      {{small(seconds(0)), failed(hours(1), 503), small(hours(2))}, true},
      {{small(seconds(0)), small(hours(1), 'b'), small(hours(2))}, false},
      {{small(seconds(0), 'b'), small(seconds(0)), small(hours(1))}, true},
      {{failed(seconds(0), 404), failed(hours(1), 404)}, false},
      {{failed(seconds(0), 404), small(hours(1)), small(hours(2))}, false},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(has_stayed_small(c.failures, hash, kNow + week), c.has_stayed) << c.failures.size();
    EXPECT_FALSE(has_stayed_small(c.failures, "", kNow + week));
  }
}

TEST(Freshness, BelievesAnAliasForAMonth) {
  Page page;
  page.alias_of = "https://a.org/";
  page.checked = format_time(kNow);
  EXPECT_EQ(alias_of({}, kNow), "");
  EXPECT_EQ(alias_of(stored_page(), kNow), "");
  EXPECT_EQ(alias_of(page, kNow + kAliasLife - seconds(1)), "https://a.org/");
  EXPECT_EQ(alias_of(page, kNow + kAliasLife), "");
  EXPECT_EQ(due_at(page, kNow), Due::now) << "it has no copy";
}

}  // namespace
}  // namespace mi
