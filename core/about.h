// About: what the collection knows of one work: the work itself, what the notes say of it, what
// cites it and what it cites.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/document.h"

namespace mi {

// A link to the work in a note, with the sentence that it stands in.
struct Mention {
  DocumentInfo note;
  Link link;

  friend bool operator==(const Mention&, const Mention&) = default;
};

// A work that is pointed at: as its bibliography or its link tells it, and the document of the
// collection that it is, where there is one.
struct CitedWork {
  Citation citation;
  std::optional<DocumentInfo> document;

  friend bool operator==(const CitedWork&, const CitedWork&) = default;
};

struct LinkedWork {
  Link link;
  std::optional<DocumentInfo> document;

  friend bool operator==(const LinkedWork&, const LinkedWork&) = default;
};

struct About {
  std::string name;                      // as asked
  std::string generation{};              // of the index that knows it
  std::optional<DocumentInfo> document;  // empty where the collection has no such document: it may
                                         // be mentioned and cited all the same
  std::vector<DocumentInfo> others;      // that go by the same name, at most 10
  std::vector<Mention> mentions;         // by note, in the order of their lines
  std::vector<DocumentInfo> cited_by;
  std::vector<CitedWork> cites;   // of a paper
  std::vector<LinkedWork> links;  // of a note: each address once

  bool is_empty() const { return !document && mentions.empty() && cited_by.empty(); }
};

}  // namespace mi
