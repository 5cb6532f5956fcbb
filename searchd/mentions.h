// What notes say of works, as the sentences around their links. Throws as PassageIndex does, and
// fails where the text is damaged.
#pragma once

#include <string>
#include <vector>

#include "core/about.h"
#include "core/expected.h"
#include "core/results.h"
#include "searchd/passage_index.h"

namespace mi {

// The links of notes to a work that goes by one of these keys (core/work_key.h), by note, in the
// order of their lines.
Expected<std::vector<Mention>> mentions_of(const PassageIndex& index,
                                           const std::vector<std::string>& keys);

// Fills in Results::document_mentions; notes have none.
Expected<void> add_mentions(const PassageIndex& index, Results& results);

}  // namespace mi
