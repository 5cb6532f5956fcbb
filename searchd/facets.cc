#include "searchd/facets.h"

#include <algorithm>
#include <tuple>

namespace mi {

void FacetCounter::add(const DocumentInfo& document, std::size_t passages) {
  const auto count = [&](const char* field, const std::string& value) {
    if (!value.empty()) counts_[field][value] += passages;
  };
  count("kind", name_of(document.kind));
  count("site", document.site);
  if (document.date.size() >= 4) count("year", document.date.substr(0, 4));
  for (const std::string& tag : document.tags) count("tag", tag);
  count("lang", document.language);
}

std::vector<Facet> FacetCounter::facets() const {
  std::vector<Facet> facets;
  for (const char* field : {"kind", "site", "year", "tag", "lang"}) {
    const auto counted = counts_.find(field);
    if (counted == counts_.end()) continue;
    Facet facet{field, {}};
    for (const auto& [value, passages] : counted->second) facet.values.push_back({value, passages});
    std::stable_sort(
        facet.values.begin(), facet.values.end(),
        [](const Facet::Value& a, const Facet::Value& b) { return a.passages > b.passages; });
    if (facet.values.size() > kMaxFacetValues) facet.values.resize(kMaxFacetValues);
    facets.push_back(std::move(facet));
  }
  return facets;
}

}  // namespace mi
