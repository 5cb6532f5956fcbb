// Reads pages in a way of its own, as crude as it can be, to hold the paper reader against: no
// tree, no library. Sentences are compared by their letters: ASCII letters and digits alone,
// without entities.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mi {

// The letters of the sentences that a page shows as its article.
std::vector<std::string> sentences_of_page(const std::string& bytes);

// The letters of all that a page says between its tags, scripts and drawings aside; footnotes
// behind the rest.
std::string letters_of_page(const std::string& bytes);

// The letters of each sentence that has more than a few. Parentheses end one: what they hold may
// have led to a citation alone.
std::vector<std::string> sentences_of(std::string_view text);

std::string letters_of(std::string_view text);

}  // namespace mi
