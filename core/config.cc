#include "core/config.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <system_error>
#include <type_traits>
#include <variant>

#include "core/file.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

// One key of the file: where it is kept, and what it means. Reading, printing and the check for
// unknown keys all walk this one table.
struct Key {
  using Strings = std::vector<std::string>;
  using Paths = std::vector<fs::path>;
  using Target = std::variant<int*, double*, std::uint64_t*, std::string*, fs::path*, Strings*,
                              Paths*, std::vector<int>*, std::map<std::string, std::string>*,
                              std::map<std::string, int>*>;
  std::string_view table;  // "" at the top
  std::string_view name;
  Target target;
  std::string_view meaning;
  double least = 0;
  double most = 0;
};

std::vector<Key> keys_of(Config& config) {
  FetchConfig& fetch = config.fetch;
  IndexConfig& index = config.index;
  SearchConfig& search = config.search;
  constexpr double kGiB = 1024.0 * 1024 * 1024;
  return {
      {"", "notes", &config.notes, "folders of Markdown notes"},
      {"", "data", &config.data, "where fetched pages and the index live"},
      {"", "glossary", &config.glossary,
       "your own glossary of Korean and English terms; empty: glossary.tsv in the data folder"},
      {"", "sites", &config.sites,
       "hosts that are fetched; links to others are listed, not fetched"},
      {"", "listen", &config.listen, "address and port of mi-searchd"},
      {"", "hosts", &config.hosts,
       "names by which mi-searchd is reached beside its address: [\"box.lan\"]"},
      {"", "origins", &config.origins,
       "web sites whose pages may ask mi-searchd (CORS): [\"https://a.org\"]"},
      {"", "token_file", &config.token_file,
       "file of the token that clients of mi-searchd must show; empty: none"},
      {"", "contact", &config.contact,
       "your mail or web address, told to the sites that are fetched"},
      {"fetch", "delay", &fetch.delay, "seconds between two requests to one host", 0, 3600},
      {"fetch", "refresh_after", &fetch.refresh_after,
       "hours before a stored page is asked for again", 0, 24 * 3650},
      {"fetch", "allow_private", &fetch.allow_private,
       "addresses of your own servers that may be reached although they are not public"},
      {"fetch", "ports", &fetch.ports, "ports that a link may name", 1, 65535},
      {"fetch", "ca_file", &fetch.ca_file,
       "PEM file of certificate authorities; empty: the system's"},
      {"fetch", "max_wire_bytes", &fetch.max_wire_bytes, "longest response, as sent", 1024, kGiB},
      {"fetch", "max_decoded_bytes", &fetch.max_decoded_bytes, "longest response, unpacked", 1024,
       kGiB},
      {"fetch", "stall_timeout", &fetch.stall_timeout, "seconds without a byte", 0.1, 3600},
      {"fetch", "total_timeout", &fetch.total_timeout, "seconds for one response", 0.1, 86400},
      {"fetch", "max_redirects", &fetch.max_redirects, "hops followed for one link", 0, 20},
      {"index", "passage_min_words", &index.passage_min_words,
       "a passage is filled up to this many words of its section", 1, 1000},
      {"index", "passage_max_words", &index.passage_max_words, "and is cut at this many", 1, 10000},
      {"index", "max_note_bytes", &index.max_note_bytes, "a longer note is reported, not read", 1,
       kGiB},
      {"index", "workers", &index.workers, "processes that read inputs at the same time", 1, 64},
      {"index", "worker_memory_mb", &index.worker_memory_mb, "MiB that one of them may use", 64,
       1 << 20},
      {"index", "worker_seconds", &index.worker_seconds, "seconds that reading one input may take",
       0.1, 86400},
      {"search", "results", &search.results, "passages shown when -n is not given", 1, 1000},
      {"search", "title_weight", &search.title_weight, "occurrences that a title's word counts for",
       0, 100},
      {"search", "heading_weight", &search.heading_weight,
       "occurrences that a heading's word counts for", 0, 100},
      {"search", "bigram_weight", &search.bigram_weight,
       "weight of a Hangul 2-gram beside its word", 0, 10},
      {"search", "acronym_weight", &search.acronym_weight,
       "of an acronym's long form, and the reverse", 0, 100},
      {"search", "name_weight", &search.name_weight, "of a word that names an author or the year",
       0, 100},
      {"search", "neighbour_weight", &search.neighbour_weight,
       "share of the scores of the passages before and behind", 0, 100},
      {"search", "feedback_weight", &search.feedback_weight,
       "of speaking of what the best passages speak of", 0, 100},
      {"search", "proximity_weight", &search.proximity_weight,
       "weight of two adjacent query words found near each other", 0, 10},
      {"search", "snippet_bytes", &search.snippet_bytes, "length of a snippet", 40, 10000},
      {"fetch.pin", "", &fetch.pin, "host = \"address:port\": connect there instead of asking DNS"},
      {"fetch.follow", "", &fetch.follow,
       "host = 1: what its linked pages link to below their own path is fetched too", 0, 1},
  };
}

