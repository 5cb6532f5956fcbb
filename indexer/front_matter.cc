#include "indexer/front_matter.h"

#include <fmt/format.h>
#include <toml++/toml.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>
#include <utility>

#include "core/ascii.h"
#include "core/json.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::size_t kMaxDepth = 16;
constexpr std::size_t kMaxLeaves = 2000;
constexpr std::size_t kMaxDots = 256;

// One value, whatever the format: the keys above it in lower case, outermost first, and its text.
// The members of a list share the list's key.
struct Leaf {
  std::vector<std::string> keys;
  std::string text;
  int line = 0;  // of the block, 0-based
};
using Leaves = std::vector<Leaf>;

// Collects leaves within the limits. The readers below recurse, kMaxDepth deep at most.
class LeafList {
 public:
  void add(std::string_view text, int line) {
    std::string plain = collapse_white_space(text);
    if (!plain.empty() && leaves_.size() < kMaxLeaves) {
      leaves_.push_back({keys_, std::move(plain), line});
    }
  }

  template <class ReadValue>
  void below(std::string_view key, ReadValue read) {
    keys_.push_back(lower_case(key));
    inside(read);
    keys_.pop_back();
  }

  // Counts what is entered, because aliases can lead to the same values again and again.
  template <class ReadValue>
  void inside(ReadValue read) {
    if (depth_ == kMaxDepth || ++entered_ > 2 * kMaxLeaves) return;
    ++depth_;
    read();
    --depth_;
  }

  Leaves take() { return std::move(leaves_); }

 private:
  std::vector<std::string> keys_;
  Leaves leaves_;
  std::size_t depth_ = 0;
  std::size_t entered_ = 0;
};

// ---- YAML

void read_yaml_value(const YAML::Node& node, LeafList& leaves) {
  if (node.IsScalar()) {
    leaves.add(node.Scalar(), node.Mark().line);
  } else if (node.IsSequence()) {
    for (const YAML::Node& item : node) {
      leaves.inside([&] { read_yaml_value(item, leaves); });
    }
  } else if (node.IsMap()) {
    for (const auto& pair : node) {
      if (!pair.first.IsScalar()) continue;
      leaves.below(pair.first.Scalar(), [&] { read_yaml_value(pair.second, leaves); });
    }
  }
}

enum class Verdict { read, broken, no_front_matter };

struct ReadBlock {
  Verdict verdict = Verdict::no_front_matter;
  Leaves leaves;
};

ReadBlock read_yaml(const std::string& text) {
  try {
    const YAML::Node root = YAML::Load(text);
    if (!root.IsMap() && !root.IsNull()) return {};
    LeafList leaves;
    read_yaml_value(root, leaves);
    return {Verdict::read, leaves.take()};
  } catch (const YAML::Exception&) {
    return {Verdict::broken, {}};
  }
}

// ---- TOML

void read_toml_value(const toml::node& node, LeafList& leaves) {
  const int line = static_cast<int>(node.source().begin.line) - 1;
  if (const toml::table* table = node.as_table()) {
    for (const auto& [key, value] : *table) {
      const toml::node& below = value;
      leaves.below(key.str(), [&] { read_toml_value(below, leaves); });
    }
  } else if (const toml::array* array = node.as_array()) {
    for (const toml::node& item : *array) {
      leaves.inside([&] { read_toml_value(item, leaves); });
    }
  } else if (const auto text = node.value_exact<std::string>()) {
    leaves.add(*text, line);
  } else {
    std::ostringstream out;
    node.visit([&](const auto& value) { out << value; });
    leaves.add(out.str(), line);
  }
}

// toml++ bounds the nesting of values, but not that of a key like "a.a.a.a", whose tables are then
// destroyed recursively.
bool has_endless_key(std::string_view text) {
  std::size_t dots = 0;
  for (const char c : text) {
    if (c == '\n') dots = 0;
    if (c == '.' && ++dots > kMaxDots) return true;
  }
  return false;
}

ReadBlock read_toml(const std::string& text) {
  if (has_endless_key(text)) return {Verdict::broken, {}};
  try {
    const toml::table root = toml::parse(text);
    LeafList leaves;
    read_toml_value(root, leaves);
    return {Verdict::read, leaves.take()};
  } catch (const toml::parse_error&) {
    return {Verdict::broken, {}};
  }
}

// ---- JSON

// The line of each value: core/json.h keeps the order of the text, but no places.
class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  void read(const Json& value, LeafList& leaves) {
    for (const auto& [key, below] : value.as_object()) {
      advance_to(key);
      leaves.below(key, [&, &member = below] { read(member, leaves); });
    }
    for (const Json& item : value.as_array()) {
      leaves.inside([&] { read(item, leaves); });
    }
    if (value.is_string()) {
      advance_to(value.as_string());
      leaves.add(value.as_string(), line_);
    } else if (value.is_bool()) {
      leaves.add(value.as_bool() ? "true" : "false", line_);
    } else if (value.is_int()) {
      leaves.add(fmt::format("{}", value.as_int()), line_);
    }
  }

 private:
  void advance_to(std::string_view word) {
    const std::size_t found = text_.find(word, at_);
    if (found == kNone) return;  // written with escapes
    const std::string_view passed = text_.substr(at_, found - at_);
    line_ += static_cast<int>(std::count(passed.begin(), passed.end(), '\n'));
    at_ = found;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 0;
};

