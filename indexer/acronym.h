// Acronyms and their long forms in running text: "sparse autoencoders (SAEs)", "SAE (sparse
// autoencoder)".
//
// By A. Schwartz and M. Hearst, "A simple algorithm for identifying abbreviation definitions in
// biomedical text", Pacific Symposium on Biocomputing, 2003: the letters of the short form are
// found from right to left in the words before it, the first at the beginning of a word, and the
// long form has at most min(|A| + 5, 2|A|) words.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "indexer/term_text.h"

namespace mi {

// The acronyms that a text defines, in its order, without lines. A plural's 's' is taken off the
// short form ("SAEs" -> "SAE"). Beyond the paper's rules, words whose first letters spell the short
// form are preferred (Interchange Intervention Accuracy, IIA), a short form has 2 to 8 letters and
// digits, two of them capitals, and a long form begins and ends with no function word and has at
// most one word whose first letter the short form leaves out.
std::vector<TermPair> find_acronyms(const std::vector<TermPiece>& pieces);

// The pair of one short form and the words before it, by the same rules.
std::optional<TermPair> acronym_of(std::string_view short_form, std::string_view text);

// Schwartz and Hearst's match: the end of `text` that `short_form` abbreviates; empty: none.
std::string_view long_form_of(std::string_view short_form, std::string_view text);

}  // namespace mi
