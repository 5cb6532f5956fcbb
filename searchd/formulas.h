// The formulas of a running text: where the analyzer sees them, there they are drawn.
#pragma once

#include <string_view>
#include <vector>

#include "core/results.h"

namespace mi {

// Each with its dollars, in order: "$...$" and "$$...$$", by the rule of core/tex_symbols.h, which
// keeps prices apart. Linear in the text, but for kMaxFormulaBytes behind each dollar.
std::vector<Span> find_formulas(std::string_view text);

}  // namespace mi
