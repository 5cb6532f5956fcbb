#include "core/config.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/paths.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

// Sets a variable of the environment, or unsets it, until destroyed.
class Variable {
 public:
  Variable(const char* name, const std::optional<std::string>& value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    set(value);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { set(old_); }

 private:
  void set(const std::optional<std::string>& value) const {
    if (value) {
      ::setenv(name_, value->c_str(), 1);
    } else {
      ::unsetenv(name_);
    }
  }
  const char* name_;
  std::optional<std::string> old_;
};

// A home of its own, nothing else in the environment, and the folder as the current one.
class ConfigTest : public testing::Test {
 protected:
  ConfigTest() { fs::current_path(folder_.path()); }
  ~ConfigTest() override { fs::current_path(before_); }

  const fs::path& folder() const { return folder_.path(); }

  fs::path write(const fs::path& name, std::string_view text) const {
    fs::path path = folder() / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  Expected<Config> load(std::string_view text) const {
    return load_config(write("config.toml", text));
  }
  std::string problem(std::string_view text) const {
    const Expected<Config> config = load(text);
    return config ? "" : config.error().message.substr((folder() / "config.toml").string().size());
  }

 private:
  TemporaryFolder folder_;
  fs::path before_ = fs::current_path();
  Variable home_ = {"HOME", "/home/someone"};
  Variable config_ = {"MI_SEARCH_CONFIG", std::nullopt};
  Variable xdg_data_ = {"XDG_DATA_HOME", std::nullopt};
  Variable xdg_config_ = {"XDG_CONFIG_HOME", std::nullopt};
};

TEST_F(ConfigTest, HasDefaults) {
  const Config config = default_config();
  EXPECT_TRUE(config.notes.empty());
  EXPECT_EQ(config.data, "/home/someone/.local/share/mi-search");
  EXPECT_EQ(config.listen, "127.0.0.1:8765");
  EXPECT_EQ(config.fetch.ports, (std::vector<int>{80, 443}));
  EXPECT_EQ(config.index.passage_max_words, 220);
  EXPECT_EQ(config.search.results, 10);
  EXPECT_TRUE(config.file.empty());
  const Expected<Config> empty = load("");
  ASSERT_TRUE(empty) << empty.error().message;
  EXPECT_EQ(print_config(*empty), print_config(config));
  EXPECT_EQ(empty->file, folder() / "config.toml");
}

TEST_F(ConfigTest, KeepsItsDataWhereXdgSays) {
  {
    const Variable data("XDG_DATA_HOME", "/data");
    EXPECT_EQ(default_config().data, "/data/mi-search");
  }
  const Variable relative("XDG_DATA_HOME", "data");  // to be ignored, says XDG
  EXPECT_EQ(default_config().data, "/home/someone/.local/share/mi-search");
}

TEST_F(ConfigTest, PutsEverythingBelowTheDataFolder) {
  Config config;
  config.data = "/data";
  EXPECT_EQ(pages_folder(config), "/data/pages");
  EXPECT_EQ(index_folder(config), "/data/index");
  EXPECT_EQ(lock_file(config), "/data/index/lock");
}

// Nothing at its default, so that a key that is not printed or not read shows.
Config unusual() {
  Config config;
  config.notes = {"/notes/one", "/notes/\"두\" \\ \x7F\t"};
  config.data = "/data";
  config.sites = {"a.example", "b.example"};
  config.listen = "[::1]:1";
  config.contact = "someone@a.example";
  config.fetch = {0.1 + 0.2,
                  1.0 / 3,
                  {"10.0.0.1"},
                  {1, 65535},
                  {{"a.example", "127.0.0.1:8443"}, {"b c", "\""}},
                  {{"a.example", 1}, {"b.example", 0}},
                  "/etc/ca.pem",
                  1024,
                  1ULL << 30U,
                  1234.5678901,
                  86400,
                  0};
  config.index = {1, 10000, 1};
  config.search = {1000, 100, 1e-05, 2, 0.30000000000000004, 40};
  return config;
}

TEST_F(ConfigTest, ReadsBackEveryKeyThatItPrints) {
  const Config config = unusual();
  const Expected<Config> again = load(print_config(config));
  ASSERT_TRUE(again) << again.error().message << "\n" << print_config(config);
  EXPECT_EQ(again->notes, config.notes);
  EXPECT_EQ(again->data, config.data);
  EXPECT_EQ(again->sites, config.sites);
  EXPECT_EQ(again->listen, config.listen);
  EXPECT_EQ(again->contact, config.contact);
  EXPECT_EQ(again->fetch.delay, config.fetch.delay);
  EXPECT_EQ(again->fetch.refresh_after, config.fetch.refresh_after);
  EXPECT_EQ(again->fetch.allow_private, config.fetch.allow_private);
  EXPECT_EQ(again->fetch.ports, config.fetch.ports);
  EXPECT_EQ(again->fetch.pin, config.fetch.pin);
  EXPECT_EQ(again->fetch.follow, config.fetch.follow);
  EXPECT_EQ(again->fetch.ca_file, config.fetch.ca_file);
  EXPECT_EQ(again->fetch.max_wire_bytes, config.fetch.max_wire_bytes);
  EXPECT_EQ(again->fetch.max_decoded_bytes, config.fetch.max_decoded_bytes);
  EXPECT_EQ(again->fetch.stall_timeout, config.fetch.stall_timeout);
  EXPECT_EQ(again->fetch.total_timeout, config.fetch.total_timeout);
  EXPECT_EQ(again->fetch.max_redirects, config.fetch.max_redirects);
  EXPECT_EQ(again->index.passage_min_words, config.index.passage_min_words);
  EXPECT_EQ(again->index.passage_max_words, config.index.passage_max_words);
  EXPECT_EQ(again->index.max_note_bytes, config.index.max_note_bytes);
  EXPECT_EQ(again->search.results, config.search.results);
  EXPECT_EQ(again->search.title_weight, config.search.title_weight);
  EXPECT_EQ(again->search.heading_weight, config.search.heading_weight);
  EXPECT_EQ(again->search.bigram_weight, config.search.bigram_weight);
  EXPECT_EQ(again->search.proximity_weight, config.search.proximity_weight);
  EXPECT_EQ(again->search.snippet_bytes, config.search.snippet_bytes);
  EXPECT_EQ(print_config(*again), print_config(config));
}

TEST_F(ConfigTest, SaysWhatEachKeyMeans) {
  const std::string text = print_config(default_config());
  std::string_view above;
  std::size_t keys = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string_view line = std::string_view(text).substr(at, end - at);
    if (!line.empty() && line.front() != '#' && line.front() != '[') {
      EXPECT_TRUE(above.starts_with("# ")) << line;
      ++keys;
    }
    above = line;
    at = end + 1;
  }
  EXPECT_EQ(keys, 35U);  // all but [fetch.follow] and [fetch.pin], which are empty
}

TEST_F(ConfigTest, NamesTheLineOfAnUnknownKey) {
  EXPECT_EQ(problem("data = \"d\"\nnote = [\"n\"]\n"), ":2: note: there is no such key");
  EXPECT_EQ(problem("[fetch]\ndelay = 1\ndelays = 2\n"), ":3: fetch.delays: there is no such key");
  EXPECT_EQ(problem("\n\n[fetches]\ndelay = 1\n"), ":3: fetches: there is no such table");
  EXPECT_EQ(problem("[fetch.pins]\na = \"b\"\n"), ":1: fetch.pins: there is no such key");
  EXPECT_EQ(problem("[search]\ndelay = 1\n"), ":2: search.delay: there is no such key");
  EXPECT_EQ(problem("delay = 1\n"), ":1: delay: there is no such key");
  EXPECT_EQ(problem("fetch = 1\n"), ":1: fetch: there is no such key");
  EXPECT_EQ(problem("[[fetch]]\ndelay = 1\n"), ":1: fetch: there is no such key");
  EXPECT_EQ(problem("fetch.delays = 1\n"), ":1: fetch.delays: there is no such key");
  EXPECT_FALSE(load("note = 1").error().hint.empty());
}

TEST_F(ConfigTest, NamesTheLineOfBrokenToml) {
  for (const std::string_view text :
       {"data = \"d\"\nnotes = [\"n\"\n", "data = \"d\"\n= 1", "data = \"d\"\ndata = \"e\"",
        "data = \"d\"\nlisten = \"\x01\""}) {
    EXPECT_TRUE(problem(text).starts_with(":2: ") || problem(text).starts_with(":3: "))
        << problem(text);
    EXPECT_FALSE(load(text).error().hint.empty());
  }
  EXPECT_FALSE(load("data = \"\xFF\""));
  EXPECT_FALSE(load("notes = " + std::string(100'000, '[')));
}

TEST_F(ConfigTest, NamesTheKeyOfAWrongType) {
  struct Case {
    std::string_view text;
    std::string_view problem;
  };
  const std::vector<Case> cases = {
      {"notes = \"n\"", ":1: notes: it must be a list of paths"},
      {"notes = [1]", ":1: notes: it must be a list of paths"},
      {"notes = [[\"n\"]]", ":1: notes: it must be a list of paths"},
      {"sites = {}", ":1: sites: it must be a list of strings"},
      {"[sites]", ":1: sites: it must be a list of strings"},
      {"data = 1", ":1: data: it must be a path"},
      {"data = \"\"", ":1: data: it must be a path"},
      {"notes = [\"\"]", ":1: notes: it must be a list of paths"},
      {"listen = 8765", ":1: listen: it must be a string"},
      {"contact = [\"a\"]", ":1: contact: it must be a string"},
      {"contact = 1979-05-27", ":1: contact: it must be a string"},
      {"fetch.delay = \"1\"", ":1: fetch.delay: it must be a number"},
      {"fetch.delay = true", ":1: fetch.delay: it must be a number"},
      {"fetch.delay = [1]", ":1: fetch.delay: it must be a number"},
      {"fetch.ports = 80", ":1: fetch.ports: it must be a list of numbers"},
      {"fetch.ports = [\"80\"]", ":1: fetch.ports: it must be a number"},
      {"fetch.ports = [80.5]", ":1: fetch.ports: it must be a whole number"},
      {"fetch.pin = \"a\"", ":1: fetch.pin: it must be a table"},
      {"fetch.pin = { a = 1 }", ":1: fetch.pin: its values must be strings"},
      {"fetch.follow = [\"a\"]", ":1: fetch.follow: it must be a table"},
      {"fetch.follow = { a = \"1\" }", ":1: fetch.follow: it must be a number"},
      {"fetch.follow = { a = 2 }", ":1: fetch.follow: it must be between 0 and 1"},
      {"search.results = 10.5", ":1: search.results: it must be a whole number"},
      {"search.results = true", ":1: search.results: it must be a number"},
      {"fetch.max_wire_bytes = 2048.5", ":1: fetch.max_wire_bytes: it must be a whole number"},
  };
  for (const Case& c : cases) EXPECT_EQ(problem(c.text), c.problem) << c.text;
}

TEST_F(ConfigTest, TakesWholeNumbersAsEitherKind) {
  const Expected<Config> config = load("[fetch]\ndelay = 2\n[search]\nresults = 20.0\n");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->fetch.delay, 2.0);
  EXPECT_EQ(config->search.results, 20);
}

// Each number at its limits, and one past them.
TEST_F(ConfigTest, HoldsNumbersToTheirRange) {
  struct Case {
    std::string_view key;
    double least;
    double most;
    double step;
  };
  constexpr double kGiB = 1024.0 * 1024 * 1024;
  const std::vector<Case> cases = {
      {"fetch.delay", 0, 3600, 0.001},
      {"fetch.refresh_after", 0, 87600, 0.001},
      {"fetch.max_wire_bytes", 1024, kGiB, 1},
      {"fetch.max_decoded_bytes", 1024, kGiB, 1},
      {"fetch.stall_timeout", 0.1, 3600, 0.001},
      {"fetch.total_timeout", 0.1, 86400, 0.001},
      {"fetch.max_redirects", 0, 20, 1},
      {"index.passage_min_words", 1, 220, 1},  // 1000, but no more than passage_max_words
      {"index.passage_max_words", 80, 10000, 1},
      {"index.max_note_bytes", 1, kGiB, 1},
      {"search.results", 1, 1000, 1},
      {"search.title_weight", 0, 100, 0.001},
      {"search.heading_weight", 0, 100, 0.001},
      {"search.bigram_weight", 0, 10, 0.001},
      {"search.proximity_weight", 0, 10, 0.001},
      {"search.snippet_bytes", 40, 10000, 1},
  };
  for (const Case& c : cases) {
    const auto set = [&](double value) { return load(fmt::format("{} = {:.10g}", c.key, value)); };
    EXPECT_TRUE(set(c.least)) << c.key;
    EXPECT_TRUE(set(c.most)) << c.key;
    EXPECT_FALSE(set(c.least - c.step)) << c.key;
    EXPECT_FALSE(set(c.most + c.step)) << c.key;
    for (const std::string_view value : {"nan", "inf", "-inf", "9223372036854775807"}) {
      EXPECT_FALSE(load(fmt::format("{} = {}", c.key, value))) << c.key << " = " << value;
    }
  }
  for (const std::string_view ports : {"[0]", "[65536]", "[80, -1]", "[nan]"}) {
    EXPECT_FALSE(load(fmt::format("fetch.ports = {}", ports))) << ports;
  }
  EXPECT_TRUE(load("fetch.ports = [1, 65535]"));
  EXPECT_TRUE(load("fetch.ports = []"));
  EXPECT_EQ(problem("\n[fetch]\ndelay = -1"), ":3: fetch.delay: it must be between 0 and 3600");
}

TEST_F(ConfigTest, HoldsThePassagesBoundsInOrder) {
  EXPECT_TRUE(load("[index]\npassage_min_words = 100\npassage_max_words = 100"));
  EXPECT_EQ(problem("[index]\npassage_min_words = 101\npassage_max_words = 100"),
            ": passage_min_words is more than passage_max_words");
}

TEST_F(ConfigTest, TakesPathsFromTheFilesFolder) {
  const fs::path file = write(
      "deep/config.toml",
      "data = \"./data/\"\nnotes = [\"notes\", \"../other/\", \"/abs/x/../y/\", \"~/notes/\", "
      "\"~\", \"~other\", \".\", \"한글\"]\n");
  const std::string base = (folder() / "deep").string();
  for (const fs::path& path :
       {file, fs::path("deep/config.toml"), fs::path("./deep/config.toml")}) {
    const Expected<Config> config = load_config(path);
    ASSERT_TRUE(config) << config.error().message;
    EXPECT_EQ(config->file, file);
    EXPECT_EQ(config->data.string(), base + "/data");
    std::vector<std::string> notes;
    for (const fs::path& note : config->notes) notes.push_back(note.string());
    EXPECT_EQ(notes, (std::vector<std::string>{base + "/notes", (folder() / "other").string(),
                                               "/abs/y", "/home/someone/notes", "/home/someone",
                                               base + "/~other", base, base + "/한글"}));
  }
}

TEST_F(ConfigTest, FailsWithoutAFile) {
  for (const fs::path& path : {fs::path(), fs::path("none.toml"), folder()}) {
    const Expected<Config> config = load_config(path);
    ASSERT_FALSE(config) << path;
    EXPECT_TRUE(config.error().message.starts_with("cannot read ")) << config.error().message;
    EXPECT_FALSE(config.error().hint.empty());
  }
}

TEST_F(ConfigTest, IsFoundInItsOrder) {
  EXPECT_EQ(find_config_file(""), "");
  const fs::path user = write("xdg/mi-search/config.toml", "");
  const Variable xdg("XDG_CONFIG_HOME", (folder() / "xdg").string());
  EXPECT_EQ(find_config_file(""), user);
  write("mi-search.toml", "");
  EXPECT_EQ(find_config_file(""), "mi-search.toml");
  {
    const Variable variable("MI_SEARCH_CONFIG", "/from/the/environment.toml");
    EXPECT_EQ(find_config_file(""), "/from/the/environment.toml");
    EXPECT_EQ(find_config_file("option.toml"), "option.toml");
  }
  const Variable empty("MI_SEARCH_CONFIG", "");
  EXPECT_EQ(find_config_file(""), "mi-search.toml");
}

TEST_F(ConfigTest, IsFoundBelowTheHomeFolder) {
  const fs::path user = write("home/.config/mi-search/config.toml", "");
  const Variable home("HOME", (folder() / "home").string());
  EXPECT_EQ(find_config_file(""), user);
  const Variable relative("XDG_CONFIG_HOME", "xdg");  // to be ignored, says XDG
  EXPECT_EQ(find_config_file(""), user);
}

}  // namespace
}  // namespace mi
