// The schema of the index: which terms and values a passage has. The writer and the searcher read
// this one table; a change of meaning here is a change of kIndexFormat.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/analyzer.h"

namespace mi {

// Bumped when an index written before cannot be read, or ranks differently. An index of another
// format is rebuilt by mi-index and refused by the searcher.
inline constexpr int kIndexFormat = 9;

// Terms. A passage's words, its headings' and its title's have no prefix and are what is ranked;
// the rest narrows. Xapian's convention is upper case for prefixes
// (https://xapian.org/docs/omega/termprefixes.html). The words behind a prefix are term_of() of the
// analyzer's tokens, 2-grams left out. Only symbols have positions, and only symbols and 2-grams
// have a weight.
inline constexpr std::string_view kBigramPrefix = "XG";    // two syllables of a Hangul word
inline constexpr std::string_view kSymbolPrefix = "XM";    // a symbol of a formula: "XM_Q"
inline constexpr std::string_view kTitlePrefix = "S";      // a word of the document's title
inline constexpr std::string_view kHeadingPrefix = "XH";   // a word of the headings above
inline constexpr std::string_view kAuthorPrefix = "A";     // a word of an author's name
inline constexpr std::string_view kTagPrefix = "K";        // tag_terms()
inline constexpr std::string_view kHostPrefix = "H";       // host_terms()
inline constexpr std::string_view kLanguagePrefix = "L";   // "Lko"; of "en-US": "Len-us" and "Len"
inline constexpr std::string_view kYearPrefix = "Y";       // "Y2022"
inline constexpr std::string_view kKindPrefix = "XK";      // "XKpaper", "XKnote"
inline constexpr std::string_view kDocumentPrefix = "Q";   // document_term()
inline constexpr std::string_view kDraftTerm = "XDdraft";  // of a note that is a draft
// phrase_key()s: of what a passage defines, and of its own heading, the innermost one.
inline constexpr std::string_view kDefinitionPrefix = "XF";
inline constexpr std::string_view kOwnHeadingPrefix = "XI";
// What the document links to and cites, by core/work_key.h. Each passage has those of its whole
// document.
inline constexpr std::string_view kLinkPrefix = "XL";
inline constexpr std::string_view kCitationPrefix = "XC";

// Value slots of a passage. Both sort as bytes.
inline constexpr std::uint32_t kDateSlot = 0;  // "20220914"; "20220900" and "20220000" where no
                                               // more is known; empty where nothing is
// Settles the order of passages that rank the same: the documents in a fixed order, each document's
// passages in that of its text. The numbers that Xapian gives to passages do not: they tell in what
// order things were written.
inline constexpr std::uint32_t kOrderSlot = 1;

// The term under which a token is indexed and searched.
inline std::string term_of(const Token& token) {
  switch (token.kind) {
    case TokenKind::bigram:
      return std::string(kBigramPrefix) + token.term;
    case TokenKind::symbol:
      return std::string(kSymbolPrefix) + token.term;
    default:
      return token.term;
  }
}

// A term of at most kMaxPrefixedTermBytes: what is longer ends in its SHA-256 instead.
std::string prefixed_term(std::string_view prefix, std::string_view text);
inline constexpr std::size_t kMaxPrefixedTermBytes = 200;

// The term that each passage of a document has, and no other.
std::string document_term(std::string_view document_id);

// A tag and the tags that it lies in, folded, white space as single '-' : "ML/Sparse AutoEncoders"
// gives "Kml" and "Kml/sparse-autoencoders". A query's `#ml` is tag_terms("ml").back().
std::vector<std::string> tag_terms(std::string_view tag);

// A host and the domains that it lies in, top-level ones left out: "www.distill.pub" gives
// "Hwww.distill.pub" and "Hdistill.pub".
std::vector<std::string> host_terms(std::string_view host);

// A language and the one that it is a variety of, in lower case.
std::vector<std::string> language_terms(std::string_view language);

// The value in kDateSlot of a date as DocumentInfo has it.
std::string date_value(std::string_view date);

// The value in kOrderSlot of a document's passage, counted from 0: eleven bytes, the first
// kOrderDocumentBytes of which are the document's.
inline constexpr std::size_t kOrderDocumentBytes = 8;
std::string order_value(std::string_view document_id, std::uint32_t passage);

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
inline constexpr std::string_view kPassagesFile = "passages";        // core/passage_table.h
inline constexpr std::string_view kWordsFile = "words";              // core/word_codes.h
inline constexpr std::string_view kWordCountsFile = "word-counts";   // core/word_counts.h
inline constexpr std::string_view kCompletionsFile = "completions";  // core/completions.h
inline constexpr std::string_view kInputsFile = "inputs.jsonl";

}  // namespace mi
