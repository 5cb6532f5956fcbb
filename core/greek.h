// The English names of the Greek letters, by which formulas and prose spell them: α is alpha.
#pragma once

#include <array>
#include <string_view>

namespace mi {

// The name of a small Greek letter, final sigma included; empty for any other code point.
constexpr std::string_view greek_name(char32_t code) {
  constexpr std::array<std::string_view, 25> kNames = {
      "alpha", "beta",   "gamma",   "delta", "epsilon", "zeta",    "eta",  "theta", "iota",
      "kappa", "lambda", "mu",      "nu",    "xi",      "omicron", "pi",   "rho",   "sigma",
      "sigma", "tau",    "upsilon", "phi",   "chi",     "psi",     "omega"};
  constexpr char32_t kFirst = U'\u03B1';
  return code >= kFirst && code < kFirst + kNames.size() ? kNames[code - kFirst]
                                                         : std::string_view();
}

}  // namespace mi
