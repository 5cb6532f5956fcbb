// The schema of the index: which terms and values a passage has. The writer and the searcher read
// this one table; a change of meaning here is a change of kIndexFormat.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/analyzer.h"

namespace mi {

// Bumped when an index written before cannot be read, or ranks differently. An index of another
// format is rebuilt by mi-index and refused by the searcher.
inline constexpr int kIndexFormat = 2;

// Terms. Words have no prefix; Xapian's convention is upper case for the others
// (https://xapian.org/docs/omega/termprefixes.html).
inline constexpr std::string_view kBigramPrefix = "XG";  // two syllables of a Hangul word
inline constexpr std::string_view kKindPrefix = "XK";    // "XKpaper", "XKnote"
inline constexpr std::string_view kAuthorPrefix = "A";   // a word of an author's name

// The term under which a token is indexed and searched.
inline std::string term_of(const Token& token) {
  return token.kind == TokenKind::bigram ? std::string(kBigramPrefix) + token.term : token.term;
}

// The parts of the index.
inline constexpr std::string_view kPapersPart = "papers";
inline constexpr std::string_view kNotesPart = "notes";

// Metadata of a part's Xapian database: kIndexFormat, and how many documents have passages in it.
inline constexpr const char* kFormatKey = "format";
inline constexpr const char* kDocumentsKey = "documents";
inline constexpr const char* kTextBytesKey = "text_bytes";  // the length of the text file

// Names inside a part's folder.
inline constexpr std::string_view kXapianFolder = "xapian";
inline constexpr std::string_view kTextFile = "text";
inline constexpr std::string_view kInputsFile = "inputs.jsonl";

}  // namespace mi
