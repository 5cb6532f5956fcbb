// One tag of HTML as written: its name, its attributes, and where it ends.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mi {

struct HtmlTag {
  struct Attribute {
    std::string name;        // lower case
    std::string_view value;  // as written, entities included; points into the page
  };

  std::string name;  // lower case; empty for a tag that the page's end cuts off
  std::vector<Attribute> attributes;
  bool is_end = false;    // </name>
  bool is_empty = false;  // <name/>
  std::size_t end = 0;    // where the text after it begins
};

// Reads the tag at `at`, where the page has "<" or "</" and a letter, as the tokeniser of the HTML
// standard does (13.2.5.6 and following). Keeps the attributes that the readers look at, each at
// most once: a tag of 50,000 attributes is as cheap as its bytes. Values longer than 8 KiB and
// "data:" addresses are dropped.
HtmlTag read_html_tag(std::string_view page, std::size_t at);

// Whether the page has `word` at `at`, in any case, and then no more letters of a name.
// `word` is in lower case: "</script".
bool has_html_tag(std::string_view page, std::size_t at, std::string_view word);

inline bool is_html_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace mi
