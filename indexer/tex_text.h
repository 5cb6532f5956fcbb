// Text as BibTeX files write it, in TeX's markup, as plain text.
#pragma once

#include <string>
#include <string_view>

namespace mi {

// "G{\"o}del's {\em Proof} --- {\L}{\'o}d{\'z}" -> "Gödel's Proof — Łódź", on one line, in NFC.
// Accents and special letters are decoded, quotes and dashes set, "~" is a space; other commands
// and all braces are dropped, what they hold stays. Math between dollar signs stays as it is.
// Total, and linear in the text's length.
std::string plain_text_of_tex(std::string_view tex);

}  // namespace mi
