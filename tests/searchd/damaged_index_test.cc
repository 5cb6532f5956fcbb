// A thousand damaged indexes: an answer is right or a 503 that says why, and nothing crashes.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "core/generation.h"
#include "core/json.h"
#include "core/paths.h"
#include "searchd/api.h"
#include "searchd/index_backend.h"
#include "tests/searchd/small_index.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kTargets = {
    "/api/v1/search?q=superposition+features&limit=100&explain=1&facets=1",
    "/api/v1/search?q=%EC%A4%91%EC%B2%A9+section&sort=date",
    "/api/v1/search?q=title:first+-section&kind=paper",
    "/api/v1/suggest?q=super",
    "/api/v1/documents/note-3.md?q=features",
    "/api/v1/documents/https%3A%2F%2Fa.org%2F3%2F/related",
    "/api/v1/about?of=first+3",
};

std::string without_time(std::string body) {
  const std::size_t at = body.find("\"took_ms\":");
  if (at == std::string::npos) return body;
  return body.erase(at, body.find(',', at) - at);
}

// All answers of a daemon over the folder that was opened just now.
std::vector<Reply> answers_of(const Config& config) {
  const Api api(index_backend(config));
  std::vector<Reply> replies;
  for (const std::string& target : kTargets) {
    replies.push_back(api.handle({"GET", target, "", "", ""}));
    replies.back().body = without_time(replies.back().body);
  }
  return replies;
}

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Files of the index, but for the lock, which says nothing.
std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.file_size() > 0) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Cuts the file, or flips a bit of it: what was done.
std::string damage(const fs::path& file, const std::string& bytes, std::mt19937& random) {
  const std::size_t at = random() % bytes.size();
  std::string damaged = bytes;
  const bool is_cut = random() % 3 == 0;
  if (is_cut) {
    damaged.resize(at);
  } else {
    damaged[at] = static_cast<char>(damaged[at] ^ (1U << random() % 8));
  }
  // A new file: an old one may still be mapped.
  fs::remove(file);
  std::ofstream(file, std::ios::binary) << damaged;
  return fmt::format("{} {} at byte {} of {}", file.string(), is_cut ? "cut" : "flipped", at,
                     bytes.size());
}

TEST(DamagedIndex, NeverGivesAWrongAnswer) {
  const TemporaryFolder folder;
  Config config;
  config.data = folder.path();
  write_small_index(config, 10, "first");
  const std::vector<Reply> right = answers_of(config);
  for (const Reply& reply : right) ASSERT_EQ(reply.status, 200) << reply.body;
  const std::vector<fs::path> files = files_below(index_folder(config));
  ASSERT_GE(files.size(), 12U);
  std::mt19937 random(20261127);
  int refused = 0;
  for (int round = 0; round < 1000; ++round) {
    const fs::path& file = files[random() % files.size()];
    const std::string bytes = bytes_of(file);
    const std::string what = damage(file, bytes, random);
    const std::vector<Reply> replies = answers_of(config);
    for (std::size_t i = 0; i < kTargets.size(); ++i) {
      if (replies[i].status == 200) {
        EXPECT_EQ(replies[i].body, right[i].body) << what << "\n" << kTargets[i];
        continue;
      }
      ++refused;
      EXPECT_EQ(replies[i].status, 503) << what << "\n" << kTargets[i] << replies[i].body;
      EXPECT_NE(replies[i].body.find("\"code\":\"index_unavailable\""), std::string::npos) << what;
    }
    fs::remove(file);
    std::ofstream(file, std::ios::binary) << bytes;
    ASSERT_FALSE(testing::Test::HasFailure()) << "round " << round;
  }
  RecordProperty("refused", refused);
  EXPECT_GT(refused, 500);
}

TEST(DamagedIndex, LeavesTheLastGoodGenerationToAnswer) {
  const TemporaryFolder folder;
  Config config;
  config.data = folder.path();
  write_small_index(config, 10, "first");
  const Api api(index_backend(config));
  const auto ask = [&api](const std::string& target) {
    return api.handle({"GET", target, "", "", ""});
  };
  ASSERT_EQ(ask(kTargets[0]).status, 200);
  write_small_index(config, 10, "second");
  const fs::path table = index_folder(config) / "papers-000002" / "xapian" / "postlist.glass";
  const std::string bytes = bytes_of(table);
  std::mt19937 random(1);
  damage(table, bytes, random);
  const Reply reply = ask(kTargets[0]);
  EXPECT_EQ(reply.status, 200);
  EXPECT_NE(reply.body.find("notes-000001 papers-000001"), std::string::npos);
  const auto status = parse_json(ask("/api/v1/status").body);
  ASSERT_TRUE(status);
  EXPECT_EQ((*status)["status"].as_string(), "stale");
  EXPECT_NE((*status)["problem"]["detail"].as_string().find("postlist.glass is damaged"),
            std::string_view::npos);
}

}  // namespace
}  // namespace mi
