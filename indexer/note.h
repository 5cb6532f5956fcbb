// Notes: a file of the reader's own to a Document.
#pragma once

#include <string_view>

#include "core/document.h"

namespace mi {

// Reads a note. `id` is its path below the notes folder, `path` its absolute path; a name that ends
// in ".txt" is plain text, every other Markdown.
//
// Bytes: a byte order mark is dropped, CRLF and CR become LF, what is not UTF-8 and NUL become
// U+FFFD, and all becomes NFC. Line numbers are those of the file.
//
// Title: that of the front matter; else the text's only first-level heading, if it comes before all
// others; else the file's name without extension and Jekyll's date, '-' and '_' as spaces; for
// "index" and "_index" the folder's name. That heading, where it says the same as the title, is
// left out of the heading paths.
// Date: of the front matter, else of a Jekyll name ("2021-12-12-title.md").
// Language: of the front matter; else "ko" where Hangul makes a fifth of the letters (the sentences
// of a Korean note about English papers are Korean, though most of its letters are Latin); else
// "en" where English function words make a twentieth of the words; else "".
// Tags: of the front matter, then "#tags" of the text.
// Links: those of the front matter and the text that parse_url accepts; relative ones, mail and
// other schemes are dropped. Each has the sentence that it stands in (not those of front matter).
// The front matter's definitions, and its text where it is broken, are blocks before the first
// heading.
//
// Total: any bytes give a document. Takes time linear in them; the caller bounds their number.
Document read_note(std::string_view bytes, std::string_view id, std::string_view path);

}  // namespace mi
