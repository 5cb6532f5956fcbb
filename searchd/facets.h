// Facets: how the matching passages divide by kind, site, year, tag and language.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "core/document.h"
#include "core/results.h"

namespace mi {

class FacetCounter {
 public:
  // Counts so many passages of a document. A note has no site; what is not known is not counted.
  void add(const DocumentInfo& document, std::size_t passages);

  // In the order kind, site, year, tag, lang; those without values are left out.
  std::vector<Facet> facets() const;

 private:
  std::map<std::string, std::map<std::string, std::size_t>> counts_;
};

// Puts what `others` say of a field in the place of what `facets` say of it, in the order above.
void replace_facet(std::vector<Facet>& facets, const std::string& field, std::vector<Facet> others);

}  // namespace mi
