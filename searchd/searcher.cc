#include "searchd/searcher.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <xapian.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/analyzer.h"
#include "core/generation.h"
#include "core/glossary_files.h"
#include "core/paths.h"
#include "core/record.h"
#include "core/schema.h"
#include "core/text_file.h"
#include "core/unicode.h"
#include "core/work_key.h"
#include "searchd/explain.h"
#include "searchd/facets.h"
#include "searchd/field_condition.h"
#include "searchd/library.h"
#include "searchd/neighbours.h"
#include "searchd/query_parser.h"
#include "searchd/query_plan.h"
#include "searchd/related.h"
#include "searchd/repair.h"
#include "searchd/snippet.h"
#include "searchd/spelling.h"
#include "searchd/whole_document.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRebuildHint =
    "Run `mi-index --rebuild`: it makes the index again from the notes and the pages.";

// IneB2 (Amati and van Rijsbergen 2002) with this c. BM25 (1.2, 0.5) leads by .02 on our own
// field's 53 queries and trails on four of five public sets, which have 1,591 (docs/ranking.md).
constexpr double kIneB2C = 1.5;

// The open databases and text files of one generation.
struct OpenIndex {
  Generation generation;
  Xapian::Database database;    // all parts as one
  std::vector<TextFile> texts;  // in the order in which the parts were added
  Collection collection;
};

// A document of the database: which part it is in, by Xapian's way of numbering several databases
// as one (docid = (local - 1) * parts + part + 1).
std::size_t part_of(Xapian::docid id, std::size_t parts) { return (id - 1) % parts; }

Expected<OpenIndex> open_generation(const fs::path& index, const Generation& generation) {
  OpenIndex open{generation, Xapian::Database(), {}, {}};
  for (const Part& part : generation.parts) {
    const fs::path folder = index / part.folder;
    Expected<TextFile> text = TextFile::open(folder / kTextFile);
    if (!text) return tl::unexpected(text.error());
    open.texts.push_back(std::move(*text));
    try {
      const Xapian::Database database((folder / kXapianFolder).string());
      if (database.get_metadata(kFormatKey) != std::to_string(kIndexFormat)) {
        return failure(
            fmt::format("{} was written by another version of mi-search", folder.string()),
            std::string(kRebuildHint));
      }
      open.database.add_database(database);
      const std::uint64_t documents =
          std::strtoull(database.get_metadata(kDocumentsKey).c_str(), nullptr, 10);
      (part.name == kNotesPart ? open.collection.notes : open.collection.papers) += documents;
      open.collection.passages += database.get_doccount();
    } catch (const Xapian::Error& error) {
      return failure(fmt::format("cannot open {}: {}", folder.string(), error.get_msg()),
                     std::string(kRebuildHint));
    }
  }
  return open;
}

Expected<OpenIndex> open_published(const fs::path& folder) {
  const Expected<Generation> generation = read_current(folder);
  if (!generation) return tl::unexpected(generation.error());
  if (generation->parts.empty()) {
    return failure(fmt::format("there is no index in {}", folder.string()),
                   "Run `mi-update --notes FOLDER` to make one from your notes.");
  }
  return open_generation(folder, *generation);
}

// Identifies a version of the file CURRENT without reading it.
struct FileStamp {
  ino_t inode = 0;
  std::int64_t seconds = 0;
  std::int64_t nanoseconds = 0;

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

FileStamp stamp_of(const fs::path& file) {
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) return {};
  return {info.st_ino, info.st_mtim.tv_sec, info.st_mtim.tv_nsec};
}

// The plan as the engine's query.
Xapian::Query to_xapian(const QueryPlan& plan);

std::vector<Xapian::Query> to_xapian(const std::vector<QueryPlan>& plans) {
  std::vector<Xapian::Query> queries;
  queries.reserve(plans.size());
  for (const QueryPlan& plan : plans) queries.push_back(to_xapian(plan));
  return queries;
}

Xapian::Query unscaled(const QueryPlan& plan) {
  using Op = Xapian::Query;
  const auto of_terms = [&](Op::op op, Xapian::termcount window) {
    return Op(op, plan.terms.begin(), plan.terms.end(), window);
  };
  const auto of_children = [&](Op::op op) {
    const std::vector<Op> children = to_xapian(plan.children);
    return Op(op, children.begin(), children.end());
  };
  const auto first_and_others = [&](Op::op op, Op::op join) {
    std::vector<Op> children = to_xapian(plan.children);
    return Op(op, children.front(), Op(join, children.begin() + 1, children.end()));
  };
  switch (plan.op) {
    case PlanOp::nothing:
      return Op::MatchNothing;
    case PlanOp::everything:
      return Op::MatchAll;
    case PlanOp::term:
      return Op(plan.terms.front());
    case PlanOp::phrase:
      return of_terms(Op::OP_PHRASE, static_cast<Xapian::termcount>(plan.terms.size()));
    case PlanOp::near:
      return of_terms(Op::OP_NEAR, plan.window);
    case PlanOp::bonus:
      return {Op::OP_AND, Op((new Xapian::FixedWeightPostingSource(1))->release()),
              Op(Op::OP_SCALE_WEIGHT, Op(plan.terms.front()), 0)};
    case PlanOp::synonym:
      return of_terms(Op::OP_SYNONYM, 0);
    case PlanOp::range:
      return {Op::OP_VALUE_RANGE, plan.slot, plan.terms.front(), plan.terms.back()};
    case PlanOp::any:
      return of_children(Op::OP_OR);
    case PlanOp::all:
      return of_children(Op::OP_AND);
    case PlanOp::filter:
      return first_and_others(Op::OP_FILTER, Op::OP_AND);
    case PlanOp::maybe:
      return first_and_others(Op::OP_AND_MAYBE, Op::OP_OR);
    case PlanOp::without:
      return first_and_others(Op::OP_AND_NOT, Op::OP_OR);
  }
  return Op::MatchNothing;
}

