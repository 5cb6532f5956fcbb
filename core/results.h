// Results: the answer to a query, as values: every renderer (text, JSON, HTML) starts from these.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/about.h"
#include "core/document.h"

namespace mi {

// A half-open range of bytes of the text that it marks. Never cuts a letter or a syllable.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

// A window of a passage's text, and the words in it that answer the query.
struct Snippet {
  std::string text;         // plain text: the renderer escapes
  std::vector<Span> marks;  // in order, apart from each other
  bool cut_before = false;  // the passage goes on before / after the window
  bool cut_after = false;
  std::vector<Span> formulas{};  // that stand in the text whole, dollars included, in order
};

// One addend of a hit's score. Its reason is "word", "2-gram", "near", "all words", "expansion",
// "condition"; "name": the word names an author or the year of the document; "definition": the
// passage says what the query means; "heading": its own heading is the query; "neighbours": the
// passages before and behind in the document match too; "feedback": the passage speaks of what the
// best ones speak of; or what it loses, below 0: "back matter", by standing among references and
// the like; "same document", by better passages of it (these four have no word and no terms).
struct ScorePart {
  std::string reason;
  std::string word;                 // of the query, as typed: "인덕션을"
  std::vector<std::string> terms;   // what was looked for in the index: {"인덕션"}
  std::string source;               // of an expansion: "prefix", "glossary"
  std::vector<std::string> fields;  // where the terms are: "title", "heading", "author", "text"
  double weight = 1;                // the factor that the score was multiplied by
  double score = 0;

  friend bool operator==(const ScorePart&, const ScorePart&) = default;
};

struct Hit {
  std::size_t rank = 0;      // 1-based, in the flat ranking of passages
  double score = 0;          // comparable within one answer only
  std::size_t document = 0;  // index into Results::documents
  Passage passage;
  Snippet snippet;
  std::vector<ScorePart> parts{};  // where asked for: add up to the score, the largest first
};

// How many of the matching passages have each value of a field.
struct Facet {
  struct Value {
    std::string value;
    std::size_t passages = 0;

    friend bool operator==(const Value&, const Value&) = default;
  };

  std::string field;          // as the query language has it: "kind", "site", "year", "tag", "lang"
  std::vector<Value> values;  // the most frequent first, at most kMaxFacetValues

  friend bool operator==(const Facet&, const Facet&) = default;
};

inline constexpr std::size_t kMaxFacetValues = 20;

// A term that was looked for besides one of the query.
struct Expansion {
  std::string word;    // of the query, as typed
  std::string text;    // what was looked for besides; of a misspelt word, in its place
  std::string source;  // "user", "mined", "shipped", "bridge" (core/glossary_text.h);
                       // "described" (core/described_terms.h); "spelling"
                       // (searchd/spelled_words.h)

  friend bool operator==(const Expansion&, const Expansion&) = default;
};

// Whether behind it stand expansions of another word: what stands for one word is told in turn.
bool is_last_of_word(const std::vector<Expansion>& expansions, std::size_t at);

// What the reader should know of how a query was searched. The words are searchd/messages.h's.
enum class RemarkKind {
  plain_words,     // most words: operators were read as words
  rarest_words,    // searched, of: only so many words were looked for
  without_quotes,  // nothing has the words beside each other
  other_layout,    // query: what was typed, with the other keyboard layout
  as_meant,        // query: nothing has what was typed
  no_year,         // as typed: read as words, being no year and no range of years
  no_date,         // as typed: the same of dates
  no_value,        // as typed: the same of a kind, language or state
};

struct Remark {
  RemarkKind kind = RemarkKind::plain_words;
  std::vector<std::string> values{};  // what its kind names, in order

  friend bool operator==(const Remark&, const Remark&) = default;
};

struct Results {
  std::string query;                  // as typed
  std::string generation;             // which index answered: "papers-000017 notes-000042"
  std::uint64_t estimated_total = 0;  // passages that match, or documents
  bool total_is_exact = true;         // up to 1,000 it always is
  bool counts_documents = false;      // the total: where nothing is ranked
  double took_ms = 0;
  std::vector<Remark> remarks;
  std::vector<Expansion> expansions{};
  std::vector<Expansion> dropped{};  // expansions left out, as the request asked
  std::string answered{};    // the query that was answered, where the one typed found nothing
  std::string suggestion{};  // what a query with unknown words may have meant; not applied
  std::vector<Hit> hits;     // best passage first
  std::vector<DocumentInfo> documents;           // of the hits, in order of their best passage
  std::vector<std::uint64_t> document_passages;  // where asked for: how many passages of each of
                                                 // `documents` match; above 1,000 an estimate
  std::vector<std::uint64_t> document_notes{};   // where asked for: how many notes link to each of
                                                 // `documents`; 0 for notes
  std::vector<std::vector<Mention>> document_mentions{};  // where asked for: what notes say of
                                                          // each of `documents`, as they link to it
  std::vector<Facet> facets;                              // where asked for
  std::size_t facet_passages = 0;  // how many of the best passages they count
};

// What an index holds.
struct Collection {
  std::uint64_t papers = 0;
  std::uint64_t notes = 0;
  std::uint64_t passages = 0;
};

// The hits of one document among the results.
struct DocumentHits {
  std::size_t document = 0;       // index into Results::documents
  std::vector<std::size_t> hits;  // indexes into Results::hits, best first
};

// Groups hits by document. A document stands where its best passage stood, so that grouping moves
// no passage below a worse one of another document than its own document's best.
std::vector<DocumentHits> group_by_document(const Results& results);

// The address that lands on a passage: a paper's URL with its anchor, percent-encoded, or the
// note's path with its line ("/home/me/notes/a.md:12").
std::string link_to(const DocumentInfo& document, const Passage& passage);

}  // namespace mi