ReadBlock read_json(const std::string& text) {
  const Expected<Json> json = parse_json(text);
  if (!json || !json->is_object()) return {};
  LeafList leaves;
  JsonReader(text).read(*json, leaves);
  return {Verdict::read, leaves.take()};
}

// ---- What a broken block still says

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kEdge = " \t\r\"'[]";
  const std::size_t begin = text.find_first_not_of(kEdge);
  if (begin == kNone) return {};
  return text.substr(begin, text.find_last_not_of(kEdge) + 1 - begin);
}

// "key: value" (or "key = value") at the start of a line, and "- value" below one.
Leaves read_lines(std::string_view text, char separator) {
  LeafList leaves;
  std::string key;
  for (int line = 0; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view here = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t colon = here.find(separator);
    const std::string_view name = trimmed(here.substr(0, colon));
    const std::size_t dash = here.find_first_not_of(" \t");
    std::string_view value;
    if (dash != kNone && here.substr(dash, 2) == "- ") {
      value = here.substr(dash + 2);
    } else if (colon != kNone && dash == 0 && name.find(' ') == kNone &&
               (colon + 1 == here.size() || here[colon + 1] == ' ')) {
      key = name;
      value = here.substr(colon + 1);
    }
    if (!key.empty()) leaves.below(key, [&] { leaves.add(trimmed(value), line); });
  }
  return leaves.take();
}

// ---- The meaning of the keys

template <std::size_t kSize>
bool contains(const std::array<std::string_view, kSize>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The first value of the first of the keys that has one at the top.
template <std::size_t kSize>
std::string first_of(const Leaves& leaves, const std::array<std::string_view, kSize>& keys) {
  for (const std::string_view key : keys) {
    const auto leaf = std::find_if(leaves.begin(), leaves.end(), [&](const Leaf& candidate) {
      return candidate.keys.size() == 1 && candidate.keys[0] == key;
    });
    if (leaf != leaves.end()) return leaf->text;
  }
  return {};
}

void add_once(std::vector<std::string>& list, std::string_view text) {
  if (text.empty() || std::find(list.begin(), list.end(), text) != list.end()) return;
  list.emplace_back(text);
}

// "tags: [a, b]" and "tags: a, b" alike.
std::vector<std::string> tags_of(const Leaves& leaves) {
  constexpr std::array<std::string_view, 2> kTags = {"tags", "tag"};
  constexpr std::array<std::string_view, 2> kCategories = {"categories", "category"};
  std::vector<std::string> tags;
  for (const auto& keys : {kTags, kCategories}) {
    for (const Leaf& leaf : leaves) {
      if (leaf.keys.empty() || !contains(keys, leaf.keys.back())) continue;
      std::string_view rest = leaf.text;
      while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        std::string_view tag = trimmed(rest.substr(0, comma));
        if (tag.starts_with('#')) tag.remove_prefix(1);
        add_once(tags, tag);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
      }
    }
  }
  return tags;
}

// "author: A", "authors: [A, B]" and "- name: A".
std::vector<std::string> authors_of(const Leaves& leaves) {
  std::vector<std::string> authors;
  for (const Leaf& leaf : leaves) {
    if (leaf.keys.empty() || (leaf.keys[0] != "author" && leaf.keys[0] != "authors")) continue;
    if (leaf.keys.size() == 1 || leaf.keys.back() == "name") add_once(authors, leaf.text);
  }
  return authors;
}

bool is_draft(const Leaves& leaves) {
  constexpr std::array<std::string_view, 3> kTrue = {"true", "yes", "on"};
  constexpr std::array<std::string_view, 3> kFalse = {"false", "no", "off"};
  const std::string draft = lower_case(first_of<1>(leaves, {"draft"}));
  const std::string published = lower_case(first_of<1>(leaves, {"published"}));
  return contains(kTrue, draft) || contains(kFalse, published);
}

std::string without_prefix(const std::string& text, std::string_view prefix) {
  return lower_case(text).starts_with(prefix) ? collapse_white_space(text.substr(prefix.size()))
                                              : text;
}

std::string address_of(std::string_view key, const std::string& text) {
  if (text.find("://") != kNone) return text;
  if (key == "arxiv") return "https://arxiv.org/abs/" + without_prefix(text, "arxiv:");
  if (key == "doi") return "https://doi.org/" + without_prefix(text, "doi:");
  return text;
}

