// Reads a page of plain text (a .txt file on a site) into a Document.
#pragma once

#include <string_view>

#include "core/document.h"
#include "core/page.h"

namespace mi {

// The title is the first line, the text its paragraphs, which blank lines part; bare addresses are
// links. `text` is valid UTF-8; `page` gives the addresses, as in read_paper. Total.
Document read_text_page(std::string_view text, const Page& page);

}  // namespace mi
