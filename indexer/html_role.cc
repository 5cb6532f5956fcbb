#include "indexer/html_role.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/ascii.h"
#include "indexer/html_tag.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

struct RoleNames {
  HtmlRole role;
  std::string_view names;
};

constexpr std::array<RoleNames, 14> kRoleNames = {{
    {HtmlRole::block,
     "p div section article main header footer aside ul ol dl dt figure hr form fieldset details "
     "summary address center body html "
     "d-title d-abstract d-article d-figure d-interstitial dt-article dt-include"},
    {HtmlRole::heading, "h1 h2 h3 h4 h5 h6"},
    {HtmlRole::list_item, "li dd"},
    {HtmlRole::quote, "blockquote"},
    {HtmlRole::table, "table"},
    {HtmlRole::row, "tr"},
    {HtmlRole::cell, "td th"},
    {HtmlRole::code, "pre"},
    {HtmlRole::caption, "figcaption caption"},
    {HtmlRole::line_break, "br"},
    {HtmlRole::footnote, "d-footnote dt-fn d-footenote"},  // the last: a slip of one paper
    {HtmlRole::citation, "d-cite dt-cite"},
    {HtmlRole::math, "d-math dt-math math-latex math"},
    {HtmlRole::appendix, "d-appendix dt-appendix"},
}};

constexpr std::string_view kDroppedNames =
    "head title script noscript template nav button select option textarea datalist canvas video "
    "audio object "
    "d-front-matter d-bibliography d-byline d-contents d-toc d-citation-list d-footnote-list "
    "dt-bibliography dt-byline distill-header distill-footer distill-appendix";

using RoleMap = std::unordered_map<std::string_view, HtmlRole>;

void add_names(RoleMap& map, std::string_view names, HtmlRole role) {
  while (!names.empty()) {
    const std::size_t size = std::min(names.find(' '), names.size());
    map.emplace(names.substr(0, size), role);
    names.remove_prefix(std::min(size + 1, names.size()));
  }
}

const RoleMap& roles() {
  static const RoleMap kRoles = [] {
    RoleMap map;
    for (const RoleNames& entry : kRoleNames) add_names(map, entry.names, entry.role);
    add_names(map, kDroppedNames, HtmlRole::dropped);
    return map;
  }();
  return kRoles;
}

constexpr std::array<std::string_view, 5> kDroppedClasses = {"thread-info", "toc", "material-icons",
                                                             "d-byline-container", "katex-html"};

bool is_hidden(const HtmlNode& element) {
  if (element.attributes.empty()) return false;
  if (element.has_attribute("hidden") || element.attribute("aria-hidden") == "true") return true;
  std::string style = lower_case(element.attribute("style"));
  style.erase(std::remove_if(style.begin(), style.end(), is_html_space), style.end());
  return style.find("display:none") != std::string::npos ||
         style.find("visibility:hidden") != std::string::npos;
}

bool has_dropped_class(const HtmlNode& element) {
  return std::any_of(kDroppedClasses.begin(), kDroppedClasses.end(),
                     [&](std::string_view name) { return element.has_class(name); });
}

// The roles that a class gives, whatever the element.
HtmlRole role_by_class(const HtmlNode& element, HtmlRole role) {
  if (has_dropped_class(element)) return HtmlRole::dropped;
  if (element.has_class("katex") && role == HtmlRole::inline_) return HtmlRole::math;
  if (element.has_class("katex-display")) return HtmlRole::spaced;
  const bool is_caption = element.has_class("figcaption") || element.has_class("caption");
  if (is_caption && element.name != "span" && role != HtmlRole::heading) return HtmlRole::caption;
  return role;
}

}  // namespace

HtmlRole role_of(const HtmlNode& element) {
  const auto known = roles().find(element.name);
  const HtmlRole role = known == roles().end() ? HtmlRole::inline_ : known->second;
  if (role == HtmlRole::dropped || is_hidden(element)) return HtmlRole::dropped;
  if (element.name == "d-code" || element.name == "dt-code") {
    return element.has_attribute("block") ? HtmlRole::code : HtmlRole::inline_;
  }
  return element.has_attribute("class") ? role_by_class(element, role) : role;
}

int heading_level(const HtmlNode& element) {
  const std::string& name = element.name;
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' ? name[1] - '0' : 0;
}

bool is_menu(const HtmlTree& tree, HtmlIndex element) {
  constexpr HtmlIndex kLooksAt = 2000;  // nodes; a menu that is longer is none
  constexpr std::size_t kMaxMenuBytes = 4000;
  const std::string& name = tree[element].name;
  if (name != "header" && name != "footer" && name != "aside") return false;
  const HtmlIndex end = tree[element].end;
  if (end - element > kLooksAt) return false;
  std::size_t in_links = 0;
  std::size_t outside = 0;
  HtmlIndex link_end = 0;
  for (HtmlIndex i = element; i < end; ++i) {
    if (tree[i].name == "a") link_end = std::max(link_end, tree[i].end);
    const std::string& text = tree[i].text;
    const auto letters = static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !is_html_space(c); }));
    (i < link_end ? in_links : outside) += letters;
  }
  return in_links > outside && in_links < kMaxMenuBytes;
}

std::string tex_of(const HtmlTree& tree, HtmlIndex math) {
  if (tree[math].has_attribute("latex")) return collapse_white_space(tree[math].attribute("latex"));
  const HtmlIndex end = tree[math].end;
  const HtmlIndex annotation = find_element(tree, "annotation", math, end);
  return collapse_white_space(text_inside(tree, annotation == end ? math : annotation));
}

}  // namespace mi
