#include "searchd/result_counts.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/schema.h"
#include "core/work_key.h"
#include "searchd/facets.h"
#include "searchd/passage_match.h"
#include "searchd/shelf.h"

namespace mi {
namespace {

// That anything has: most papers are linked to by nothing.
std::vector<std::string> terms_of_links_to(const PassageIndex& index,
                                           const DocumentInfo& document) {
  std::vector<std::string> terms;
  for (const std::string& key : keys_of(document)) {
    std::string term = prefixed_term(kLinkPrefix, key);
    if (index.frequency(term) > 0) terms.push_back(std::move(term));
  }
  return terms;
}

}  // namespace

void add_document_counts(const PassageIndex& index, const QueryPlan& plan, Results& results) {
  for (const DocumentInfo& document : results.documents)
    results.document_passages.push_back(count_matches(index, plan, document_term(document.id)));
}

void add_note_counts(const PassageIndex& index, Results& results) {
  const std::vector<Part>& parts = index.generation().parts;
  for (const DocumentInfo& document : results.documents) {
    std::vector<std::string> terms;
    if (document.kind == DocumentKind::paper && index.has_links_of_notes())
      terms = terms_of_links_to(index, document);
    const std::vector<RecordPlace> linking =
        terms.empty() ? std::vector<RecordPlace>() : documents_with(index, terms);
    results.document_notes.push_back(static_cast<std::uint64_t>(std::count_if(
        linking.begin(), linking.end(),
        [&](const RecordPlace& place) { return parts[place.part].name == kNotesPart; })));
  }
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