fs::path home() {
  const char* value = std::getenv("HOME");
  return value == nullptr ? fs::path() : fs::path(value);
}

fs::path xdg(const char* variable, const fs::path& below_home) {
  const char* value = std::getenv(variable);
  // The XDG specification: a relative path in the variable is to be ignored.
  if (value != nullptr && fs::path(value).is_absolute()) return value;
  return home() / below_home;
}

fs::path absolute_path(std::string_view text, const fs::path& base) {
  const bool in_home = text == "~" || text.starts_with("~/");
  const fs::path whole =
      in_home ? home() / text.substr(std::min<std::size_t>(2, text.size())) : base / fs::path(text);
  const fs::path path = whole.lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

// What went wrong in reading one key; empty: nothing.
using Problem = std::string;

Problem check_range(double value, const Key& key) {
  if (value >= key.least && value <= key.most) return {};
  return fmt::format("it must be between {:g} and {:g}", key.least, key.most);
}

template <class Number>
Problem read_number(const toml::node& node, const Key& key, Number& target) {
  const auto value = node.value<double>();
  if (!value) return "it must be a number";
  if (Problem problem = check_range(*value, key); !problem.empty()) return problem;
  if (std::is_integral_v<Number> && *value != std::floor(*value)) {
    return "it must be a whole number";
  }
  target = static_cast<Number>(*value);
  return {};
}

// The strings of a list; nothing where the node is anything else.
std::optional<Key::Strings> strings_of(const toml::node& node) {
  const toml::array* array = node.as_array();
  if (array == nullptr) return {};
  Key::Strings strings;
  for (const toml::node& element : *array) {
    const auto text = element.value<std::string>();
    if (!text) return {};
    strings.push_back(*text);
  }
  return strings;
}

struct ReadKey {
  const toml::node& node;
  const Key& key;
  const fs::path& base;

  Problem operator()(int* target) const { return read_number(node, key, *target); }
  Problem operator()(double* target) const { return read_number(node, key, *target); }
  Problem operator()(std::uint64_t* target) const { return read_number(node, key, *target); }
  Problem operator()(std::string* target) const {
    const auto text = node.value<std::string>();
    if (!text) return "it must be a string";
    *target = *text;
    return {};
  }
  Problem operator()(fs::path* target) const {
    const auto text = node.value<std::string>();
    // Only what is empty by default may be left empty.
    if (!text || (text->empty() && !target->empty())) return "it must be a path";
    *target = text->empty() ? fs::path() : absolute_path(*text, base);
    return {};
  }
  Problem operator()(Key::Strings* target) const {
    const std::optional<Key::Strings> strings = strings_of(node);
    if (!strings) return "it must be a list of strings";
    *target = *strings;
    return {};
  }
  Problem operator()(Key::Paths* target) const {
    const std::optional<Key::Strings> strings = strings_of(node);
    if (!strings) return "it must be a list of paths";
    target->clear();
    for (const std::string& text : *strings) {
      if (text.empty()) return "it must be a list of paths";
      target->push_back(absolute_path(text, base));
    }
    return {};
  }
  Problem operator()(std::vector<int>* target) const {
    const toml::array* array = node.as_array();
    if (array == nullptr) return "it must be a list of numbers";
    target->clear();
    for (const toml::node& element : *array) {
      if (Problem problem = read_number(element, key, target->emplace_back()); !problem.empty()) {
        return problem;
      }
    }
    return {};
  }
  Problem operator()(std::map<std::string, std::string>* target) const {
    const toml::table* table = node.as_table();
    if (table == nullptr) return "it must be a table";
    target->clear();
    for (const auto& [name, value] : *table) {
      const auto text = value.value<std::string>();
      if (!text) return "its values must be strings";
      target->emplace(std::string(name.str()), *text);
    }
    return {};
  }
  Problem operator()(std::map<std::string, int>* target) const {
    const toml::table* table = node.as_table();
    if (table == nullptr) return "it must be a table";
    target->clear();
    for (const auto& [name, value] : *table) {
      if (Problem problem = read_number(value, key, (*target)[std::string(name.str())]);
          !problem.empty()) {
        return problem;
      }
    }
    return {};
  }
};

tl::unexpected<Error> bad_key(const fs::path& file, const toml::node& node, std::string_view name,
                              std::string_view why) {
  return failure(fmt::format("{}:{}: {}: {}", file.string(), node.source().begin.line, name, why),
                 "`--print-config` prints every key with its default.");
}

const Key* find_key(const std::vector<Key>& keys, std::string_view table, std::string_view name) {
  for (const Key& key : keys) {
    if (key.table == table && key.name == name) return &key;
  }
  return nullptr;
}

Expected<void> read_table(const toml::table& table, std::string_view prefix,
                          const std::vector<Key>& keys, const fs::path& file) {
  for (const auto& [toml_key, node] : table) {
    const std::string name(toml_key.str());
    const std::string full = prefix.empty() ? name : fmt::format("{}.{}", prefix, name);
    const Key* key = find_key(keys, prefix, name);
    if (key == nullptr) key = find_key(keys, full, "");
    if (key == nullptr && prefix.empty() && node.is_table()) {
      if (name != "fetch" && name != "index" && name != "search") {
        return bad_key(file, node, full, "there is no such table");
      }
      if (Expected<void> read = read_table(*node.as_table(), name, keys, file); !read) return read;
      continue;
    }
    if (key == nullptr) return bad_key(file, node, full, "there is no such key");
    const Problem problem = std::visit(ReadKey{node, *key, file.parent_path()}, key->target);
    if (!problem.empty()) return bad_key(file, node, full, problem);
  }
  return {};
}

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

template <class Values, class Print>
std::string list(const Values& values, Print print) {
  std::string out;
  for (const auto& value : values) out += (out.empty() ? "" : ", ") + print(value);
  return "[" + out + "]";
}

struct PrintKey {
  std::string operator()(const int* value) const { return fmt::format("{}", *value); }
  std::string operator()(const double* value) const { return fmt::format("{}", *value); }
  std::string operator()(const std::uint64_t* value) const { return fmt::format("{}", *value); }
  std::string operator()(const std::string* value) const { return toml_string(*value); }
  std::string operator()(const fs::path* value) const { return toml_string(value->string()); }
  std::string operator()(const Key::Strings* values) const { return list(*values, toml_string); }
  std::string operator()(const Key::Paths* values) const {
    return list(*values, [](const fs::path& path) { return toml_string(path.string()); });
  }
  std::string operator()(const std::vector<int>* values) const {
    return list(*values, [](int value) { return fmt::format("{}", value); });
  }
  std::string operator()(const std::map<std::string, std::string>* values) const {
    std::string out;
    for (const auto& [name, value] : *values)
      out += toml_string(name) + " = " + toml_string(value) + "\n";
    return out;
  }
  std::string operator()(const std::map<std::string, int>* values) const {
    std::string out;
    for (const auto& [name, value] : *values)
      out += fmt::format("{} = {}\n", toml_string(name), value);
    return out;
  }
};

}  // namespace

