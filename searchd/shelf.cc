#include "searchd/shelf.h"

#include <cstddef>
#include <cstdint>
#include <utility>

#include "core/schema.h"

namespace mi {
Shelf shelve(const PassageIndex& index) {
  std::vector<DocumentInfo> documents;
  std::vector<RecordPlace> places;
  for (const PassageNumber number : index.first_passages()) {
    const Expected<LoadedPassage> loaded = index.passage(index.place_of(number));
    if (!loaded) continue;
    Expected<DocumentRecord> document = index.document(loaded->document());
    if (!document) continue;
    documents.push_back(std::move(document->info));
    places.push_back(loaded->document());
  }
  return {Library(std::move(documents)), std::move(places)};
}

// A document's passages are numbered in turn: those behind its first one are skipped together.
std::vector<RecordPlace> documents_with(const PassageIndex& index,
                                        const std::vector<std::string>& terms) {
  std::vector<PassageNumber> known_up_to(index.generation().parts.size(), 0);
  std::vector<RecordPlace> places;
  for (const PassageNumber number : index.passages_with_any(terms)) {
    const RecordPlace place = index.place_of(number);
    if (number <= known_up_to[place.part]) continue;
    const Expected<LoadedPassage> loaded = index.passage(place);
    if (!loaded) continue;
    const Expected<DocumentRecord> document = index.document(loaded->document());
    if (!document) continue;
    known_up_to[place.part] = index.further(number, document->passages - 1);
    places.push_back(loaded->document());
  }
  return places;
}

Expected<std::vector<LoadedDocument>> documents_pointing_at(const PassageIndex& index,
                                                            std::string_view prefix,
                                                            const std::vector<std::string>& keys) {
  std::vector<std::string> terms;
  terms.reserve(keys.size());
  for (const std::string& key : keys) terms.push_back(prefixed_term(prefix, key));
  std::vector<LoadedDocument> documents;
  for (const RecordPlace place : documents_with(index, terms)) {
    Expected<LoadedDocument> document = index.document_with_relations(place);
    if (!document) return tl::unexpected(document.error());
    documents.push_back(std::move(*document));
  }
  return documents;
}

Expected<std::vector<Passage>> passages_of(const PassageIndex& index,
                                           const LoadedDocument& document) {
  std::vector<Passage> passages;
  RecordPlace next = document.first_passage;
  for (std::uint32_t i = 0; i < document.record.passages; ++i) {
    Expected<LoadedPassage> loaded = index.passage(next);
    if (!loaded) return tl::unexpected(loaded.error());
    next.offset = loaded->end;
    passages.push_back(std::move(loaded->record.passage));
  }
  return passages;
}

Expected<std::string> text_of(const PassageIndex& index, RecordPlace place, std::string_view anchor,
                              int line) {
  const Expected<LoadedDocument> document = index.document_with_relations(place);
  if (!document) return tl::unexpected(document.error());
  const Expected<std::vector<Passage>> passages = passages_of(index, *document);
  if (!passages) return tl::unexpected(passages.error());
  std::string all = document->record.info.title;
  std::string one;
  for (const Passage& passage : *passages) {
    all += "\n" + passage.text;
    const bool here = (!anchor.empty() && passage.anchor == anchor) ||
                      (line > 0 && passage.line_begin <= line && line <= passage.line_end);
    if (here) one += "\n" + passage.text;
  }
  return one.empty() ? all : one;
}

}  // namespace mi