// Recursion is bounded by the depth of the query.
Xapian::Query to_xapian(const QueryPlan& plan) {
  const Xapian::Query query = unscaled(plan);
  return plan.factor == 1 ? query
                          : Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, query, plan.factor);
}

// A passage of the text file and the document that it belongs to.
struct Loaded {
  PassageRecord passage;
  std::size_t part = 0;
  std::uint64_t end = 0;  // where the next record begins
};

Expected<Loaded> load(const OpenIndex& index, Xapian::docid id, const std::string& data) {
  const std::size_t part = part_of(id, index.texts.size());
  const std::uint64_t offset = std::strtoull(data.c_str(), nullptr, 10);
  const Expected<std::string_view> bytes = index.texts[part].record_at(offset);
  if (!bytes) return tl::unexpected(bytes.error());
  std::optional<PassageRecord> passage = decode_passage(*bytes);
  if (!passage) return failure("the index's text is damaged", std::string(kRebuildHint));
  return Loaded{std::move(*passage), part, TextFile::offset_after(offset, *bytes)};
}

PlanOptions options_of(const SearchConfig& config) {
  PlanOptions options;
  options.bigram_weight = config.bigram_weight;
  options.proximity_weight = config.proximity_weight;
  options.acronym_weight = config.acronym_weight;
  options.name_weight = config.name_weight;
  return options;
}

// Terms that begin so, the most frequent first. A hostile prefix must not cost more than so many.
std::vector<std::string> completions_in(const Xapian::Database& database, const std::string& prefix,
                                        std::size_t limit) {
  constexpr std::size_t kMostTried = 5000;
  std::vector<std::pair<Xapian::doccount, std::string>> terms;
  const auto end = database.allterms_end(prefix);
  for (auto it = database.allterms_begin(prefix); it != end && terms.size() < kMostTried; ++it)
    terms.emplace_back(it.get_termfreq(), *it);
  std::sort(terms.begin(), terms.end(), [](const auto& a, const auto& b) {
    return std::tie(b.first, a.second) < std::tie(a.first, b.second);
  });
  terms.resize(std::min(terms.size(), limit));
  std::vector<std::string> out;
  out.reserve(terms.size());
  for (auto& [frequency, term] : terms) out.push_back(std::move(term));
  return out;
}

Expected<DocumentRecord> load_document(const OpenIndex& index, std::size_t part,
                                       std::uint64_t offset) {
  const Expected<std::string_view> bytes = index.texts[part].record_at(offset);
  if (!bytes) return tl::unexpected(bytes.error());
  std::optional<DocumentRecord> document = decode_document(*bytes);
  if (!document) return failure("the index's text is damaged", std::string(kRebuildHint));
  return std::move(*document);
}

// A document's place in the index.
struct Place {
  std::size_t part = 0;
  std::uint64_t offset = 0;  // of its record in the part's text
};

