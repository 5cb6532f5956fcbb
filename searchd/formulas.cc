#include "searchd/formulas.h"

#include "core/tex_symbols.h"

namespace mi {

std::vector<Span> find_formulas(std::string_view text) {
  std::vector<Span> formulas;
  for (std::size_t at = text.find('$'); at < text.size(); at = text.find('$', at)) {
    const std::size_t end = formula_at(text, at).end;
    if (end > at) formulas.push_back({at, end});
    at = end > at ? end : at + 1;
  }
  return formulas;
}

}  // namespace mi
