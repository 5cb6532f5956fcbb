#include "searchd/about_work.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/schema.h"
#include "core/work_key.h"
#include "searchd/mentions.h"

namespace mi {
namespace {

// The work's own bibliography and links, each with the document that it leads to.
void add_own_relations(About& about, const Library& library, LoadedDocument own) {
  const auto document_of = [&](const std::vector<std::string>& keys) {
    const std::optional<std::size_t> found = library.find_by_keys(keys);
    return found ? std::optional(library.documents()[*found]) : std::nullopt;
  };
  for (Citation& citation : own.relations.citations) {
    std::optional<DocumentInfo> document = document_of(keys_of(citation));
    about.cites.push_back({std::move(citation), std::move(document)});
  }
  if (own.record.info.kind != DocumentKind::note) return;
  std::set<std::string> seen;
  for (Link& link : own.relations.links) {
    if (!seen.insert(link.url).second) continue;
    std::optional<DocumentInfo> document = document_of(keys_of(link));
    about.links.push_back({std::move(link), std::move(document)});
  }
}

Expected<void> add_citing(About& about, const PassageIndex& index,
                          const std::vector<std::string>& keys) {
  Expected<std::vector<LoadedDocument>> citing =
      documents_pointing_at(index, kCitationPrefix, keys);
  if (!citing) return tl::unexpected(citing.error());
  for (LoadedDocument& paper : *citing) {
    DocumentInfo& info = paper.record.info;
    const bool itself = about.document && info.id == about.document->id;
    if (!itself) about.cited_by.push_back(std::move(info));
  }
  return {};
}

// What points at a work that goes by these keys.
Expected<void> add_pointers(About& about, const PassageIndex& index,
                            const std::vector<std::string>& keys) {
  Expected<std::vector<Mention>> mentions = mentions_of(index, keys);
  if (!mentions) return tl::unexpected(mentions.error());
  about.mentions = std::move(*mentions);
  return add_citing(about, index, keys);
}

}  // namespace

Expected<About> about_work(const PassageIndex& index, const Shelf& shelf, const std::string& name) {
  constexpr std::size_t kMostOthers = 10;
  const std::vector<std::size_t> found = shelf.library.find(name);
  Expected<About> about;
  if (found.empty()) {
    const Expected<void> added = add_pointers(*about, index, keys_of_name(name));
    if (!added) return tl::unexpected(added.error());
  } else {
    about = about_document(index, shelf, shelf.places[found[0]]);
    if (!about) return about;
  }
  about->name = name;
  for (std::size_t i = 1; i < found.size() && i <= kMostOthers; ++i)
    about->others.push_back(shelf.library.documents()[found[i]]);
  return about;
}

Expected<About> about_document(const PassageIndex& index, const Shelf& shelf, RecordPlace place) {
  Expected<LoadedDocument> own = index.document_with_relations(place);
  if (!own) return tl::unexpected(own.error());
  About about;
  about.document = own->record.info;
  add_own_relations(about, shelf.library, std::move(*own));
  if (Expected<void> added = add_pointers(about, index, keys_of(*about.document)); !added)
    return tl::unexpected(added.error());
  return about;
}

}  // namespace mi