// The documents that have passages which match, in the order of the index. All passages of a
// document must have the terms of the query: it is the documents that are asked for.
std::vector<Place> documents_matching(const OpenIndex& index, const Xapian::Query& query) {
  const std::size_t parts = index.texts.size();
  std::vector<Xapian::docid> known_up_to(parts, 0);  // a document's passages are numbered in turn
  std::vector<Place> places;
  Xapian::Enquire enquire(index.database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  const Xapian::MSet found = enquire.get_mset(0, index.database.get_doccount());
  for (auto it = found.begin(); it != found.end(); ++it) {
    const std::size_t part = part_of(*it, parts);
    if (*it <= known_up_to[part]) continue;
    const Expected<Loaded> loaded = load(index, *it, it.get_document().get_data());
    if (!loaded) continue;
    const Place place{part, loaded->passage.document};
    const Expected<DocumentRecord> document = load_document(index, part, place.offset);
    if (!document) continue;
    known_up_to[part] = *it + static_cast<Xapian::docid>((document->passages - 1) * parts);
    places.push_back(place);
  }
  return places;
}

// The documents of an index and where they are. One whose record is damaged is left out.
struct Shelf {
  Library library;
  std::vector<Place> places;  // of library.documents()
};

Shelf shelve(const OpenIndex& index) {
  std::vector<DocumentInfo> documents;
  std::vector<Place> places;
  const std::string prefix(kDocumentPrefix);
  const auto end = index.database.allterms_end(prefix);
  for (auto it = index.database.allterms_begin(prefix); it != end; ++it) {
    const Xapian::docid id = *index.database.postlist_begin(*it);
    const Expected<Loaded> loaded = load(index, id, index.database.get_document(id).get_data());
    if (!loaded) continue;
    const Place place{loaded->part, loaded->passage.document};
    Expected<DocumentRecord> document = load_document(index, place.part, place.offset);
    if (!document) continue;
    documents.push_back(std::move(document->info));
    places.push_back(place);
  }
  return {Library(std::move(documents)), std::move(places)};
}

// A document with what it says about others.
struct Related {
  DocumentInfo info;
  Relations relations;
  std::uint32_t passages = 0;
  std::uint64_t first_passage = 0;  // its offset
};

Expected<Related> load_relations(const OpenIndex& index, const Place& place) {
  const TextFile& text = index.texts[place.part];
  const Expected<std::string_view> bytes = text.record_at(place.offset);
  if (!bytes) return tl::unexpected(bytes.error());
  const std::uint64_t next = TextFile::offset_after(place.offset, *bytes);
  const Expected<std::string_view> relation_bytes = text.record_at(next);
  if (!relation_bytes) return tl::unexpected(relation_bytes.error());
  std::optional<DocumentRecord> document = decode_document(*bytes);
  std::optional<Relations> relations = decode_relations(*relation_bytes);
  if (!document || !relations)
    return failure("the index's text is damaged", std::string(kRebuildHint));
  return Related{std::move(document->info), std::move(*relations), document->passages,
                 TextFile::offset_after(next, *relation_bytes)};
}

// The documents that point at one of the works, by links or by citations.
Expected<std::vector<Related>> documents_pointing_at(const OpenIndex& index,
                                                     std::string_view prefix,
                                                     const std::vector<std::string>& keys) {
  std::vector<std::string> terms;
  terms.reserve(keys.size());
  for (const std::string& key : keys) terms.push_back(prefixed_term(prefix, key));
  std::vector<Related> documents;
  const Xapian::Query query(Xapian::Query::OP_OR, terms.begin(), terms.end());
  for (const Place& place : documents_matching(index, query)) {
    Expected<Related> document = load_relations(index, place);
    if (!document) return tl::unexpected(document.error());
    documents.push_back(std::move(*document));
  }
  return documents;
}

// A document's passages, in the order of its text.
Expected<std::vector<Passage>> passages_of(const OpenIndex& index, std::size_t part,
                                           const Related& document) {
  std::vector<Passage> passages;
  std::uint64_t offset = document.first_passage;
  for (std::uint32_t i = 0; i < document.passages; ++i) {
    const Expected<std::string_view> bytes = index.texts[part].record_at(offset);
    if (!bytes) return tl::unexpected(bytes.error());
    std::optional<PassageRecord> record = decode_passage(*bytes);
    if (!record) return failure("the index's text is damaged", std::string(kRebuildHint));
    offset = TextFile::offset_after(offset, *bytes);
    passages.push_back(std::move(record->passage));
  }
  return passages;
}

// The text of a document's passages, or of the one with that anchor or line.
Expected<std::string> text_of(const OpenIndex& index, const Place& place, std::string_view anchor,
                              int line) {
  const Expected<Related> document = load_relations(index, place);
  if (!document) return tl::unexpected(document.error());
  const Expected<std::vector<Passage>> passages = passages_of(index, place.part, *document);
  if (!passages) return tl::unexpected(passages.error());
  std::string all = document->info.title;
  std::string one;
  for (const Passage& passage : *passages) {
    all += "\n" + passage.text;
    const bool here = (!anchor.empty() && passage.anchor == anchor) ||
                      (line > 0 && passage.line_begin <= line && line <= passage.line_end);
    if (here) one += "\n" + passage.text;
  }
  return one.empty() ? all : one;
}

// Valid while the index is open.
CollectionStatistics statistics_of(const OpenIndex& index,
                                   const std::function<const Shelf&()>& shelf) {
  const Xapian::Database& database = index.database;
  CollectionStatistics statistics;
  statistics.passages = database.get_doccount();
  statistics.frequency = [&database](const std::string& term) {
    return database.get_termfreq(term);
  };
  statistics.completions = [&database](const std::string& prefix, std::size_t limit) {
    return completions_in(database, prefix, limit);
  };
  statistics.keys_of_named = [shelf](const std::string& text) {
    constexpr std::size_t kMostDocuments = 16;
    const Library& library = shelf().library;
    std::vector<std::size_t> found = library.find(text);
    found.resize(std::min(found.size(), kMostDocuments));
    std::vector<std::string> keys;
    for (const std::size_t place : found) {
      for (std::string& key : keys_of(library.documents()[place])) keys.push_back(std::move(key));
    }
    return keys;
  };
  return statistics;
}

// What the reader should know of how the query was read.
std::vector<std::string> remarks_of(const ParsedQuery& query, const PlannedQuery& planned) {
  std::vector<std::string> remarks;
  if (query.simplified) {
    remarks.push_back(
        fmt::format("More than {} words in quotes or with AND, OR, NEAR: searched as plain words.",
                    kMaxQueryTerms));
  }
  if (!planned.left_out.empty()) {
    remarks.push_back(fmt::format("Searched for the {} rarest of {} words.", kMaxRankedWords,
                                  kMaxRankedWords + planned.left_out.size()));
  }
  return remarks;
}

class IndexVocabulary final : public Vocabulary {
 public:
  using Words = std::function<const SpellingIndex&()>;

  IndexVocabulary(const Xapian::Database& database, Words words)
      : database_(database), words_(std::move(words)) {}

  std::uint64_t passages_with(std::string_view text) const override {
    std::uint64_t fewest = 0;
    bool is_first = true;
    for (const Token& token : analyze(text)) {
      if (token.kind == TokenKind::bigram || token.kind == TokenKind::compound) continue;
      const std::uint64_t have = database_.get_termfreq(term_of(token));
      fewest = is_first ? have : std::min(fewest, have);
      is_first = false;
    }
    return fewest;
  }

  std::vector<Spelling> similar(std::string_view word, std::size_t limit) const override {
    return words_().similar(word, limit);
  }

 private:
  const Xapian::Database& database_;
  Words words_;
};

// What was changed and why, as a sentence.
std::string describe(const Repair& repair) {
  std::string reason = "Nothing has this as typed";
  for (const RepairedWord& change : repair.changes) {
    if (change.reason == RepairReason::keyboard_layout)
      reason = "It was typed with the other keyboard layout";
  }
  return fmt::format("{}: searched for {}", reason, repair.query);
}

// Fills in hits, and each document that they belong to once.
class ResultsBuilder {
 public:
  ResultsBuilder(const OpenIndex& index, const TermWeights& terms, std::size_t snippet_bytes)
      : index_(index), terms_(terms), snippet_bytes_(snippet_bytes) {}

  Expected<void> add(Results& results, std::size_t rank, double score, Loaded loaded) {
    const Expected<std::size_t> document = document_of(results, loaded);
    if (!document) return tl::unexpected(document.error());
    Snippet snippet = make_snippet(loaded.passage.passage.text, terms_, snippet_bytes_);
    results.hits.push_back(
        {rank, score, *document, std::move(loaded.passage.passage), std::move(snippet)});
    return {};
  }

 private:
  Expected<std::size_t> document_of(Results& results, const Loaded& loaded) {
    const std::string key = fmt::format("{}:{}", loaded.part, loaded.passage.document);
    const auto known = places_.find(key);
    if (known != places_.end()) return known->second;
    Expected<DocumentRecord> document = load_document(index_, loaded.part, loaded.passage.document);
    if (!document) return tl::unexpected(document.error());
    const std::size_t place = results.documents.size();
    results.documents.push_back(std::move(document->info));
    places_.emplace(key, place);
    return place;
  }

  const OpenIndex& index_;
  const TermWeights& terms_;
  std::size_t snippet_bytes_;
  std::unordered_map<std::string, std::size_t> places_;
};

void use_weights(Xapian::Enquire& enquire) {
  enquire.set_weighting_scheme(Xapian::IneB2Weight(kIneB2C));
}

Xapian::MSet match(const OpenIndex& index, const PlannedQuery& planned, std::size_t offset,
                   std::size_t limit) {
  Xapian::Enquire enquire(index.database);
  use_weights(enquire);
  enquire.set_query(to_xapian(planned.plan));
  Xapian::MultiValueKeyMaker newest_first;
  newest_first.add_value(kDateSlot, true);
  newest_first.add_value(kOrderSlot);
  if (planned.unordered) enquire.set_sort_by_key(&newest_first, false);
  // Looking at that many matches makes every total that can be paged through exact.
  return enquire.get_mset(static_cast<Xapian::doccount>(offset),
                          static_cast<Xapian::doccount>(limit),
                          static_cast<Xapian::doccount>(kMaxResults + 1));
}

// A passage that the engine found.
struct Candidate {
  Xapian::docid id = 0;
  double score = 0;
  std::uint64_t begin = 0;  // of its record in the part's text, and of the next one
  std::uint64_t end = 0;
  Loaded loaded;
};

// A passage that is shown, and how much of its score is its neighbours'.
struct ScoredHit {
  Xapian::docid id = 0;
  double lift = 0;
};

Expected<std::vector<Candidate>> load_all(const OpenIndex& index, const Xapian::MSet& found) {
  std::vector<Candidate> candidates;
  candidates.reserve(found.size());
  for (auto it = found.begin(); it != found.end(); ++it) {
    Candidate candidate{*it, it.get_weight(), 0, 0, {}};
    const std::string data = it.get_document().get_data();
    candidate.begin = std::strtoull(data.c_str(), nullptr, 10);
    Expected<Loaded> loaded = load(index, *it, data);
    if (!loaded) return tl::unexpected(loaded.error());
    candidate.end = loaded->end;
    candidate.loaded = std::move(*loaded);
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

// Of those that score the same, the order of the documents and of their text decides
// (core/schema.h kOrderSlot), not that in which they were written.
void settle_ties(std::vector<Candidate>& candidates, const Xapian::Database& database) {
  const auto order = [&](const Candidate& candidate) {
    return database.get_document(candidate.id).get_value(kOrderSlot);
  };
  for (std::size_t begin = 0; begin < candidates.size();) {
    std::size_t end = begin + 1;
    while (end < candidates.size() && candidates[end].score == candidates[begin].score) ++end;
    if (end - begin > 1) {
      std::vector<std::pair<std::string, Candidate>> tied;
      for (std::size_t i = begin; i < end; ++i)
        tied.emplace_back(order(candidates[i]), std::move(candidates[i]));
      std::stable_sort(tied.begin(), tied.end(),
                       [](const auto& a, const auto& b) { return a.first < b.first; });
      for (std::size_t i = begin; i < end; ++i) candidates[i] = std::move(tied[i - begin].second);
    }
    begin = end;
  }
}

std::vector<RankedPassage> ranked_passages(const std::vector<Candidate>& candidates) {
  std::vector<RankedPassage> passages;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& candidate = candidates[i];
    passages.push_back({i, candidate.score, candidate.loaded.part,
                        candidate.loaded.passage.document, candidate.begin, candidate.end});
  }
  return passages;
}

// The passages of the documents of the hits.
Xapian::Query beside_hits(const Results& results) {
  std::vector<std::string> terms;
  terms.reserve(results.documents.size());
  for (const DocumentInfo& document : results.documents)
    terms.push_back(document_term(document.id));
  return {Xapian::Query::OP_OR, terms.begin(), terms.end()};
}

// What each hit got from each leaf of the plan: the leaf is asked for by itself, by the same
// weights.
void add_parts(const OpenIndex& index, const QueryPlan& plan, const std::vector<ScoredHit>& hits,
               Results& results) {
  using Scores = std::map<Xapian::docid, double>;
  std::map<const QueryPlan*, Scores> scores;
  const Xapian::Query beside = beside_hits(results);
  for (const QueryPlan* leaf : leaves_of(plan)) {
    Xapian::Enquire enquire(index.database);
    use_weights(enquire);
    enquire.set_query({Xapian::Query::OP_FILTER, unscaled(*leaf), beside});
    const Xapian::MSet found = enquire.get_mset(0, index.database.get_doccount());
    for (auto it = found.begin(); it != found.end(); ++it) scores[leaf][*it] = it.get_weight();
  }
  for (std::size_t place = 0; place < hits.size(); ++place) {
    Hit& hit = results.hits[place];
    hit.parts = explain(plan, [&](const QueryPlan& leaf) -> std::optional<double> {
      const Scores& of_leaf = scores[&leaf];
      const auto score = of_leaf.find(hits[place].id);
      return score == of_leaf.end() ? std::nullopt : std::optional(score->second);
    });
    for (ScorePart& part : hit.parts)
      part.fields = fields_of(part, results.documents[hit.document], hit.passage);
    if (hits[place].lift > 0) {
      ScorePart lift;
      lift.reason = "neighbours";
      lift.score = hits[place].lift;
      hit.parts.push_back(std::move(lift));
    }
  }
}

void add_counts(const OpenIndex& index, const PlannedQuery& planned, Results& results) {
  const Xapian::Query query = to_xapian(planned.plan);
  for (const DocumentInfo& document : results.documents) {
    Xapian::Enquire enquire(index.database);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query({Xapian::Query::OP_FILTER, query, Xapian::Query(document_term(document.id))});
    results.document_passages.push_back(
        enquire.get_mset(0, 0, kMaxResults + 1).get_matches_estimated());
  }
}

Expected<void> add_facets(const OpenIndex& index, const PlannedQuery& planned, Results& results) {
  const Xapian::MSet found = match(index, planned, 0, kMaxResults);
  std::map<std::pair<std::size_t, std::uint64_t>, std::size_t> passages;  // of each document
  for (auto it = found.begin(); it != found.end(); ++it) {
    const Expected<Loaded> loaded = load(index, *it, it.get_document().get_data());
    if (!loaded) return tl::unexpected(loaded.error());
    ++passages[{loaded->part, loaded->passage.document}];
  }
  FacetCounter counter;
  for (const auto& [place, count] : passages) {
    const Expected<DocumentRecord> document = load_document(index, place.first, place.second);
    if (!document) return tl::unexpected(document.error());
    counter.add(document->info, count);
  }
  results.facets = counter.facets();
  results.facet_passages = found.size();
  return {};
}

// A document's name and the passage meant: "https://a.org/p#intro", "ko/note.md:12".
struct PassageName {
  std::string document;
  std::string anchor;
  int line = 0;
};

PassageName passage_name(const std::string& text) {
  const std::size_t hash = text.find('#');
  if (hash != std::string::npos) return {text.substr(0, hash), text.substr(hash + 1), 0};
  const std::size_t colon = text.rfind(':');
  PassageName name{text, {}, 0};
  if (colon == std::string::npos) return name;
  const char* const end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data() + colon + 1, end, name.line);
  if (error == std::errc() && last == end && name.line > 0) name.document = text.substr(0, colon);
  return name;
}

}  // namespace

