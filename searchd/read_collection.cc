#include "searchd/read_collection.h"

#include <optional>
#include <utility>
#include <vector>

#include "core/work_key.h"

namespace mi {

Expected<CollectionMap> read_map(const PassageIndex& index, const Shelf& shelf) {
  std::vector<PointingDocument> documents;
  documents.reserve(shelf.places.size());
  for (const RecordPlace& place : shelf.places) {
    Expected<LoadedDocument> loaded = index.document_with_relations(place);
    if (!loaded) return tl::unexpected(loaded.error());
    PointingDocument document{std::move(loaded->record.info), {}};
    const auto add = [&](const std::vector<std::string>& keys) {
      if (const std::optional<std::size_t> target = shelf.library.find_by_keys(keys))
        document.points_at.push_back(*target);
    };
    if (document.info.kind == DocumentKind::paper) {
      for (const Citation& citation : loaded->relations.citations) add(keys_of(citation));
    } else {
      for (const Link& link : loaded->relations.links) add(keys_of(link));
    }
    documents.push_back(std::move(document));
  }
  CollectionMap map = map_of(std::move(documents));
  map.generation = index.generation().to_string();
  return map;
}

}  // namespace mi