std::vector<FrontMatterText> urls_of(const Leaves& leaves) {
  constexpr std::array<std::string_view, 14> kKeys = {
      "url",     "urls", "link",      "links",      "paper", "papers", "source",
      "sources", "pdf",  "reference", "references", "arxiv", "doi",    "href"};
  std::vector<FrontMatterText> urls;
  for (const Leaf& leaf : leaves) {
    const auto key = std::find_if(leaf.keys.begin(), leaf.keys.end(),
                                  [&](const std::string& name) { return contains(kKeys, name); });
    if (key == leaf.keys.end()) continue;
    urls.push_back({address_of(leaf.keys.back(), leaf.text), leaf.line});
  }
  return urls;
}

// A term and its definition are two members of one map, in either order.
std::vector<FrontMatterText> definitions_of(const Leaves& leaves) {
  std::vector<FrontMatterText> definitions;
  for (std::size_t i = 0; i + 1 < leaves.size(); ++i) {
    const Leaf* term = &leaves[i];
    const Leaf* definition = &leaves[i + 1];
    if (term->keys.empty() || definition->keys.size() != term->keys.size()) continue;
    if (term->keys.back() == "definition") std::swap(term, definition);
    if (term->keys.back() != "term" || definition->keys.back() != "definition") continue;
    definitions.push_back({term->text + ": " + definition->text, term->line});
    ++i;
  }
  return definitions;
}

FrontMatter meaning_of(const Leaves& leaves) {
  FrontMatter matter;
  matter.title = first_of<1>(leaves, {"title"});
  matter.date = first_of<4>(leaves, {"date", "published", "publishdate", "created"});
  matter.description = first_of<3>(leaves, {"description", "summary", "subtitle"});
  matter.language = first_of<2>(leaves, {"language", "lang"});
  matter.tags = tags_of(leaves);
  matter.authors = authors_of(leaves);
  matter.draft = is_draft(leaves);
  matter.urls = urls_of(leaves);
  matter.definitions = definitions_of(leaves);
  return matter;
}

// ---- Where the block is

enum class Format { yaml, toml, json };

struct Place {
  Format format = Format::yaml;
  std::size_t begin = 0;  // of the block's own text
  std::size_t end = 0;
  std::size_t body = 0;
};

std::string_view line_at(std::string_view text, std::size_t at) {
  std::string_view line = text.substr(at, std::min(text.find('\n', at), text.size()) - at);
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
  return line;
}

std::optional<Place> find_delimited(std::string_view text) {
  const std::string_view first = line_at(text, 0);
  if (first != "---" && first != "+++") return {};
  Place place;
  place.format = first == "---" ? Format::yaml : Format::toml;
  place.begin = std::min(text.find('\n'), text.size() - 1) + 1;
  for (std::size_t at = place.begin; at < std::min(text.size(), kMaxFrontMatterBytes);) {
    const std::string_view line = line_at(text, at);
    const std::size_t next = std::min(text.find('\n', at), text.size() - 1) + 1;
    if (line == first || (place.format == Format::yaml && line == "...")) {
      place.end = at;
      place.body = next;
      return place;
    }
    at = next;
  }
  return {};
}

// From the brace that opens the text to the one that closes it, alone at the end of its line.
std::optional<Place> find_json(std::string_view text) {
  if (!text.starts_with('{')) return {};
  int depth = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < std::min(text.size(), kMaxFrontMatterBytes); ++at) {
    const char c = text[at];
    if (quoted && c == '\\') ++at;
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '{') ++depth;
    if (c == '}' && --depth == 0) {
      if (!line_at(text, at + 1).empty()) return {};
      return Place{Format::json, 0, at + 1, std::min(text.find('\n', at), text.size() - 1) + 1};
    }
  }
  return {};
}

ReadBlock read_block(Format format, const std::string& text) {
  switch (format) {
    case Format::yaml:
      return read_yaml(text);
    case Format::toml:
      return read_toml(text);
    case Format::json:
      return read_json(text);
  }
  return {};
}

}  // namespace

FrontMatter parse_front_matter(std::string_view text) {
  std::optional<Place> place = find_delimited(text);
  if (!place) place = find_json(text);
  if (!place) return {};
  const std::string source(text.substr(place->begin, place->end - place->begin));
  ReadBlock block = read_block(place->format, source);
  const bool broken = block.verdict == Verdict::broken;
  if (broken) {
    block.leaves = read_lines(source, place->format == Format::toml ? '=' : ':');
    if (block.leaves.empty()) return {};
  } else if (block.verdict == Verdict::no_front_matter) {
    return {};
  }
  const std::string_view above = text.substr(0, place->begin);
  const int first_line = static_cast<int>(std::count(above.begin(), above.end(), '\n')) + 1;
  for (Leaf& leaf : block.leaves) leaf.line += first_line;
  FrontMatter matter = meaning_of(block.leaves);
  if (broken) matter.unread = collapse_white_space(source);
  matter.body_offset = place->body;
  const std::string_view read = text.substr(0, place->body);
  matter.body_lines = static_cast<int>(std::count(read.begin(), read.end(), '\n'));
  return matter;
}

}  // namespace mi
