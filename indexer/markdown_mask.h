// Masks: what a Markdown parser would misread is taken out before parsing and put back after.
//
// "$a *b* c$" is math and not emphasis, "{% cite \"x\" %}" is markup of a site generator, and an
// address in Korean text has a particle at its end. Each such piece is replaced by two code points
// of the private planes 15 and 16: to the parser plain letters, so that the lines, the blocks and
// the markup around it stay what they were.
//
//   source   The loss $a *b* c$ is small.{% sidenote "See *here*." %}
//   masked   The loss ①          is small.②                See *here*.③
//   shown    The loss $a *b* c$ is small. See here.
#pragma once

#include <string_view>

#include "indexer/masked_markdown.h"

namespace mi {

// Masks a Markdown text (without front matter, valid UTF-8, '\n' between lines). Fenced code and
// code spans are left alone; code that is indented is masked, and raw() gives it back.
//
// - Money stays text: '$' opens math only before a character that is no space, and closes it only
//   behind one and not before a digit ("$5 and $10").
// - Quoted text that a reader sees stays, "\"" as the quote it is: of a sidenote, and of caption=,
//   title=, alt=, text= and summary=. Attribute lists, "{#id .class}" and "{: .class}", go.
// - "[[page|text]]" leaves "text", "![[file]]" and "![[file|300]]" nothing, and "> [!note] Title"
//   leaves "Title".
// - A footnote's definition is made to refer to itself, because cmark drops those that nothing
//   refers to; the second with one label, which it drops too, is a paragraph. This, and the '\'
//   before a quote that is quoted, raw() does not undo.
// - '*' that closes or opens emphasis between punctuation and a Hangul syllable, which CommonMark
//   does not see ("**중첩(Superposition)**은"), works.
// - What would cost cmark-gfm 0.29 time or memory beyond the text's length is masked as text:
//   nesting over 16 on one line or 64 columns, huge tables, huge link definitions, thousands of
//   images in a paragraph, "<?" and "<!".
//
// Takes time linear in the text. The planes 15 and 16 of the source itself become U+FFFD.
MaskedMarkdown mask_markdown(std::string_view text);

}  // namespace mi