struct Searcher::Impl {
  Config config;
  OpenIndex index;
  std::string generation;
  Glossary glossary;
  FileStamp glossary_stamp;  // of the reader's own file when it was last read
  std::optional<std::vector<Completions>> completions_of_generation;  // likewise
  std::optional<SpellingIndex> spelling_of_generation;                // likewise
  std::optional<Shelf> shelf_of_generation;                           // made when first asked for
  FileStamp current;                                     // of CURRENT when it was last opened
  std::chrono::steady_clock::time_point next_attempt{};  // after one that failed

  // Opens what CURRENT names. Between reading CURRENT and opening its parts a writer may have moved
  // on twice and removed them: then CURRENT says something else by now, and is read again.
  Expected<void> open_current() {
    const fs::path folder = index_folder(config);
    for (int attempt = 0;; ++attempt) {
      const FileStamp stamp = stamp_of(folder / "CURRENT");
      Expected<OpenIndex> opened = open_published(folder);
      if (opened) {
        index = std::move(*opened);
        shelf_of_generation.reset();
        completions_of_generation.reset();
        spelling_of_generation.reset();
        generation = index.generation.to_string();
        current = stamp;
        read_glossary();
        return {};
      }
      const bool moved_on = !(stamp_of(folder / "CURRENT") == stamp);
      if (!moved_on || attempt == 3) return tl::unexpected(opened.error());
    }
  }

