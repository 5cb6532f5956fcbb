// Definitions in running text: which terms a passage says the meaning of.
//
//   "Superposition is when a model has more features than dimensions."   superposition
//   "중첩(superposition)이란 ..."                                        중첩, superposition
//   "We call these features dead."                                       nothing: no noun is told
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/analyzer.h"

namespace mi {

// The phrase_key()s of the terms that a passage defines, each once, in the order of their bytes.
// `tokens` are analyze(text). A term has at most four words.
std::vector<std::string> defined_terms(std::string_view text, const std::vector<Token>& tokens);

}  // namespace mi
