// Shelf: the documents of an index, where each of them is, and which of them point at others.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "searchd/library.h"
#include "searchd/passage_index.h"

namespace mi {

// A document whose record is damaged is left out.
struct Shelf {
  Library library;
  std::vector<RecordPlace> places;  // of library.documents()
};

// Reads every document. Throws as PassageIndex does.
Shelf shelve(const PassageIndex& index);

// The documents that point at one of the works, in the order of the index: the prefix is
// kLinkPrefix or kCitationPrefix, the keys are of core/work_key.h.
Expected<std::vector<LoadedDocument>> documents_pointing_at(const PassageIndex& index,
                                                            std::string_view prefix,
                                                            const std::vector<std::string>& keys);

// The documents whose passages have one of the terms, which all passages of a document share.
std::vector<RecordPlace> documents_with(const PassageIndex& index,
                                        const std::vector<std::string>& terms);

// A document's passages, in the order of its text. Fails where the text is damaged.
Expected<std::vector<Passage>> passages_of(const PassageIndex& index,
                                           const LoadedDocument& document);

// The text of a document's title and passages, or of its passages with that anchor or line, where
// there is one. An empty anchor and a line of 0 name none.
Expected<std::string> text_of(const PassageIndex& index, RecordPlace document,
                              std::string_view anchor, int line);

}  // namespace mi
