// Sentences: the one that a link stands in, in English and in Korean.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mi {

// The longest sentence that is given, in bytes.
inline constexpr std::size_t kMaxSentenceBytes = 500;

// The sentence of a paragraph (valid UTF-8) that holds the bytes `begin` to `end`, white space
// collapsed. It begins and ends behind '.', '!', '?' or '。' with what closes there ("...").), at
// the paragraph's ends, and never inside of `begin` to `end`. A full stop between words that belong
// together ends none: of "et al.", "e.g.", "Fig. 2", of a name's capital.
//
// A longer sentence is cut between words around the bytes asked for, "…" where it is. Looks at no
// more of the paragraph than a few times kMaxSentenceBytes, so that many calls stay cheap.
std::string sentence_around(std::string_view paragraph, std::size_t begin, std::size_t end);

// The whole text, white space collapsed, cut in the same way where it is longer.
std::string excerpt_around(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace mi
