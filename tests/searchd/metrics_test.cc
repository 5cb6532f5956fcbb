#include "searchd/metrics.h"

#include <gtest/gtest.h>

#include <sstream>
#include <thread>

namespace mi {
namespace {

using std::chrono::microseconds;

std::string page_of(const Metrics& metrics, const IndexState& index = {}) {
  return metrics.text(index, {}, *parse_time("2026-01-04T00:00:00Z"));
}

// The lines that begin so.
std::string lines_of(const std::string& page, const std::string& beginning) {
  std::istringstream in(page);
  std::string out;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(beginning)) out += line + "\n";
  }
  return out;
}

TEST(Metrics, CountRequestsByRouteAndStatus) {
  Metrics metrics({"/a", "/b"}, now());
  metrics.count("/a", 200, microseconds(50));
  metrics.count("/a", 200, microseconds(50));
  metrics.count("/a", 404, microseconds(50));
  metrics.count("/unheard/of", 200, microseconds(50));
  EXPECT_EQ(lines_of(page_of(metrics), "mi_http_requests_total"),
            "mi_http_requests_total{route=\"/a\",status=\"200\"} 2\n"
            "mi_http_requests_total{route=\"/a\",status=\"404\"} 1\n"
            "mi_http_requests_total{route=\"other\",status=\"200\"} 1\n");
}

TEST(Metrics, SortDurationsIntoBucketsThatAddUp) {
  Metrics metrics({"/a"}, now());
  for (const int took : {50, 100, 101, 2000, 9'000'000})
    metrics.count("/a", 200, microseconds(took));
  EXPECT_EQ(lines_of(page_of(metrics), "mi_http_request_duration_seconds"),
            "mi_http_request_duration_seconds_bucket{route=\"/a\",le=\"0.0001\"} 2\n"
            "mi_http_request_duration_seconds_bucket{route=\"/a\",le=\"0.00025\"} 3\n"
            "mi_http_request_duration_seconds_bucket{route=\"/a\",le=\"0.0005\"} 3\n"
            "mi_http_request_duration_seconds_bucket{route=\"/a\",le=\"0.001\"} 3\n"
            "mi_http_request_duration_seconds_bucket{route=\"/a\",le=\"0.0025\"} 4\n"
            "mi_http_request_duration_seconds_bucket{route=\"/a\",le=\"0.005\"} 4\n"
            "mi_http_request_duration_seconds_bucket{route=\"/a\",le=\"0.01\"} 4\n"
            "mi_http_request_duration_seconds_bucket{route=\"/a\",le=\"0.025\"} 4\n"
            "mi_http_request_duration_seconds_bucket{route=\"/a\",le=\"0.05\"} 4\n"
            "mi_http_request_duration_seconds_bucket{route=\"/a\",le=\"0.1\"} 4\n"
            "mi_http_request_duration_seconds_bucket{route=\"/a\",le=\"0.5\"} 4\n"
            "mi_http_request_duration_seconds_bucket{route=\"/a\",le=\"2.5\"} 4\n"
            "mi_http_request_duration_seconds_bucket{route=\"/a\",le=\"+Inf\"} 5\n"
            "mi_http_request_duration_seconds_sum{route=\"/a\"} 9.002251\n"
            "mi_http_request_duration_seconds_count{route=\"/a\"} 5\n");
}

TEST(Metrics, TellOfTheIndexAndWhetherAllIsWell) {
  const Metrics metrics({}, now());
  IndexState index{"notes-000001", {1, 2, 30}, parse_time("2026-01-03T00:00:00Z"), {}};
  EXPECT_EQ(lines_of(page_of(metrics, index), "mi_index_up"), "mi_index_up 1\n");
  EXPECT_EQ(lines_of(page_of(metrics, index), "mi_index_age"), "mi_index_age_seconds 86400\n");
  EXPECT_EQ(lines_of(page_of(metrics, index), "mi_index_documents"),
            "mi_index_documents{kind=\"paper\"} 1\nmi_index_documents{kind=\"note\"} 2\n");
  index.problem = Error{"damaged", ""};
  EXPECT_EQ(lines_of(page_of(metrics, index), "mi_index_up"), "mi_index_up 0\n");
  EXPECT_EQ(lines_of(page_of(metrics), "mi_index_age"), "") << "there is none";
}

TEST(Metrics, EscapeLabels) {
  const Metrics metrics({}, now());
  const IndexState index{"a\"b\\c\nd", {}, {}, {}};
  EXPECT_EQ(lines_of(page_of(metrics, index), "mi_index_info"),
            "mi_index_info{generation=\"a\\\"b\\\\c d\"} 1\n");
}

// Each metric is told of once, with its help and its type before it, as the format wants it.
TEST(Metrics, AreWellFormed) {
  Metrics metrics({"/a"}, now());
  metrics.count("/a", 200, microseconds(50));
  std::istringstream in(page_of(metrics));
  std::string family;
  std::size_t families = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("# HELP ")) {
      family = line.substr(7, line.find(' ', 7) - 7);
      ++families;
      ASSERT_TRUE(std::getline(in, line));
      EXPECT_TRUE(line.starts_with("# TYPE " + family + " ")) << line;
    } else {
      EXPECT_TRUE(line.starts_with(family)) << line;
      EXPECT_NE(line.find(' '), std::string::npos) << line;
    }
  }
  EXPECT_GT(families, 15U);
}

TEST(Metrics, LoseNoCountAmongThreads) {
  Metrics metrics({"/a"}, now());
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&metrics] {
      for (int j = 0; j < 10'000; ++j) metrics.count("/a", 200, microseconds(j));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_NE(page_of(metrics).find("{route=\"/a\",status=\"200\"} 40000\n"), std::string::npos);
}

}  // namespace
}  // namespace mi
