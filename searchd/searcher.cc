#include "searchd/searcher.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/generation.h"
#include "core/paths.h"
#include "core/record.h"
#include "core/schema.h"
#include "core/text_file.h"
#include "core/work_key.h"
#include "searchd/explain.h"
#include "searchd/facets.h"
#include "searchd/field_condition.h"
#include "searchd/query_parser.h"
#include "searchd/query_plan.h"
#include "searchd/snippet.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRebuildHint =
    "Run `mi-index --rebuild`: it makes the index again from the notes and the pages.";

// BM25 with these values leads on our own field's queries (nDCG@10 .449, IneB2 c=1.5 .440); on
// public abstracts IneB2 leads by .005 to .015. One choice for all of them is still to be made.
constexpr double kBm25K1 = 1.2;
constexpr double kBm25B = 0.5;

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
    case PlanOp::synonym:
      return of_terms(Op::OP_SYNONYM, 0);
    case PlanOp::range:
      return {Op::OP_VALUE_RANGE, plan.slot, plan.terms.front(), plan.terms.back()};
    case PlanOp::any:
      return of_children(Op::OP_OR);
    case PlanOp::all:
      return of_children(Op::OP_AND);
    case PlanOp::max:
      return of_children(Op::OP_MAX);
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
};

Expected<Loaded> load(const OpenIndex& index, Xapian::docid id, const std::string& data) {
  const std::size_t part = part_of(id, index.texts.size());
  const std::uint64_t offset = std::strtoull(data.c_str(), nullptr, 10);
  const Expected<std::string_view> bytes = index.texts[part].record_at(offset);
  if (!bytes) return tl::unexpected(bytes.error());
  std::optional<PassageRecord> passage = decode_passage(*bytes);
  if (!passage) return failure("the index's text is damaged", std::string(kRebuildHint));
  return Loaded{std::move(*passage), part};
}

