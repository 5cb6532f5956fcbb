// Question: what a request's parameters ask of the searcher.
#pragma once

#include <cstddef>

#include "searchd/endpoint.h"
#include "searchd/request_limits.h"
#include "searchd/searcher.h"

namespace mi {

// The most passages in one answer.
inline constexpr std::size_t kMaxLimit = 100;

// The request that q, limit, offset, kind, site, lang, year, tag, sort, explain, facets, expand and
// drop make; those that are not given are as in SearchRequest, the limit as the backend has it.
// Other parameters are not looked at. Fails with 400 on a value that there is not, or out of range.
OrProblem<SearchRequest> parse_question(const Call& call);

// The backend's answer.
OrProblem<Results> search(const Call& call, const SearchRequest& request);

}  // namespace mi
