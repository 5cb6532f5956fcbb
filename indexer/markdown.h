// Markdown: a note's text to sections of blocks, and the links in it. The only door to cmark-gfm.
#pragma once

#include <string_view>

#include "indexer/note_body.h"

namespace mi {

// Reads GitHub-flavoured Markdown (tables, strikethrough, task lists, footnotes), with the
// additions that markdown_mask.h lists. `text` is the body below the front matter, valid UTF-8 with
// '\n' between lines; `first_line` is the number of its first line in the file.
//
// Sections: one for each heading, and one without a path for what stands before the first, if
// anything does. A heading inside a quote or a list is text. Anchors are GitHub's: lower case,
// spaces to '-', punctuation dropped, "-1", "-2" behind the second and third of a name.
//
// Blocks: a paragraph, an item's paragraph (list_item), a quote's (quote), a footnote's (footnote),
// one of images only (caption), a table and a code block, each with its first and last line.
// Emphasis is dropped and its text kept, images give their alt text and title, math stays as TeX
// between dollars, HTML gives its text without tags, scripts and comments; what holds no text is
// left out. As on GitHub, cells beyond the header's and the word behind a code fence are no text.
// Blocks stand in the order of their lines, footnotes too.
//
// Links: inline and reference links, <https://...>, bare addresses and <a href>, not in code; the
// line is that of the address, or of the text where the address is defined elsewhere. The address
// is as written (relative ones too). The sentence is that of sentence.h around the link's text, in
// its paragraph, heading or cell; where the link is all of its cell, the table's row.
//
// Total: linear in time for any text; nothing recurses. Memory stays below 20 times the text, or 64
// MiB: a long text is read in portions (markdown_portion.h), section_builder.h bounds headings and
// blocks, note_body.h links and tags. No text is lost by that.
NoteBody parse_markdown(std::string_view text, int first_line = 1);

}  // namespace mi
