// NoteBody: the text of a note without its front matter, whatever format it was written in.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/document.h"

namespace mi {

// What one note gives at most. The text of what is beyond stays text.
inline constexpr std::size_t kMaxNoteLinks = 50'000;
inline constexpr std::size_t kMaxNoteTags = 1'000;

struct NoteBody {
  std::string title;  // the text's only first-level heading, where it comes before all others
  std::vector<Section> sections;
  std::vector<Link> links;  // `url` as written, fragment included; in the order of their lines
  std::vector<std::string> tags;  // "#tag" in the text, without '#', each once

  friend bool operator==(const NoteBody&, const NoteBody&) = default;
};

}  // namespace mi