  // What is wrong in the files is told by mi-index --status.
  void read_glossary() {
    std::vector<fs::path> folders;
    for (const std::string_view name : {kNotesPart, kPapersPart}) {
      const Part* part = index.generation.find(std::string(name));
      if (part != nullptr) folders.push_back(index_folder(config) / part->folder);
    }
    glossary_stamp = stamp_of(user_glossary_file(config));
    glossary = load_glossary(config, folders).glossary;
  }

  // Keeps the last good generation when the new one cannot be opened.
  void refresh() {
    if (!(stamp_of(user_glossary_file(config)) == glossary_stamp)) read_glossary();
    const FileStamp stamp = stamp_of(index_folder(config) / "CURRENT");
    const auto time = std::chrono::steady_clock::now();
    if (stamp == current || time < next_attempt) return;
    constexpr std::chrono::seconds kBetweenAttempts{1};
    if (!open_current()) next_attempt = time + kBetweenAttempts;
  }

  const Shelf& shelf() {
    if (!shelf_of_generation) shelf_of_generation = shelve(index);
    return *shelf_of_generation;
  }

  CollectionStatistics statistics() {
    return statistics_of(index, [this]() -> const Shelf& { return shelf(); });
  }

  // Completions are a convenience: a part whose file is damaged or missing does without.
  const std::vector<Completions>& completions() {
    if (completions_of_generation) return *completions_of_generation;
    completions_of_generation.emplace();
    for (const Part& part : index.generation.parts) {
      Expected<Completions> opened =
          Completions::open(index_folder(config) / part.folder / kCompletionsFile);
      if (opened) completions_of_generation->push_back(std::move(*opened));
    }
    return *completions_of_generation;
  }

