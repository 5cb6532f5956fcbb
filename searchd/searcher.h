// Searcher: ranks the passages of the published index for a query. The only door to Xapian's
// reading side.
//
// One Searcher serves one thread at a time (Xapian's databases are not thread-safe); open one a
// thread. Each search looks whether a new generation has been published and, if so, answers from
// it; when the new one cannot be opened, the last good one goes on answering.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/about.h"
#include "core/completions.h"
#include "core/config.h"
#include "core/expected.h"
#include "core/query.h"
#include "core/results.h"
#include "searchd/collection_map.h"
#include "searchd/index_state.h"
#include "searchd/whole_document.h"

namespace mi {

enum class SearchOrder {
  best,    // the highest score first
  newest,  // the latest document first; of each the best kPassagesOfNewest passages
};

struct SearchRequest {
  std::string query;       // as typed; any bytes
  std::size_t offset = 0;  // passages skipped
  std::size_t limit = 10;  // passages wanted; offset + limit <= kMaxResults
  bool expand = true;  // look for translations, acronyms (searchd/expansion.h), what is described
                       // (core/described_terms.h) and misspelt terms too
  // But not for these: Expansion::text, compared without case and spaces (glossary_key()).
  std::vector<std::string> dropped_expansions{};
  std::vector<Query> filters{};  // fields that narrow what is found (searchd/filters.h)
  SearchOrder order = SearchOrder::best;
  bool repair = true;     // answer what was meant where what was typed finds nothing, and take
                          // misspelt terms for those that were meant (searchd/spelled_words.h)
  bool explain = false;   // fill in Hit::parts
  bool facets = false;    // fill in Results::facets, over the best kMaxResults passages; those of a
                          // field that a filter names count without it: what else could be chosen
  bool counts = false;    // fill in Results::document_passages
  bool notes = false;     // fill in Results::document_notes
  bool mentions = false;  // fill in Results::document_mentions
};

inline constexpr std::size_t kMaxResults = 1000;

class SharedIndex;

class Searcher {
 public:
  // Fails when there is no index, or one written in another format; the hint says how to make one.
  // With what is `shared` by several searchers (searchd/shared_index.h), files are in memory once
  // for all of them, and damaged parts are refused before they are opened: a daemon's way, which
  // costs reading them once.
  static Expected<Searcher> open(const Config& config,
                                 std::shared_ptr<SharedIndex> shared = nullptr);

  // The answer; a query that matches nothing, or has no words, has no hits. Where nothing is found
  // as typed, the same is tried without quotes, then as it may have been meant (searchd/repair.h):
  // Results::answered and a remark say so. Fails with ErrorKind::usage when the query or the range
  // is beyond the limits, and with ErrorKind::failure when the index cannot be read.
  Expected<Results> search(const SearchRequest& request);

  // What the collection knows of a work, by an address, a DOI, a note's path or words of its title
  // (searchd/library.h). `is_empty()` where it is not known at all.
  Expected<About> about(const std::string& name);

  // Passages like those of a document, or like one of its passages, of other documents. The
  // request's query names it: as for about(), and behind it "#anchor" (of a paper) or ":line" (of a
  // note) for one passage. ErrorKind::usage where there is no such document.
  Expected<Results> related(const SearchRequest& request);

  // A document by its id (DocumentInfo), whole, with the words marked that answer a query, if one
  // is given. Nothing where the collection has none of that id. Fails as search() does.
  Expected<std::optional<WholeDocument>> document(const std::string& id,
                                                  const std::string& query = {});

  // The papers of the collection with what points at them: what GET /map draws.
  Expected<CollectionMap> map();

  // What a query that is being typed may become: titles, headings, frequent words and pairs of
  // words, the most weighty first (core/completions.h).
  std::vector<Completion> complete(const std::string& typed, std::size_t limit);

  // Reads what complete() and the first unknown word of a query would wait for: of a hundred
  // thousand passages a tenth of a second.
  void read_ahead();

  // Whether the collection has a document of that id.
  Expected<bool> has_document(const std::string& id);

  // What the index holds now.
  Collection collection();

  // The same with its generation and age, and why a newer generation cannot be opened.
  IndexState state();

  // The generation that the last search answered from, or that open() found.
  const std::string& generation() const;

  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;
  ~Searcher();

 private:
  struct Impl;
  explicit Searcher(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace mi
