#include "searchd/searcher.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <xapian.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/analyzer.h"
#include "core/generation.h"
#include "core/paths.h"
#include "core/record.h"
#include "core/schema.h"
#include "core/text_file.h"
#include "searchd/query_parser.h"
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

constexpr Xapian::termcount kNearWindow = 8;  // words

// The open databases and text files of one generation.
struct OpenIndex {
  Generation generation;
  Xapian::Database database;    // all parts as one
  std::vector<TextFile> texts;  // in the order in which the parts were added
  Collection collection;
};

// A query on its way to Xapian, and what the snippets need of it.
struct Compiled {
  Xapian::Query query;
  TermWeights terms;
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

class Compiler {
 public:
  Compiler(const Xapian::Database& database, const SearchConfig& config)
      : database_(database), config_(config) {}

  Compiled compile(const Query& root) {
    drop_stop_words_ = has_content_word(root);
    std::vector<Xapian::Query> ranked;
    std::vector<Xapian::Query> required;
    std::vector<Xapian::Query> excluded;
    for (const Query& child : root.children) {
      if (child.op == QueryOp::without) {
        excluded.push_back(required_query(child.children.front()));
      } else if (child.op == QueryOp::phrase) {
        // A phrase of no words ("!!!") asks for nothing, and must not rule everything out.
        const Xapian::Query phrase = required_query(child);
        if (!phrase.empty()) required.push_back(phrase);
        add_words(child.text, ranked);
      } else {
        add_words(child.text, ranked);
      }
    }
    add_proximity(ranked);
    Xapian::Query query(Xapian::Query::OP_OR, ranked.begin(), ranked.end());
    if (!required.empty()) {
      const Xapian::Query all(Xapian::Query::OP_AND, required.begin(), required.end());
      query = Xapian::Query(Xapian::Query::OP_FILTER, query, all);
    }
    if (!excluded.empty()) {
      const Xapian::Query any(Xapian::Query::OP_OR, excluded.begin(), excluded.end());
      query = Xapian::Query(Xapian::Query::OP_AND_NOT, query, any);
    }
    return {query, std::move(terms_)};
  }

 private:
  static bool has_content_word(const Query& root) {
    for (const Query& child : root.children) {
      if (child.op == QueryOp::without) continue;
      for (const Token& token : analyze(child.text)) {
        if (token.kind != TokenKind::bigram && !is_stop_word(token)) return true;
      }
    }
    return false;
  }

  // Ranked: each word by itself, its 2-grams beside it.
  void add_words(const std::string& text, std::vector<Xapian::Query>& ranked) {
    std::uint32_t stopped = UINT32_MAX;  // position of a stop word, whose 2-grams go with it
    for (const Token& token : analyze(text)) {
      const bool stop = drop_stop_words_ && is_stop_word(token);
      if (stop) stopped = token.position;
      if (stop || (token.kind == TokenKind::bigram && token.position == stopped)) continue;
      const std::string term = term_of(token);
      if (token.kind == TokenKind::bigram) {
        ranked.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(term),
                            config_.bigram_weight);
        continue;
      }
      ranked.emplace_back(term);
      terms_[token.term] = rarity(term);
      if (token.kind != TokenKind::compound) words_.push_back(term);
    }
  }

  // Two words of the query that stand beside each other in it, found near each other in a passage.
  void add_proximity(std::vector<Xapian::Query>& ranked) {
    for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
      if (words_[i] == words_[i + 1]) continue;
      const Xapian::Query pair[] = {Xapian::Query(words_[i]), Xapian::Query(words_[i + 1])};
      const Xapian::Query near(Xapian::Query::OP_NEAR, std::begin(pair), std::end(pair),
                               kNearWindow);
      ranked.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, near, config_.proximity_weight);
    }
  }

  // A word or phrase that must be there, or must not: its words beside each other. Matches nothing
  // where there are no words.
  static Xapian::Query required_query(const Query& query) {
    std::vector<Xapian::Query> words;
    for (const Token& token : analyze(query.text)) {
      const bool beside = token.kind == TokenKind::bigram || token.kind == TokenKind::compound;
      if (!beside) words.emplace_back(term_of(token));
    }
    if (words.empty()) return Xapian::Query::MatchNothing;
    const auto window = static_cast<Xapian::termcount>(words.size());
    return {Xapian::Query::OP_PHRASE, words.begin(), words.end(), window};
  }

  // The logarithm of how few passages have the term (Robertson's idf, never below a trifle).
  double rarity(const std::string& term) const {
    const double all = database_.get_doccount();
    const double have = database_.get_termfreq(term);
    return std::max(0.01, std::log((all - have + 0.5) / (have + 0.5)));
  }

  const Xapian::Database& database_;
  const SearchConfig& config_;
  bool drop_stop_words_ = false;
  std::vector<std::string> words_;
  TermWeights terms_;
};

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
    const Expected<std::string_view> bytes =
        index_.texts[loaded.part].record_at(loaded.passage.document);
    if (!bytes) return tl::unexpected(bytes.error());
    std::optional<DocumentRecord> document = decode_document(*bytes);
    if (!document) return failure("the index's text is damaged", std::string(kRebuildHint));
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

  Expected<Results> answer(const SearchRequest& request, const Query& query) {
    Results results;
    results.query = request.query;
    results.generation = generation;
    const Compiled compiled = Compiler(index.database, config.search).compile(query);
    if (compiled.query.empty() || request.limit == 0) return results;
    Xapian::Enquire enquire(index.database);
    enquire.set_weighting_scheme(Xapian::BM25Weight(kBm25K1, 0, 1, kBm25B, 0.5));
    enquire.set_query(compiled.query);
    // Looking at that many matches makes every total that can be paged through exact.
    const Xapian::MSet found = enquire.get_mset(static_cast<Xapian::doccount>(request.offset),
                                                static_cast<Xapian::doccount>(request.limit),
                                                static_cast<Xapian::doccount>(kMaxResults + 1));
    results.estimated_total = found.get_matches_estimated();
    results.total_is_exact = found.get_matches_lower_bound() == found.get_matches_upper_bound();
    ResultsBuilder builder(index, compiled.terms,
                           static_cast<std::size_t>(config.search.snippet_bytes));
    for (auto it = found.begin(); it != found.end(); ++it) {
      Expected<Loaded> loaded = load(index, *it, it.get_document().get_data());
      if (!loaded) return tl::unexpected(loaded.error());
      const Expected<void> added =
          builder.add(results, it.get_rank() + 1, it.get_weight(), std::move(*loaded));
      if (!added) return tl::unexpected(added.error());
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
  const Expected<Query> query = parse_query(request.query);
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