Config default_config() {
  Config config;
  config.data = xdg("XDG_DATA_HOME", ".local/share") / "mi-search";
  return config;
}

fs::path find_config_file(const fs::path& option) {
  if (!option.empty()) return option;
  if (const char* variable = std::getenv("MI_SEARCH_CONFIG");
      variable != nullptr && *variable != 0) {
    return variable;
  }
  std::error_code ignored;
  if (fs::exists("mi-search.toml", ignored)) return "mi-search.toml";
  const fs::path user = xdg("XDG_CONFIG_HOME", ".config") / "mi-search" / "config.toml";
  return fs::exists(user, ignored) ? user : fs::path();
}

Expected<Config> load_config(const fs::path& file) {
  constexpr std::size_t kMaxConfigBytes = 1U << 20U;
  const Expected<std::string> text = read_file(file, kMaxConfigBytes);
  if (!text) return failure(text.error().message, "Name another file with --config.");
  Config config = default_config();
  std::error_code ignored;
  config.file = fs::absolute(file, ignored).lexically_normal();
  try {
    const toml::table table = toml::parse(*text);
    const std::vector<Key> keys = keys_of(config);
    if (Expected<void> read = read_table(table, "", keys, config.file); !read) {
      return tl::unexpected(read.error());
    }
  } catch (const toml::parse_error& error) {
    return failure(
        fmt::format("{}:{}: {}", file.string(), error.source().begin.line, error.description()),
        "Mend the line; the format is TOML (https://toml.io).");
  }
  if (config.index.passage_min_words > config.index.passage_max_words) {
    return failure(
        fmt::format("{}: passage_min_words is more than passage_max_words", file.string()));
  }
  return config;
}

std::string print_config(const Config& config) {
  Config copy = config;
  std::string out;
  std::string_view table;
  for (const Key& key : keys_of(copy)) {
    if (key.table != table) out += fmt::format("\n[{}]\n", key.table);
    table = key.table;
    const std::string value = std::visit(PrintKey(), key.target);
    out += fmt::format("# {}\n", key.meaning);
    out += key.name.empty() ? value : fmt::format("{} = {}\n", key.name, value);
  }
  return out;
}

}  // namespace mi
