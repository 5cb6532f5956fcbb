#include "searchd/read_document.h"

#include <utility>
#include <vector>

#include "core/schema.h"
#include "core/unicode.h"
#include "searchd/about_work.h"

namespace mi {
namespace {

std::vector<StoredSection> marked_sections(std::vector<Passage> passages,
                                           const TermWeights& terms) {
  std::vector<StoredPassage> stored;
  for (Passage& passage : passages) {
    std::vector<Span> marks = find_marks(passage.text, terms);
    stored.push_back({std::move(passage), std::move(marks)});
  }
  return sections_of(std::move(stored));
}

}  // namespace

Expected<std::optional<WholeDocument>> read_document(const PassageIndex& index, const Shelf& shelf,
                                                     const std::string& id,
                                                     const TermWeights& terms) {
  const std::vector<RecordPlace> places = documents_with(index, {document_term(to_nfc(id))});
  if (places.empty()) return std::nullopt;
  const Expected<LoadedDocument> own = index.document_with_relations(places[0]);
  if (!own) return tl::unexpected(own.error());
  Expected<std::vector<Passage>> passages = passages_of(index, *own);
  if (!passages) return tl::unexpected(passages.error());
  Expected<About> about = about_document(index, shelf, places[0]);
  if (!about) return tl::unexpected(about.error());
  return WholeDocument{own->record.info,
                       marked_sections(std::move(*passages), terms),
                       std::move(about->mentions),
                       std::move(about->cited_by),
                       std::move(about->cites),
                       std::move(about->links),
                       index.generation().to_string()};
}

}  // namespace mi
