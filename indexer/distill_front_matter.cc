#include "indexer/distill_front_matter.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <optional>

#include "core/json.h"

namespace mi {
namespace {

constexpr std::size_t kMaxYamlBytes = 65'536;

void add_name(std::vector<std::string>& names, std::string_view name) {
  if (std::string text = plain_text_of_html(name); !text.empty()) names.push_back(std::move(text));
}

void add_once(std::vector<std::string>& names, std::string_view name) {
  std::string text = plain_text_of_html(name);
  const bool is_new = std::find(names.begin(), names.end(), text) == names.end();
  if (!text.empty() && is_new) names.push_back(std::move(text));
}

// A text, or a map of one pair whose key is the text.
std::string name_in(const YAML::Node& node) {
  if (node.IsMap() && node.size() > 0) return node.begin()->first.as<std::string>("");
  return node.IsScalar() ? node.Scalar() : std::string();
}

DistillFrontMatter from_yaml(const YAML::Node& root) {
  DistillFrontMatter front;
  if (!root.IsMap()) return front;
  const auto text = [&](const char* key) {
    return plain_text_of_html(root[key].as<std::string>(""));
  };
  front.title = text("title");
  front.description = text("description");
  front.published = text("published");
  front.doi = text("doi");
  for (const YAML::Node& author : root["authors"]) add_name(front.authors, name_in(author));
  for (const YAML::Node& place : root["affiliations"]) {
    add_once(front.affiliations, name_in(place));
  }
  return front;
}

std::optional<std::string> find_json(const HtmlTree& tree) {
  const auto size = static_cast<HtmlIndex>(tree.size());
  const HtmlIndex front = find_element(tree, "d-front-matter", 0, size);
  if (front == size) return {};
  return text_inside(tree, front);
}

std::optional<std::string> find_yaml(const HtmlTree& tree) {
  for (HtmlIndex i = 0; i < tree.size(); ++i) {
    const bool is_script = tree[i].name == "script";
    if (is_script && tree[i].attribute("type") == "text/front-matter") return text_inside(tree, i);
  }
  return {};
}

}  // namespace

DistillFrontMatter find_distill_front_matter(const HtmlTree& tree) {
  if (const std::optional<std::string> json = find_json(tree)) return parse_distill_json(*json);
  if (const std::optional<std::string> yaml = find_yaml(tree)) return parse_distill_yaml(*yaml);
  return {};
}

DistillFrontMatter parse_distill_json(std::string_view json) {
  DistillFrontMatter front;
  const Expected<Json> parsed = parse_json(json);
  if (!parsed) return front;
  front.title = plain_text_of_html((*parsed)["title"].as_string());
  front.description = plain_text_of_html((*parsed)["description"].as_string());
  front.published = plain_text_of_html((*parsed)["published"].as_string());
  front.doi = plain_text_of_html((*parsed)["doi"].as_string());
  for (const Json& author : (*parsed)["authors"].as_array()) {
    add_name(front.authors, author["author"].as_string());
    add_once(front.affiliations, author["affiliation"].as_string());
    for (const Json& place : author["affiliations"].as_array()) {
      add_once(front.affiliations, place["name"].as_string());
    }
  }
  return front;
}

DistillFrontMatter parse_distill_yaml(std::string_view yaml) {
  if (yaml.size() > kMaxYamlBytes) return {};
  try {
    return from_yaml(YAML::Load(std::string(yaml)));
  } catch (const std::exception&) {
    return {};  // not YAML, or nested too deep: a page without front matter
  }
}

}  // namespace mi
