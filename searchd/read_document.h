// Reads a document whole from an index (searchd/whole_document.h). Throws as PassageIndex does.
#pragma once

#include <optional>
#include <string>

#include "core/expected.h"
#include "searchd/passage_index.h"
#include "searchd/shelf.h"
#include "searchd/snippet.h"
#include "searchd/whole_document.h"

namespace mi {

// By its id (DocumentInfo), with the terms marked in its text. Nothing where the index has none of
// that id. Fails where the text is damaged.
Expected<std::optional<WholeDocument>> read_document(const PassageIndex& index, const Shelf& shelf,
                                                     const std::string& id,
                                                     const TermWeights& terms);

}  // namespace mi
