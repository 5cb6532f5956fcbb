// The headings of a document that is read: in its text, and as its table of contents.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "searchd/html.h"
#include "searchd/messages.h"
#include "searchd/reading_text.h"

namespace mi {

// A heading in the text, by its number in the document, counted from 0: its id is "s1" for the
// first. The document's title is above all of them.
Html heading_html(const ReadingSection::Heading& heading, std::size_t number);

// All headings as links, with how many words of each section answer the query. Twice: for a wide
// page, at the side, and for a narrow one, to be unfolded; which of the two is shown, the style
// decides without a script. Empty where there is no heading.
Html contents_html(const Messages& words, const std::string& language,
                   const std::vector<ReadingSection>& sections);

}  // namespace mi
