#include "searchd/facets.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

namespace mi {
namespace {

constexpr std::array<std::string_view, 5> kFields = {"kind", "site", "year", "tag", "lang"};

}  // namespace

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

void replace_facet(std::vector<Facet>& facets, const std::string& field,
                   std::vector<Facet> others) {
  const auto is_of_field = [&field](const Facet& facet) { return facet.field == field; };
  std::erase_if(facets, is_of_field);
  const auto other = std::find_if(others.begin(), others.end(), is_of_field);
  if (other != others.end()) facets.push_back(std::move(*other));
  const auto place = [](const Facet& facet) {
    return std::find(kFields.begin(), kFields.end(), facet.field) - kFields.begin();
  };
  std::sort(facets.begin(), facets.end(),
            [&](const Facet& a, const Facet& b) { return place(a) < place(b); });
}

std::vector<Facet> FacetCounter::facets() const {
  std::vector<Facet> facets;
  for (const std::string_view name : kFields) {
    const std::string field(name);
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
