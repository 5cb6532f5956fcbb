// The query of an answer, narrowed to one of its documents.
#pragma once

#include <optional>
#include <string>

#include "core/results.h"

namespace mi {

// In the query language: "superposition in:notes/a.md", "(a OR b) in:\"https://a.org/\"". Empty
// where it cannot be asked for: a query that was too long to be read as it stands, an id with
// quotes.
std::optional<std::string> query_within(const Results& results, const DocumentInfo& document);

}  // namespace mi