  const SpellingIndex& spelling() {
    if (spelling_of_generation) return *spelling_of_generation;
    std::vector<KnownWord> words;
    for (const Completions& part : completions()) {
      part.for_each_term([&](std::string_view text, std::uint32_t frequency) {
        words.push_back({text, frequency});
      });
    }
    return spelling_of_generation.emplace(words);
  }

  // What was meant by a query that finds nothing as typed.
  Expected<Results> answer_or_repair(const SearchRequest& request, const ParsedQuery& query) {
    Expected<Results> results = answer(request, query);
    if (!results || !request.repair || results->estimated_total > 0) return results;
    if (has_phrase(query.query)) {
      Expected<Results> again = answer(request, {without_quotes(query.query), query.simplified});
      if (again && again->estimated_total > 0) {
        again->remarks.emplace_back(
            "Nothing has the words in quotes beside each other: searched without the quotes.");
        return again;
      }
    }
    const IndexVocabulary vocabulary(
        index.database, [this]() -> const auto& { return spelling(); });
    for (const Repair& meant : repair(request.query, vocabulary)) {
      const Expected<ParsedQuery> parsed = parse_query(meant.query);
      if (!parsed) continue;
      Expected<Results> again = answer(request, *parsed);
      if (!again || again->estimated_total == 0) continue;
      again->answered = meant.query;
      again->remarks.push_back(describe(meant));
      return again;
    }
    return results;
  }

  // A query that finds something but has a word that no passage has.
  std::string suggestion_for(const SearchRequest& request) {
    const IndexVocabulary vocabulary(
        index.database, [this]() -> const auto& { return spelling(); });
    const std::vector<Repair> meant = repair(request.query, vocabulary, 1);
    return meant.empty() ? std::string() : meant.front().query;
  }

