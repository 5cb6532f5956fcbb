// Generations that change under load: no request fails, and no answer is of two of them.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "core/generation.h"
#include "core/json.h"
#include "core/paths.h"
#include "tests/searchd/raw_client.h"
#include "tests/searchd/small_index.h"

namespace mi {
namespace {

constexpr int kDocuments = 10;
constexpr const char* kFirst = "notes-000001 papers-000001";
constexpr const char* kSecond = "notes-000002 papers-000002";

// Empty where an answer is of one generation through and through.
std::string fault_of(const RawReply& reply) {
  if (reply.status != 200 || !reply.whole) return fmt::format("status {}", reply.status);
  const Expected<Json> json = parse_json(reply.body);
  if (!json) return "no JSON";
  const std::string_view generation = (*json)["generation"].as_string();
  if (generation != kFirst && generation != kSecond) return std::string(generation);
  const std::string mark = generation == kFirst ? "first" : "second";
  const Json::Array& documents = (*json)["documents"].as_array();
  if (documents.size() != std::size_t{2} * kDocuments) return fmt::format("{}", documents.size());
  for (const Json& document : documents) {
    if (!document["title"].as_string().starts_with(mark)) return "a title of the other";
    for (const Json& hit : document["hits"].as_array()) {
      if (hit["text"].as_string().find("time by " + mark) == std::string_view::npos)
        return "a passage of the other";
    }
  }
  return {};
}

struct Watched {
  std::atomic<int> answers = 0;
  std::atomic<int> faults = 0;
  std::atomic<int> changes = 0;
  std::atomic<bool> over = false;
};

void watch(int port, Watched& watched) {
  std::string before;
  while (!watched.over) {
    RawClient client(port);
    for (int i = 0; i < 50 && !watched.over; ++i) {
      const bool asked = client.ask("/api/v1/search?q=superposition&limit=100");
      const RawReply reply = asked ? client.receive() : RawReply();
      ++watched.answers;
      const std::string fault = fault_of(reply);
      if (!fault.empty()) {
        ++watched.faults;
        ADD_FAILURE() << fault;
        return;
      }
      const bool is_first = reply.body.find(kFirst) != std::string::npos;
      const std::string now = is_first ? kFirst : kSecond;
      if (now != before) ++watched.changes;
      before = now;
    }
  }
}

TEST(GenerationFlips, MixNoAnswerAndFailNoRequest) {
  const TemporaryFolder folder;
  Config config;
  config.data = folder.path();
  write_small_index(config, kDocuments, "first");
  const Expected<Generation> first = read_current(index_folder(config));
  ASSERT_TRUE(first);
  write_small_index(config, kDocuments, "second");
  const Expected<Generation> second = read_current(index_folder(config));
  ASSERT_TRUE(second);
  ASSERT_EQ(first->to_string(), kFirst);
  ASSERT_EQ(second->to_string(), kSecond);
  RunningDaemon daemon(config.data);
  Watched watched;
  std::vector<std::thread> watchers;
  for (int i = 0; i < 4; ++i) watchers.emplace_back(watch, daemon.port(), std::ref(watched));
  for (int flip = 0; flip < 1000 && watched.faults == 0; ++flip) {
    ASSERT_TRUE(publish(index_folder(config), flip % 2 == 0 ? *first : *second));
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  watched.over = true;
  for (std::thread& watcher : watchers) watcher.join();
  RecordProperty("answers", watched.answers.load());
  RecordProperty("changes", watched.changes.load());
  EXPECT_EQ(watched.faults, 0);
  EXPECT_GT(watched.changes, 200) << "the flips were seen";
}

// Which of the parts' folders the process has files open of.
std::set<std::string> open_parts(int process) {
  std::set<std::string> open;
  for (const auto& entry :
       std::filesystem::directory_iterator(fmt::format("/proc/{}/fd", process))) {
    std::error_code error;
    const std::string target = std::filesystem::read_symlink(entry.path(), error).string();
    for (const char* name : {"papers-000001", "papers-000002"}) {
      if (target.find(name) != std::string::npos) open.insert(name);
    }
  }
  return open;
}

// A daemon that nobody asks lets go of an old generation's files within a second, or a few where
// the machine is busy.
TEST(GenerationFlips, ArePickedUpWithoutASearch) {
  const TemporaryFolder folder;
  Config config;
  config.data = folder.path();
  write_small_index(config, kDocuments, "first");
  RunningDaemon daemon(config.data);
  ASSERT_EQ(daemon.metric("mi_index_info{generation=\"notes-000001 papers-000001\"}"), 1);
  write_small_index(config, kDocuments, "second");
  const std::set<std::string> wanted = {"papers-000002"};
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  std::set<std::string> open = open_parts(daemon.program().process_id());
  while (open != wanted && std::chrono::steady_clock::now() < give_up) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    open = open_parts(daemon.program().process_id());
  }
  EXPECT_EQ(open, wanted);
}

}  // namespace
}  // namespace mi
