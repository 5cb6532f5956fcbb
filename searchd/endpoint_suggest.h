// GET /api/v1/suggest: what a query that is being typed may become, as JSON.
// GET /opensearch/suggest: the same as browsers ask for it beside a search engine.
// GET /opensearch.xml: the description by which a browser adds this daemon as a search engine.
#pragma once

#include <cstddef>

#include "searchd/endpoint.h"

namespace mi {

inline constexpr std::size_t kDefaultSuggestions = 8;
inline constexpr std::size_t kMaxSuggestions = 50;

OrProblem<Reply> answer_suggest(const Call& call);
OrProblem<Reply> answer_opensearch_suggest(const Call& call);
OrProblem<Reply> answer_opensearch(const Call& call);

}  // namespace mi