  Expected<Results> answer(const SearchRequest& request, const ParsedQuery& query) {
    PlanOptions options = options_of(config.search);
    options.dropped_expansions = request.dropped_expansions;
    const PlannedQuery planned =
        plan_query(query.query, options, statistics(), request.expand ? glossary : Glossary());
    Expected<Results> results = answer(request, planned);
    if (results) {
      results->remarks = remarks_of(query, planned);
      results->expansions = planned.expansions;
      results->dropped = planned.dropped;
      if (request.repair && planned.has_unknown_word && results->estimated_total > 0)
        results->suggestion = suggestion_for(request);
    }
    return results;
  }

  Expected<Results> answer(const SearchRequest& request, const PlannedQuery& planned) {
    Results results;
    results.query = request.query;
    results.generation = generation;
    if (planned.plan.op == PlanOp::nothing || request.limit == 0) return results;
    const std::size_t end = request.offset + request.limit;
    const Xapian::MSet found = match(index, planned, 0, std::max(end, kNeighbourDepth));
    results.estimated_total = found.get_matches_estimated();
    results.total_is_exact = found.get_matches_lower_bound() == found.get_matches_upper_bound();
    Expected<std::vector<Candidate>> candidates = load_all(index, found);
    if (!candidates) return tl::unexpected(candidates.error());
    if (!planned.unordered) settle_ties(*candidates, index.database);
    const std::vector<RankedPassage> ranked = lift_neighbours(
        ranked_passages(*candidates), planned.unordered ? 0 : config.search.neighbour_weight);
    ResultsBuilder builder(index, planned.marks,
                           static_cast<std::size_t>(config.search.snippet_bytes));
    std::vector<ScoredHit> hits;
    for (std::size_t i = request.offset; i < std::min(end, ranked.size()); ++i) {
      Candidate& candidate = (*candidates)[ranked[i].place];
      hits.push_back({candidate.id, ranked[i].score - candidate.score});
      const Expected<void> added =
          builder.add(results, i + 1, ranked[i].score, std::move(candidate.loaded));
      if (!added) return tl::unexpected(added.error());
    }
    if (request.explain) add_parts(index, planned.plan, hits, results);
    if (request.counts) add_counts(index, planned, results);
    if (request.facets) {
      if (Expected<void> added = add_facets(index, planned, results); !added)
        return tl::unexpected(added.error());
    }
    return results;
  }

  // The work's own bibliography and links, each with the document that it leads to.
  Expected<void> add_own_relations(About& about, const Place& place) {
    Expected<Related> own = load_relations(index, place);
    if (!own) return tl::unexpected(own.error());
    const Library& library = shelf().library;
    const auto document_of = [&](const std::vector<std::string>& keys) {
      const std::optional<std::size_t> found = library.find_by_keys(keys);
      return found ? std::optional(library.documents()[*found]) : std::nullopt;
    };
    for (Citation& citation : own->relations.citations) {
      std::optional<DocumentInfo> document = document_of(keys_of(citation));
      about.cites.push_back({std::move(citation), std::move(document)});
    }
    if (own->info.kind != DocumentKind::note) return {};
    std::set<std::string> seen;
    for (Link& link : own->relations.links) {
      if (!seen.insert(link.url).second) continue;
      std::optional<DocumentInfo> document = document_of(keys_of(link));
      about.links.push_back({std::move(link), std::move(document)});
    }
    return {};
  }

  Expected<void> add_pointers(About& about, const std::vector<std::string>& keys) {
    Expected<std::vector<Related>> linking = documents_pointing_at(index, kLinkPrefix, keys);
    if (!linking) return tl::unexpected(linking.error());
    const auto is_target = [&](const Link& link) {
      const std::vector<std::string> linked = keys_of(link);
      return std::any_of(linked.begin(), linked.end(), [&](const std::string& key) {
        return std::find(keys.begin(), keys.end(), key) != keys.end();
      });
    };
    for (const Related& note : *linking) {
      if (note.info.kind != DocumentKind::note) continue;
      for (const Link& link : note.relations.links) {
        if (is_target(link)) about.mentions.push_back({note.info, link});
      }
    }
    Expected<std::vector<Related>> citing = documents_pointing_at(index, kCitationPrefix, keys);
    if (!citing) return tl::unexpected(citing.error());
    for (Related& paper : *citing) {
      const bool itself = about.document && paper.info.id == about.document->id;
      if (!itself) about.cited_by.push_back(std::move(paper.info));
    }
    return {};
  }

  Expected<About> about(const std::string& name) {
    constexpr std::size_t kMostOthers = 10;
    About about;
    about.name = name;
    const Shelf& documents = shelf();
    const std::vector<std::size_t> found = documents.library.find(name);
    const Expected<void> added =
        found.empty()
            ? add_pointers(about, keys_of_name(name))
            : add_known(about, documents.library.documents()[found[0]], documents.places[found[0]]);
    if (!added) return tl::unexpected(added.error());
    for (std::size_t i = 1; i < found.size() && i <= kMostOthers; ++i)
      about.others.push_back(documents.library.documents()[found[i]]);
    return about;
  }

  // What is known of a document of the collection.
  Expected<void> add_known(About& about, const DocumentInfo& document, const Place& place) {
    about.document = document;
    if (Expected<void> added = add_own_relations(about, place); !added) return added;
    return add_pointers(about, keys_of(document));
  }

