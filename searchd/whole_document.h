// WholeDocument: a document of the collection as it is stored, from its first section to its last,
// with what the collection knows of it: for reading it, not for finding it.
#pragma once

#include <string>
#include <vector>

#include "core/about.h"
#include "core/document.h"
#include "core/results.h"

namespace mi {

struct StoredPassage {
  Passage passage;
  std::vector<Span> marks{};  // of its text: the words that answer the query, where one was asked

  friend bool operator==(const StoredPassage&, const StoredPassage&) = default;
};

// The passages that stand under one heading, in the order of the text.
struct StoredSection {
  std::vector<std::string> heading_path;  // as Passage's
  std::string anchor;                     // of its first passage; may be empty
  std::vector<StoredPassage> passages;    // at least one

  friend bool operator==(const StoredSection&, const StoredSection&) = default;
};

struct WholeDocument {
  DocumentInfo info;  // `fetched` says how old the copy is
  std::vector<StoredSection> sections;
  std::vector<Mention> mentions;  // in the notes: by note, in the order of their lines
  std::vector<DocumentInfo> cited_by;
  std::vector<CitedWork> cites;   // of a paper: its bibliography, in its order
  std::vector<LinkedWork> links;  // of a note: each address once
  std::string generation;         // of the index that it was read from

  friend bool operator==(const WholeDocument&, const WholeDocument&) = default;
};

// Passages in the order of the text as sections: neighbours that have the same heading path are of
// one section.
std::vector<StoredSection> sections_of(std::vector<StoredPassage> passages);

// Where the daemon shows a document: "/doc/" and its id, percent-encoded as one piece.
std::string reader_path(const std::string& document_id);

}  // namespace mi
