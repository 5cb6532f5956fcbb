// CollectionMap: the papers of a collection in time, which of them cite which, and which notes
// point at them: what the picture of it is drawn from.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/document.h"

namespace mi {

struct MappedPaper {
  DocumentInfo info;
  std::size_t cited_by = 0;         // papers of the map
  std::vector<DocumentInfo> notes;  // that link to it, each once

  friend bool operator==(const MappedPaper&, const MappedPaper&) = default;
};

struct CollectionMap {
  struct Citation {
    std::size_t from = 0;  // indexes into papers: the one that cites,
    std::size_t to = 0;    // and the one that is cited; never the same

    friend bool operator==(const Citation&, const Citation&) = default;
  };

  std::vector<MappedPaper> papers;  // by date, those without one last
  std::vector<Citation> citations;  // each once
  std::size_t left_out = 0;         // papers beyond kMostMapped
  std::string generation;

  friend bool operator==(const CollectionMap&, const CollectionMap&) = default;
};

// The papers with the most citations and notes are taken, of equals the newest.
inline constexpr std::size_t kMostMapped = 300;

// What one document says of others, by their places among all documents.
struct PointingDocument {
  DocumentInfo info;
  std::vector<std::size_t> points_at;  // a paper: what it cites; a note: what it links to
};

// The map of a collection; points_at beyond it, and those that lead to notes, are passed over.
CollectionMap map_of(std::vector<PointingDocument> documents);

}  // namespace mi
