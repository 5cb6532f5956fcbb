// The symbols of a formula in TeX, normalised: ways of writing the same formula give the same
// symbols, so that a part of a formula is found as a phrase is.
//
//   W_Q^T W_K              W _Q ^T W _K
//   \mathbf{W}^{\top}_{Q}  W _Q ^T
//   x_{i+1}                x _{ i + 1 }
//   \frac{a}{b}            frac a b
//   d_{\text{model}}       d _model         the same as d_{model}
//
// Letters keep their case. A script goes with its symbol, a longer one stands between braces, and a
// lower one comes first. Fonts, spacing, sizes of brackets and alignment are dropped.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mi {

// Longer ones are read up to here.
inline constexpr std::size_t kMaxFormulaBytes = 2000;

// Total: any bytes give symbols, each of 1 to 64 bytes of UTF-8 without white space. Linear in the
// length. Braces nested deeper than 16 are not told apart.
std::vector<std::string> tex_symbols(std::string_view tex);

// A formula in running text, and its TeX without the dollars.
struct Formula {
  std::size_t end = 0;  // behind its last dollar; where it begins, when there is none
  std::string_view tex;
};

// The formula that begins with the dollar at `at`: "$...$" or "$$...$$". By Pandoc's rule for the
// dollar, which keeps prices apart: no space behind the first or before the last of a single pair,
// and no digit behind the last (https://pandoc.org/MANUAL.html#math). Nor a letter, which keeps
// variables apart ("$HOME:$PATH"), but for "$k$th".
Formula formula_at(std::string_view text, std::size_t at);

}  // namespace mi
