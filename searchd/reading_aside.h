// What stands beside a document that is read: what the notes say of it, what is like it, what it
// cites and what cites it, as far as the collection has it.
#pragma once

#include <vector>

#include "core/document.h"
#include "searchd/html.h"
#include "searchd/messages.h"
#include "searchd/whole_document.h"

namespace mi {

// Empty where there is nothing to say. Of each list the first kMostBeside are shown, and how many
// more there are.
Html reading_aside(const Messages& words, const WholeDocument& document,
                   const std::vector<DocumentInfo>& related);
inline constexpr std::size_t kMostBeside = 40;

// A paper's bibliography, each work under the id "r1", "r2", ...; empty where it has none.
Html reference_list(const Messages& words, const WholeDocument& document);

}  // namespace mi
