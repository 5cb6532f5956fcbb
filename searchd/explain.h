// Explain: a passage's score, taken apart along the plan of the query.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/results.h"
#include "searchd/query_plan.h"

namespace mi {

// What one leaf of the plan gives a passage, without the factors above and on it; empty where the
// passage does not match.
using LeafScore = std::function<std::optional<double>(const QueryPlan& leaf)>;

// The addends of the score by the rules of PlanOp, the largest first. What gives nothing (a field)
// is left out. `fields` are empty: see fields_of.
std::vector<ScorePart> explain(const QueryPlan& plan, const LeafScore& leaf_score);

// The leaves of a plan that can score, as explain will ask for them.
std::vector<const QueryPlan*> leaves_of(const QueryPlan& plan);

// The fields of a passage and its document with their terms: "title", "heading", "author", "year",
// "text". Each is analyzed once, however many parts a score has.
using FieldTerms = std::vector<std::pair<std::string, std::unordered_set<std::string>>>;
FieldTerms field_terms(const DocumentInfo& document, const Passage& passage);

// The fields in which one of the terms of a part stands.
std::vector<std::string> fields_of(const ScorePart& part, const FieldTerms& terms);

}  // namespace mi
