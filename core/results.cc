#include "core/results.h"

#include <limits>

#include "core/url.h"

namespace mi {

std::vector<DocumentHits> group_by_document(const Results& results) {
  constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  std::vector<DocumentHits> groups;
  std::vector<std::size_t> group_of(results.documents.size(), kNone);
  for (std::size_t i = 0; i < results.hits.size(); ++i) {
    const std::size_t document = results.hits[i].document;
    if (group_of[document] == kNone) {
      group_of[document] = groups.size();
      groups.push_back({document, {}});
    }
    groups[group_of[document]].hits.push_back(i);
  }
  return groups;
}

std::string link_to(const DocumentInfo& document, const Passage& passage) {
  if (document.kind == DocumentKind::note) {
    return passage.line_begin > 0 ? document.url + ":" + std::to_string(passage.line_begin)
                                  : document.url;
  }
  return passage.anchor.empty() ? document.url
                                : document.url + "#" + encode_fragment(passage.anchor);
}

bool is_last_of_word(const std::vector<Expansion>& expansions, std::size_t at) {
  return at + 1 == expansions.size() || expansions[at + 1].word != expansions[at].word;
}

}  // namespace mi
