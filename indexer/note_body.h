// NoteBody: the text of a note without its front matter, whatever format it was written in.
#pragma once

#include <string>
#include <vector>

#include "core/document.h"

namespace mi {

struct NoteBody {
  std::string title;  // the text's only first-level heading, where it comes before all others
  std::vector<Section> sections;
  std::vector<Link> links;  // `url` as written, fragment included; in the order of their lines
  std::vector<std::string> tags;  // "#tag" in the text, without '#', each once

  friend bool operator==(const NoteBody&, const NoteBody&) = default;
};

}  // namespace mi
