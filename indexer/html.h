// A page of HTML as a tree of our own values. The only door to libxml2.
//
// The tree is one vector in document order: a node's content is the range behind it, up to its
// `end`. Walking a page is a loop, skipping an element is a jump, and neither the walk nor the
// destruction of a tree depends on how deep the page nests.
//
//     0 body [end 6]
//     1   p [end 4]
//     2     "Two "
//     3     ...
//     4   p [end 6]
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mi {

using HtmlIndex = std::uint32_t;

struct HtmlNode {
  std::string name;  // of an element, lower case; empty for a run of text
  std::string text;  // of a run of text: entities decoded, white space as written
  std::vector<std::pair<std::string, std::string>> attributes;  // name, value; each name once
  HtmlIndex parent = 0;                                         // the first node is its own
  HtmlIndex end = 0;                                            // one past the last node inside

  bool is_text() const { return name.empty(); }

  // The attribute's value; empty where there is none.
  std::string_view attribute(std::string_view attribute_name) const;
  bool has_attribute(std::string_view attribute_name) const;

  // Whether `word` is one of the words of its class attribute.
  bool has_class(std::string_view word) const;
};

using HtmlTree = std::vector<HtmlNode>;

// A page that has more nodes loses the tags beyond, not their text: it is in the last node (a long
// article has some 50,000).
inline constexpr HtmlIndex kMaxHtmlNodes = 1'000'000;

// Parses a page, or a piece of one, as browsers do in the main; what slim_html drops (scripts,
// drawings, comments, most attributes) is not in the tree. Text is valid UTF-8 in NFC. The page is
// read as UTF-8, whatever it declares; bytes that are not become U+FFFD.
// Total: any bytes give a tree, which is empty where there is neither text nor element.
HtmlTree parse_html(std::string_view page);

// The text inside one node, as written, up to about `limit` bytes, and from no more nodes than
// that.
std::string text_inside(const HtmlTree& tree, HtmlIndex node, std::size_t limit = 65'536);

// The first element of that name from `begin` on and before `end`; `end` where there is none.
HtmlIndex find_element(const HtmlTree& tree, std::string_view name, HtmlIndex begin, HtmlIndex end);

// A text that holds markup or entities ("Andr&eacute;", "<i>n</i> bits") as one line of plain text.
std::string plain_text_of_html(std::string_view text);

}  // namespace mi
