// Document: a paper or a note, as its reader understood it: what it is, and its text in sections.
// Passage: the run of 80-220 words of one section that is indexed, ranked and shown.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace mi {

enum class DocumentKind { paper, note };

inline const char* name_of(DocumentKind kind) {
  return kind == DocumentKind::paper ? "paper" : "note";
}

// All text is valid UTF-8 in NFC. What is not known is empty.
struct DocumentInfo {
  std::string
      id;  // a paper: its canonical URL; a note: its path below its notes folder, '/' between
  DocumentKind kind = DocumentKind::paper;
  std::string url;  // what a reader opens: the page's live URL, or the note's absolute path
  std::string title;
  std::vector<std::string> authors;       // as printed, in order
  std::vector<std::string> affiliations;  // each once
  std::string date;         // ISO 8601, as exact as known: "2022-09-14", "2022-09", "2022"
  std::string site;         // the page's host; empty for a note
  std::string language;     // "en", "ko", ...: what most of the text is written in
  std::string description;  // the author's own summary, where the page or the front matter has one
  std::string doi;          // lower case, without resolver: "10.23915/distill.00024"
  std::vector<std::string> tags;
  bool draft = false;                // `draft: true` in a note's front matter
  std::string fetched;               // a paper: when its copy was fetched, RFC 3339 in UTC
  std::vector<std::string> aliases;  // a paper: other addresses that lead to it

  friend bool operator==(const DocumentInfo&, const DocumentInfo&) = default;
};

enum class BlockKind { paragraph, list_item, quote, table, code, caption, footnote };

// One paragraph-like run of text. Math is kept as TeX between dollar signs: "$W_Q$", or "$$W_Q$$"
// where it is set apart.
// Inside a table, cells are separated by " | " and rows by '\n'; code keeps its lines; in every
// other kind, white space is single spaces.
struct Block {
  BlockKind kind = BlockKind::paragraph;
  std::string text;
  int line_begin = 0;  // a note: first and last line in its file, 1-based; 0 where there are none
  int line_end = 0;
  std::string anchor;  // the block's own id in its page; empty where it has none

  friend bool operator==(const Block&, const Block&) = default;
};

// What stands under one heading, up to the next heading of any level.
struct Section {
  std::vector<std::string> heading_path;  // outermost first, this section's own heading last; empty
                                          // for the text before the first heading
  std::string anchor;  // the heading's id, or the nearest one above it; may be empty
  std::vector<Block> blocks;

  friend bool operator==(const Section&, const Section&) = default;
};

// A link from a document to the web.
struct Link {
  std::string url;         // absolute, normalised, without its fragment
  std::string fragment;    // percent-encoded
  std::string text;        // the link's text; the address itself where there is none
  int line = 0;            // line in the note's file, 1-based; 0 in a paper
  std::string sentence{};  // the sentence that it stands in; empty in front matter and in papers

  friend bool operator==(const Link&, const Link&) = default;
};

// A work that a paper cites, as its bibliography tells it. What is not told is empty.
struct Citation {
  std::string key;  // the bibliography's own: "olah2020zoom"
  std::string title;
  std::vector<std::string> authors;  // as printed, in order
  std::string year;                  // four digits
  std::string url;                   // absolute, normalised
  std::string doi;                   // as DocumentInfo's

  friend bool operator==(const Citation&, const Citation&) = default;
};

enum class TermPairKind { translation, acronym };

// Two terms that a document says mean the same: "중첩(Superposition)", "sparse autoencoders
// (SAEs)".
struct TermPair {
  TermPairKind kind = TermPairKind::translation;
  std::string term;   // a translation: the Korean; an acronym: the long form
  std::string other;  // a translation: the English; an acronym: the short form
  int line = 0;       // a note: where it is said first, 1-based; 0 in a paper

  friend bool operator==(const TermPair&, const TermPair&) = default;
};

struct Document {
  DocumentInfo info;
  std::vector<Section> sections;
  std::vector<Link> links;
  std::vector<Citation> citations;  // a paper: its bibliography, each work once

  friend bool operator==(const Document&, const Document&) = default;
};

// What a document says about others, and about words.
struct Relations {
  std::vector<Link> links;
  std::vector<Citation> citations;
  std::vector<TermPair> term_pairs;

  friend bool operator==(const Relations&, const Relations&) = default;
};

// A block of a passage, or the piece of one that the passage holds.
struct PassageBlock {
  BlockKind kind = BlockKind::paragraph;
  std::size_t begin = 0;   // in Passage::text; it ends before the "\n\n" in front of the next one
  bool continues = false;  // it goes on from the piece before it: the block was too long for a
                           // passage, and white space was between the two

  friend bool operator==(const PassageBlock&, const PassageBlock&) = default;
};

struct Passage {
  std::vector<std::string> heading_path;
  std::string anchor;
  std::string text;  // blocks joined by "\n\n"
  int line_begin = 0;
  int line_end = 0;
  std::vector<PassageBlock> blocks{};  // in order, the first at 0

  friend bool operator==(const Passage&, const Passage&) = default;
};

// A document as it is indexed.
struct IndexedDocument {
  DocumentInfo info;
  Relations relations;
  std::vector<Passage> passages;  // in the order of the text

  friend bool operator==(const IndexedDocument&, const IndexedDocument&) = default;
};

}  // namespace mi