  // The terms that a query looks for, its translations among them.
  TermWeights marks_of(const Query& query) {
    return plan_query(query, options_of(config.search), statistics(), glossary).marks;
  }

  Expected<std::optional<WholeDocument>> document(const std::string& id, const TermWeights& terms) {
    const std::vector<Place> places =
        documents_matching(index, Xapian::Query(document_term(to_nfc(id))));
    if (places.empty()) return std::nullopt;
    const Expected<Related> own = load_relations(index, places[0]);
    if (!own) return tl::unexpected(own.error());
    Expected<std::vector<Passage>> passages = passages_of(index, places[0].part, *own);
    if (!passages) return tl::unexpected(passages.error());
    std::vector<StoredPassage> stored;
    for (Passage& passage : *passages) {
      std::vector<Span> marks = find_marks(passage.text, terms);
      stored.push_back({std::move(passage), std::move(marks)});
    }
    About about;
    if (Expected<void> added = add_known(about, own->info, places[0]); !added)
      return tl::unexpected(added.error());
    return WholeDocument{own->info,
                         sections_of(std::move(stored)),
                         std::move(about.mentions),
                         std::move(about.cited_by),
                         std::move(about.cites),
                         std::move(about.links),
                         generation};
  }

  Expected<Results> related(const SearchRequest& request) {
    const Shelf& documents = shelf();
    const PassageName name = passage_name(request.query);
    std::vector<std::size_t> found = documents.library.find(request.query);
    if (found.empty()) found = documents.library.find(name.document);
    if (found.empty()) {
      return usage_error(fmt::format("there is no document \"{}\"", printable(request.query)),
                         "Give its address, its path below the notes' folder, or its title.");
    }
    const Expected<std::string> text =
        text_of(index, documents.places[found[0]], name.anchor, name.line);
    if (!text) return tl::unexpected(text.error());
    PlannedQuery planned = plan_related(*text, statistics());
    if (planned.plan.op != PlanOp::nothing) {
      QueryPlan itself;
      itself.op = PlanOp::term;
      itself.terms = {document_term(documents.library.documents()[found[0]].id)};
      QueryPlan others;
      others.op = PlanOp::without;
      others.children = {std::move(planned.plan), std::move(itself)};
      planned.plan = std::move(others);
    }
    return answer(request, planned);
  }
};

Expected<Searcher> Searcher::open(const Config& config) {
  auto impl = std::make_unique<Impl>();
  impl->config = config;
  if (Expected<void> opened = impl->open_current(); !opened) return tl::unexpected(opened.error());
  return Searcher(std::move(impl));
}

namespace {

Expected<void> check_range(const SearchRequest& request) {
  if (request.offset <= kMaxResults && request.limit <= kMaxResults - request.offset) return {};
  return usage_error(fmt::format("only the first {} passages can be shown", kMaxResults),
                     "Add a word to the query instead.");
}

// Runs what asks Xapian; its exceptions end here.
template <class Ask>
auto guarded(Ask ask) -> decltype(ask()) {
  try {
    return ask();
  } catch (const Xapian::Error& error) {
    return failure(fmt::format("cannot read the index: {}", error.get_msg()),
                   std::string(kRebuildHint));
  }
}

template <class Ask>
Expected<Results> timed(Ask ask) {
  const auto begin = std::chrono::steady_clock::now();
  Expected<Results> results = guarded(ask);
  if (results) {
    results->took_ms =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  }
  return results;
}

}  // namespace

Expected<Results> Searcher::search(const SearchRequest& request) {
  if (Expected<void> checked = check_range(request); !checked)
    return tl::unexpected(checked.error());
  return timed([&]() -> Expected<Results> {
    const Expected<ParsedQuery> query = parse_query(request.query);
    if (!query) return tl::unexpected(query.error());
    impl_->refresh();
    return impl_->answer_or_repair(request, *query);
  });
}

Expected<Results> Searcher::related(const SearchRequest& request) {
  if (Expected<void> checked = check_range(request); !checked)
    return tl::unexpected(checked.error());
  return timed([&] {
    impl_->refresh();
    return impl_->related(request);
  });
}

Expected<About> Searcher::about(const std::string& name) {
  return guarded([&] {
    impl_->refresh();
    return impl_->about(name);
  });
}

Expected<std::optional<WholeDocument>> Searcher::document(const std::string& id,
                                                          const std::string& query) {
  return guarded([&]() -> Expected<std::optional<WholeDocument>> {
    const Expected<ParsedQuery> parsed = parse_query(query);
    if (!parsed) return tl::unexpected(parsed.error());
    impl_->refresh();
    return impl_->document(id, impl_->marks_of(parsed->query));
  });
}

std::vector<Completion> Searcher::complete(const std::string& typed, std::size_t limit) {
  impl_->refresh();
  std::vector<const Completions*> parts;
  for (const Completions& part : impl_->completions()) parts.push_back(&part);
  return mi::complete(parts, typed, limit);
}

Collection Searcher::collection() {
  impl_->refresh();
  return impl_->index.collection;
}

const std::string& Searcher::generation() const { return impl_->generation; }

Searcher::Searcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;
Searcher::~Searcher() = default;

}  // namespace mi
