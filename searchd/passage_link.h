// The address that opens a hit: it lands on the passage, not only on its page.
#pragma once

#include <string>
#include <string_view>

#include "core/results.h"

namespace mi {

// The address in normal form if it is an http or https one, else "": what may stand in an href.
std::string web_address(std::string_view url);

// A paper: its address with the anchor and a text directive, by which browsers scroll to the words
// and mark them ("https://a.org/p#s2:~:text=first%20words,last%20words"); where the page does not
// hold the words as the index does, they fall back to the anchor. "" where web_address says so.
// A note: its path and line, as link_to gives it.
// The directive: https://wicg.github.io/scroll-to-text-fragment/
std::string link_to_hit(const DocumentInfo& document, const Hit& hit);

// The same for a passage as a whole.
std::string link_to_passage(const DocumentInfo& document, const Passage& passage);

// The value of the text directive for a text: its first words, and its last words if it is longer
// than both; words of formulas and table rules are left out. "" when there are no three words in a
// row to hold on to.
std::string text_directive(std::string_view text);

}  // namespace mi
