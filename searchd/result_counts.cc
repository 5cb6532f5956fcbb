#include "searchd/result_counts.h"

#include <cstddef>
#include <map>

#include "core/schema.h"
#include "searchd/facets.h"
#include "searchd/passage_match.h"

namespace mi {

void add_document_counts(const PassageIndex& index, const QueryPlan& plan, Results& results) {
  for (const DocumentInfo& document : results.documents)
    results.document_passages.push_back(count_matches(index, plan, document_term(document.id)));
}

Expected<void> add_facets(const PassageIndex& index, const PlannedQuery& planned,
                          Results& results) {
  const Matches matches = match(index, planned, kExactTotal);
  std::map<RecordPlace, std::size_t> passages;  // of each document
  for (const MatchedPassage& matched : matches.best) {
    const Expected<LoadedPassage> loaded = index.passage(index.place_of(matched.number));
    if (!loaded) return tl::unexpected(loaded.error());
    ++passages[loaded->document()];
  }
  FacetCounter counter;
  for (const auto& [place, count] : passages) {
    const Expected<DocumentRecord> document = index.document(place);
    if (!document) return tl::unexpected(document.error());
    counter.add(document->info, count);
  }
  results.facets = counter.facets();
  results.facet_passages = matches.best.size();
  return {};
}

}  // namespace mi
