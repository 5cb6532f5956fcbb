// HTML inside Markdown, taken apart just far enough to read its text: no tree, no nesting.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mi {

enum class HtmlPieceKind { text, opening, closing, comment };

struct HtmlPiece {
  HtmlPieceKind kind = HtmlPieceKind::text;
  std::string_view source;  // all its bytes: "<a href='x'>"; the pieces join to the whole again
  std::string name;         // of a tag, in lower case; empty for the other kinds

  friend bool operator==(const HtmlPiece&, const HtmlPiece&) = default;
};

// Splits a fragment in the order of its bytes. '<' that begins no tag or whose tag has no end is
// text. Takes linear time. The pieces point into `html`.
std::vector<HtmlPiece> split_html(std::string_view html);

// The value of an attribute of an opening tag, without quotes, entities as written; empty where the
// tag has none.
std::string_view attribute_of(std::string_view tag, std::string_view name);

// Whether a tag leaves the word around it whole, as "<b>" does and "<td>" does not.
bool is_inline_tag(std::string_view name);

// Whether a browser shows nothing of what the tag holds: script, style, template.
bool is_hidden_tag(std::string_view name);

}  // namespace mi