PlanOptions options_of(const SearchConfig& config) {
  PlanOptions options;
  options.bigram_weight = config.bigram_weight;
  options.proximity_weight = config.proximity_weight;
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

// The documents that go by a name: an id, an address, or words that are all in the title. At most
// `limit`, which many titles with one word in common may exceed.
std::vector<DocumentInfo> documents_named(const OpenIndex& index, const std::string& name,
                                          std::size_t limit) {
  Query query{QueryOp::field, name};
  query.field = QueryField::in;
  Xapian::Enquire enquire(index.database);
  enquire.set_query(to_xapian(field_condition(query, {})));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  constexpr Xapian::doccount kMostPassages = 2000;
  const Xapian::MSet found = enquire.get_mset(0, kMostPassages);
  std::set<std::pair<std::size_t, std::uint64_t>> seen;
  std::vector<DocumentInfo> documents;
  for (auto it = found.begin(); it != found.end() && documents.size() < limit; ++it) {
    const Expected<Loaded> loaded = load(index, *it, it.get_document().get_data());
    if (!loaded || !seen.emplace(loaded->part, loaded->passage.document).second) continue;
    Expected<DocumentRecord> document =
        load_document(index, loaded->part, loaded->passage.document);
    if (document) documents.push_back(std::move(document->info));
  }
  return documents;
}

// Valid while the index is open.
CollectionStatistics statistics_of(const OpenIndex& index) {
  const Xapian::Database& database = index.database;
  CollectionStatistics statistics;
  statistics.passages = database.get_doccount();
  statistics.frequency = [&database](const std::string& term) {
    return database.get_termfreq(term);
  };
  statistics.completions = [&database](const std::string& prefix, std::size_t limit) {
    return completions_in(database, prefix, limit);
  };
  statistics.keys_of_named = [&index](const std::string& text) {
    constexpr std::size_t kMostDocuments = 16;
    std::vector<std::string> keys;
    for (const DocumentInfo& document : documents_named(index, text, kMostDocuments)) {
      for (std::string& key : keys_of(document)) keys.push_back(std::move(key));
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
  enquire.set_weighting_scheme(Xapian::BM25Weight(kBm25K1, 0, 1, kBm25B, 0.5));
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

// The passages of the documents of the hits.
Xapian::Query beside_hits(const Results& results) {
  std::vector<std::string> terms;
  for (const DocumentInfo& document : results.documents)
    terms.push_back(document_term(document.id));
  return {Xapian::Query::OP_OR, terms.begin(), terms.end()};
}

// What each hit got from each leaf of the plan: the leaf is asked for by itself, by the same
// weights.
void add_parts(const OpenIndex& index, const QueryPlan& plan, const Xapian::MSet& hits,
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
  std::size_t place = 0;
  for (auto it = hits.begin(); it != hits.end(); ++it, ++place) {
    Hit& hit = results.hits[place];
    hit.parts = explain(plan, [&](const QueryPlan& leaf) -> std::optional<double> {
      const Scores& of_leaf = scores[&leaf];
      const auto score = of_leaf.find(*it);
      return score == of_leaf.end() ? std::nullopt : std::optional(score->second);
    });
    for (ScorePart& part : hit.parts)
      part.fields = fields_of(part, results.documents[hit.document], hit.passage);
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

}  // namespace

struct Searcher::Impl {
  Config config;
  OpenIndex index;
  std::string generation;
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
        generation = index.generation.to_string();
        current = stamp;
        return {};
      }
      const bool moved_on = !(stamp_of(folder / "CURRENT") == stamp);
      if (!moved_on || attempt == 3) return tl::unexpected(opened.error());
    }
  }

  // Keeps the last good generation when the new one cannot be opened.
  void refresh() {
    const FileStamp stamp = stamp_of(index_folder(config) / "CURRENT");
    const auto time = std::chrono::steady_clock::now();
    if (stamp == current || time < next_attempt) return;
    constexpr std::chrono::seconds kBetweenAttempts{1};
    if (!open_current()) next_attempt = time + kBetweenAttempts;
  }

  Expected<Results> answer(const SearchRequest& request, const ParsedQuery& query) {
    const PlannedQuery planned =
        plan_query(query.query, options_of(config.search), statistics_of(index));
    Expected<Results> results = answer(request, planned);
    if (results) results->remarks = remarks_of(query, planned);
    return results;
  }

  Expected<Results> answer(const SearchRequest& request, const PlannedQuery& planned) {
    Results results;
    results.query = request.query;
    results.generation = generation;
    if (planned.plan.op == PlanOp::nothing || request.limit == 0) return results;
    const Xapian::MSet found = match(index, planned, request.offset, request.limit);
    results.estimated_total = found.get_matches_estimated();
    results.total_is_exact = found.get_matches_lower_bound() == found.get_matches_upper_bound();
    ResultsBuilder builder(index, planned.marks,
                           static_cast<std::size_t>(config.search.snippet_bytes));
    for (auto it = found.begin(); it != found.end(); ++it) {
      Expected<Loaded> loaded = load(index, *it, it.get_document().get_data());
      if (!loaded) return tl::unexpected(loaded.error());
      const Expected<void> added =
          builder.add(results, it.get_rank() + 1, it.get_weight(), std::move(*loaded));
      if (!added) return tl::unexpected(added.error());
    }
    if (request.explain) add_parts(index, planned.plan, found, results);
    if (request.facets) {
      if (Expected<void> added = add_facets(index, planned, results); !added)
        return tl::unexpected(added.error());
    }
    return results;
  }
};

Expected<Searcher> Searcher::open(const Config& config) {
  auto impl = std::make_unique<Impl>();
  impl->config = config;
  if (Expected<void> opened = impl->open_current(); !opened) return tl::unexpected(opened.error());
  return Searcher(std::move(impl));
}

Expected<Results> Searcher::search(const SearchRequest& request) {
  const auto begin = std::chrono::steady_clock::now();
  if (request.offset > kMaxResults || request.limit > kMaxResults - request.offset) {
    return usage_error(fmt::format("only the first {} passages can be shown", kMaxResults),
                       "Add a word to the query instead.");
  }
  const Expected<ParsedQuery> query = parse_query(request.query);
  if (!query) return tl::unexpected(query.error());
  impl_->refresh();
  try {
    Expected<Results> results = impl_->answer(request, *query);
    if (results) {
      results->took_ms =
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
              .count();
    }
    return results;
  } catch (const Xapian::Error& error) {
    return failure(fmt::format("cannot read the index: {}", error.get_msg()),
                   std::string(kRebuildHint));
  }
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
