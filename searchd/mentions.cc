#include "searchd/mentions.h"

#include <algorithm>
#include <utility>

#include "core/schema.h"
#include "core/work_key.h"
#include "searchd/shelf.h"

namespace mi {
namespace {

bool share_a_key(const std::vector<std::string>& some, const std::vector<std::string>& others) {
  return std::any_of(some.begin(), some.end(), [&](const std::string& key) {
    return std::find(others.begin(), others.end(), key) != others.end();
  });
}

}  // namespace

Expected<std::vector<Mention>> mentions_of(const PassageIndex& index,
                                           const std::vector<std::string>& keys) {
  Expected<std::vector<LoadedDocument>> linking = documents_pointing_at(index, kLinkPrefix, keys);
  if (!linking) return tl::unexpected(linking.error());
  std::vector<Mention> mentions;
  for (const LoadedDocument& note : *linking) {
    if (note.record.info.kind != DocumentKind::note) continue;
    for (const Link& link : note.relations.links) {
      if (share_a_key(keys_of(link), keys)) mentions.push_back({note.record.info, link});
    }
  }
  return mentions;
}

Expected<void> add_mentions(const PassageIndex& index, Results& results) {
  for (const DocumentInfo& document : results.documents) {
    std::vector<std::string> keys;
    if (document.kind == DocumentKind::paper) keys = keys_of(document);
    Expected<std::vector<Mention>> mentions = mentions_of(index, keys);
    if (!mentions) return tl::unexpected(mentions.error());
    results.document_mentions.push_back(std::move(*mentions));
  }
  return {};
}

}  // namespace mi
