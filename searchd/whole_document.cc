#include "searchd/whole_document.h"

#include <utility>

#include "searchd/target.h"

namespace mi {

std::vector<StoredSection> sections_of(std::vector<StoredPassage> passages) {
  std::vector<StoredSection> sections;
  for (StoredPassage& stored : passages) {
    const Passage& passage = stored.passage;
    if (sections.empty() || sections.back().heading_path != passage.heading_path)
      sections.push_back({passage.heading_path, passage.anchor, {}});
    sections.back().passages.push_back(std::move(stored));
  }
  return sections;
}

std::string reader_path(const std::string& document_id) {
  return "/doc/" + encode_component(document_id);
}

}  // namespace mi
