// MaskedMarkdown: a Markdown text in which pieces are replaced by two code points each, and what
// they stood for. markdown_mask.h says what is masked and why.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mi {

enum class MaskKind {
  math,    // "$..$", "$$..$$", "\(..\)" and "\[..\]"
  markup,  // of a site generator or of Obsidian: nothing, or a space, is shown
  url,     // a bare address, or one between '<' and '>', or one inside a link
  text,    // plain text that would cost a parser too much, such as the 17th '>' of one line
};

struct Mask {
  MaskKind kind = MaskKind::text;
  std::string raw;    // what stood in the source
  std::string shown;  // what a reader sees; of a url the address itself
  int line = 0;       // of the source, 1-based
};

inline constexpr std::size_t kMaskBytes = 8;  // of a mask in the masked text

struct MaskedMarkdown {
  std::string text;  // as many lines as the source
  std::vector<Mask> masks;

  // Appends a mask to the text.
  void add(Mask mask);

  // The mask that begins at `at` of a piece of the masked text, kMaskBytes long; else null.
  const Mask* find(std::string_view masked, std::size_t at) const;

  // A piece of the masked text as it was in the source (for code), and as a reader sees it.
  std::string raw(std::string_view masked) const;
  std::string shown(std::string_view masked) const;
};

// The text (valid UTF-8) with U+FFFD for each code point of the planes 15 and 16, which masks are
// made of.
std::string without_private_planes(std::string_view text);

}  // namespace mi
