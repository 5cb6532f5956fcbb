#include "indexer/index_writer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <system_error>

#include "core/analyzer.h"
#include "core/file.h"
#include "core/passage_table.h"
#include "core/phrase_key.h"
#include "core/record.h"
#include "core/schema.h"
#include "core/text_file.h"
#include "core/word_codes.h"
#include "core/word_counts.h"
#include "core/work_key.h"
#include "indexer/definition.h"
#include "indexer/part_files.h"
#include "indexer/section_kind.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

// Between the fields of a passage, so that no phrase or NEAR reaches from one into the next.
constexpr Xapian::termpos kFieldGap = 100;

// Xapian flushes by itself after this many documents. Measured: 500 is fastest at 10,000 passages,
// since glass keeps pending postings in nested maps that fall out of the processor's cache.
constexpr int kCommitEvery = 500;

// A passage that is being made.
struct PassageTerms {
  Xapian::Document document;
  std::vector<WordCode> words;
  Xapian::termpos position = 0;  // where the last field ends
};

// Adds a field's text; returns its tokens.
std::vector<Token> add_text(PassageTerms& passage, std::string_view text,
                            Xapian::termcount weight) {
  Xapian::Document& out = passage.document;
  Xapian::termpos& position = passage.position;
  Xapian::termpos last = 0;
  std::vector<Token> tokens = analyze(text);
  append_word_codes(passage.words, tokens);
  for (const Token& token : tokens) {
    const std::string term = term_of(token);
    last = std::max(last, token.position + 1);
    if (token.kind == TokenKind::bigram) {
      out.add_term(term, weight);
    } else {
      out.add_posting(term, position + token.position + 1, weight);
    }
  }
  position += last + kFieldGap;
  return tokens;
}

using Terms = std::vector<std::string>;

void append(Terms& terms, const Terms& more) {
  terms.insert(terms.end(), more.begin(), more.end());
}

void append_words(Terms& terms, std::string_view prefix, std::string_view text) {
  for (const Token& token : analyze(text)) {
    if (token.kind != TokenKind::bigram) terms.push_back(prefixed_term(prefix, token.term));
  }
}

void append_phrase(Terms& terms, std::string_view prefix, std::string_view text) {
  const std::string key = phrase_key(text);
  if (!key.empty()) terms.push_back(prefixed_term(prefix, key));
}

// The works that a document points at.
void append_works(Terms& terms, const Relations& relations) {
  const auto add = [&](std::string_view prefix, const Terms& keys) {
    for (const std::string& key : keys) terms.push_back(prefixed_term(prefix, key));
  };
  for (const Link& link : relations.links) add(kLinkPrefix, keys_of(link));
  for (const Citation& citation : relations.citations) add(kCitationPrefix, keys_of(citation));
}

// What the passages of a document share, and a query may ask for: terms without weight, each once.
Terms document_terms(const DocumentInfo& document, const Relations& relations) {
  Terms terms = {document_term(document.id), prefixed_term(kKindPrefix, name_of(document.kind))};
  append_words(terms, kTitlePrefix, document.title);
  for (const std::string& author : document.authors) append_words(terms, kAuthorPrefix, author);
  for (const std::string& tag : document.tags) append(terms, tag_terms(tag));
  append(terms, host_terms(document.site));
  append(terms, language_terms(document.language));
  const std::string date = date_value(document.date);
  if (!date.empty()) terms.push_back(prefixed_term(kYearPrefix, date.substr(0, 4)));
  if (document.draft) terms.emplace_back(kDraftTerm);
  append_works(terms, relations);
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

Xapian::termcount whole_weight(double weight) {
  return static_cast<Xapian::termcount>(std::lround(weight));
}

// Names and years are ranked words too, but have no positions: nobody searches for a phrase of
// them.
void add_names(Xapian::Document& out, const DocumentInfo& document) {
  for (const std::string& author : document.authors) {
    for (const Token& token : analyze(author)) {
      if (token.kind != TokenKind::bigram) out.add_boolean_term(term_of(token));
    }
  }
  const std::string date = date_value(document.date);
  if (date.empty()) return;
  out.add_boolean_term(date.substr(0, 4));
  out.add_value(kDateSlot, date);
}

// `boolean`: the terms that its passages share.
PassageTerms terms_of(const DocumentInfo& document, const Passage& passage,
                      const SearchConfig& weights, Terms boolean) {
  PassageTerms terms;
  for (const std::string& key : defined_terms(passage.text, add_text(terms, passage.text, 1)))
    boolean.push_back(prefixed_term(kDefinitionPrefix, key));
  if (!passage.heading_path.empty())
    append_phrase(boolean, kOwnHeadingPrefix, passage.heading_path.back());
  for (const std::string& heading : passage.heading_path) {
    add_text(terms, heading, whole_weight(weights.heading_weight));
    append_words(boolean, kHeadingPrefix, heading);
  }
  add_text(terms, document.title, whole_weight(weights.title_weight));
  add_names(terms.document, document);
  for (const std::string& term : boolean) terms.document.add_boolean_term(term);
  return terms;
}

// Xapian's check opens the tables for writing, although it writes nothing.
bool may_be_written(const fs::path& database) {
  std::error_code error;
  for (fs::directory_iterator it(database, error), end; !error && it != end; it.increment(error)) {
    const int descriptor = ::open(it->path().c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return false;
    ::close(descriptor);
  }
  return !error;
}

// What is wrong with a database, which is called by the name of the one that it is a copy of.
std::string check_tables(const fs::path& database, const fs::path& name) {
  std::ostringstream said;
  try {
    if (Xapian::Database::check(database.string(), 0, &said) == 0) return {};
  } catch (const Xapian::Error& error) {
    said << error.get_msg();
  }
  return fmt::format("{} is damaged: {}", name.string(), said.str());
}

std::uint64_t number_of(const std::string& metadata) {
  return std::strtoull(metadata.c_str(), nullptr, 10);
}

}  // namespace

struct IndexWriter::Impl {
  fs::path folder;
  SearchConfig weights;
  Xapian::WritableDatabase database;
  TextFileWriter text;
  std::vector<PassageEntry> passages;  // of the numbers from 1 on
  std::string words;                   // to be written behind those of the part before
  std::uint64_t word_count = 0;        // with those
  WordCounter counter;
  std::optional<WordFile> old_words;  // of the part that this is a copy of
  int uncommitted = 0;
  std::uint64_t documents = 0;

  bool is_copy = false;

  // Where the database is written: a copy in its place, another where it is compacted from.
  fs::path database_folder() const { return folder / (is_copy ? kXapianFolder : "scratch"); }

  // Adds a passage whose record stands there in the text.
  void add(PassageTerms terms, std::uint64_t record, const std::string& order,
           std::uint32_t ordinal, SectionKind section) {
    terms.document.add_value(kOrderSlot, order);
    terms.document.set_data(std::to_string(record));
    const Xapian::docid number = database.add_document(terms.document);
    passages.resize(std::max<std::size_t>(passages.size(), number));
    PassageEntry& entry = passages[number - 1];
    entry.text = record;
    entry.words = word_count;
    entry.word_count = static_cast<std::uint32_t>(terms.words.size());
    entry.length = database.get_doclength(number);
    entry.ordinal = ordinal;
    entry.section = section;
    const std::string codes = encode_word_codes(terms.words);
    counter.add(WordCodeView(codes));
    words += codes;
    word_count += terms.words.size();
    count_change();
  }

  // Forgets a passage.
  void remove(Xapian::docid number) {
    if (number > passages.size()) return;
    PassageEntry& entry = passages[number - 1];
    counter.remove(WordCodeView(words_of(entry)));
    entry = {};
  }

  // Of the part that this is a copy of, or of what was added.
  std::string words_of(const PassageEntry& entry) const {
    const std::uint64_t old = old_words ? old_words->size() : 0;
    if (entry.words < old) return old_words->at(entry.words, entry.word_count);
    return words.substr((entry.words - old) * sizeof(WordCode),
                        entry.word_count * sizeof(WordCode));
  }

  // Called after each change of a document.
  void count_change() {
    if (++uncommitted % kCommitEvery == 0) database.commit();
  }

  // The files beside the database. Not synced.
  Expected<void> write_beside() const {
    const fs::path text_file = folder / kTextFile;
    const fs::path words_file = folder / kWordsFile;
    Expected<void> written = is_copy ? append_to_file(text_file, text.bytes())
                                     : write_file_atomically(text_file, text.bytes(), Sync::file);
    if (!written) return written;
    written = is_copy ? append_to_file(words_file, words)
                      : write_file_atomically(words_file, word_file_head() + words, Sync::file);
    if (!written) return written;
    written = write_file_atomically(folder / kWordCountsFile, counter.encode(), Sync::file);
    if (!written) return written;
    return write_file_atomically(folder / kPassagesFile, encode_passage_table(passages),
                                 Sync::file);
  }

  // Runs a step that calls Xapian; its exceptions end here.
  template <class Step>
  Expected<void> guarded(Step step) {
    try {
      return step();
    } catch (const Xapian::Error& error) {
      return failure(
          fmt::format("cannot write the index in {}: {}", folder.string(), error.get_msg()),
          "See that the disk is not full and the folder can be written, then run it again.");
    }
  }
};

Expected<IndexWriter> IndexWriter::create(const fs::path& folder, const SearchConfig& weights) {
  if (Expected<void> made = make_new_folder(folder); !made) return tl::unexpected(made.error());
  auto impl = std::make_unique<Impl>();
  impl->folder = folder;
  impl->weights = weights;
  const Expected<void> opened = impl->guarded([&]() -> Expected<void> {
    impl->database = Xapian::WritableDatabase(
        impl->database_folder().string(),
        Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC);
    return {};
  });
  if (!opened) return tl::unexpected(opened.error());
  return IndexWriter(std::move(impl));
}

Expected<IndexWriter> IndexWriter::copy_of(const fs::path& part, const fs::path& folder,
                                           const SearchConfig& weights) {
  if (Expected<void> made = make_new_folder(folder); !made) return tl::unexpected(made.error());
  if (Expected<void> copied = copy_database(part, folder); !copied)
    return tl::unexpected(copied.error());
  auto impl = std::make_unique<Impl>();
  impl->folder = folder;
  impl->weights = weights;
  impl->is_copy = true;
  std::uint64_t text_bytes = 0;
  const Expected<void> opened = impl->guarded([&]() -> Expected<void> {
    // DANGEROUS: blocks are changed where they are. In a copy that nobody reads yet there is no
    // danger, and it grows half as much as by writing changed blocks elsewhere.
    impl->database =
        Xapian::WritableDatabase(impl->database_folder().string(),
                                 Xapian::DB_OPEN | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS);
    impl->documents = number_of(impl->database.get_metadata(kDocumentsKey));
    text_bytes = number_of(impl->database.get_metadata(kTextBytesKey));
    return {};
  });
  if (!opened) return tl::unexpected(opened.error());
  impl->text = TextFileWriter::after(text_bytes);
  const Expected<PassageTable> passages = PassageTable::open(part / kPassagesFile);
  if (!passages) return tl::unexpected(passages.error());
  impl->passages = passages->entries();
  Expected<WordFile> words = WordFile::open(part / kWordsFile);
  if (!words) return tl::unexpected(words.error());
  const Expected<WordCounts> counts = WordCounts::open(part / kWordCountsFile);
  if (!counts) return tl::unexpected(counts.error());
  impl->counter = counts->counter();
  impl->word_count = words->size();
  impl->old_words = std::move(*words);
  if (Expected<void> copied = copy_file(part / kTextFile, folder / kTextFile, text_bytes); !copied)
    return tl::unexpected(copied.error());
  if (Expected<void> copied =
          copy_file(part / kWordsFile, folder / kWordsFile, word_file_bytes(impl->word_count));
      !copied)
    return tl::unexpected(copied.error());
  return IndexWriter(std::move(impl));
}

Expected<IndexWriter::Place> IndexWriter::add(const IndexedDocument& document) {
  Impl& impl = *impl_;
  ++impl.documents;
  const auto count = static_cast<std::uint32_t>(document.passages.size());
  const std::uint64_t offset = impl.text.append(encode_document({document.info, count}));
  impl.text.append(encode_relations(document.relations));
  const Terms shared = document_terms(document.info, document.relations);
  const Expected<void> added = impl.guarded([&]() -> Expected<void> {
    std::uint32_t number = 0;
    for (const Passage& passage : document.passages) {
      const std::uint64_t at = impl.text.append(encode_passage({offset, passage}));
      impl.add(terms_of(document.info, passage, impl.weights, shared), at,
               order_value(document.info.id, number), number, section_kind(passage.heading_path));
      ++number;
    }
    return {};
  });
  if (!added) return tl::unexpected(added.error());
  return Place{offset, impl.text.size() - offset};
}

Expected<void> IndexWriter::remove(const std::string& id) {
  Impl& impl = *impl_;
  --impl.documents;
  return impl.guarded([&]() -> Expected<void> {
    const std::string term = document_term(id);
    for (auto it = impl.database.postlist_begin(term); it != impl.database.postlist_end(term); ++it)
      impl.remove(*it);
    impl.database.delete_document(term);
    impl.count_change();
    return {};
  });
}

Expected<void> IndexWriter::finish() {
  Impl& impl = *impl_;
  Expected<void> written = impl.guarded([&]() -> Expected<void> {
    impl.database.set_metadata(kFormatKey, std::to_string(kIndexFormat));
    impl.database.set_metadata(kDocumentsKey, std::to_string(impl.documents));
    impl.database.set_metadata(kTextBytesKey, std::to_string(impl.text.size()));
    impl.database.commit();
    // FULL, never FULLER: that level corrupts in 1.4 before 1.4.31.
    if (!impl.is_copy)
      impl.database.compact((impl.folder / kXapianFolder).string(), Xapian::Compactor::FULL);
    impl.database.close();
    return {};
  });
  if (!written) return written;
  std::error_code error;
  if (!impl.is_copy) fs::remove_all(impl.database_folder(), error);
  if (Expected<void> beside = impl.write_beside(); !beside) return beside;
  return sync_part(impl.folder);
}

Expected<std::uint64_t> count_terms(const std::vector<fs::path>& parts) {
  try {
    Xapian::Database all;
    for (const fs::path& part : parts)
      all.add_database(Xapian::Database((part / kXapianFolder).string()));
    std::uint64_t count = 0;
    for (auto term = all.allterms_begin(); term != all.allterms_end(); ++term) ++count;
    return count;
  } catch (const Xapian::Error& error) {
    return failure(fmt::format("cannot read the index: {}", error.get_msg()));
  }
}

Expected<std::string> check_database(const fs::path& part) {
  const fs::path folder = part / kXapianFolder;
  if (may_be_written(folder)) return check_tables(folder, folder);
  std::string pattern = (fs::temp_directory_path() / "mi-check-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr)
    return failure(fmt::format("cannot make the folder {}", pattern));
  const fs::path scratch = pattern;
  const Expected<void> copied = copy_database(part, scratch);
  Expected<std::string> wrong = copied ? check_tables(scratch / kXapianFolder, folder)
                                       : Expected<std::string>(tl::unexpected(copied.error()));
  std::error_code ignored;
  fs::remove_all(scratch, ignored);
  return wrong;
}

Expected<std::vector<TablePassage>> table_passages(const fs::path& part) {
  try {
    const Xapian::Database database((part / kXapianFolder).string());
    std::vector<TablePassage> passages;
    passages.reserve(database.get_doccount());
    for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
      const Xapian::Document document = database.get_document(*it);
      auto term = document.termlist_begin();
      term.skip_to(std::string(kDocumentPrefix));
      const bool has_term = term != document.termlist_end() && (*term).starts_with(kDocumentPrefix);
      passages.push_back({*it, number_of(document.get_data()), has_term ? *term : std::string(),
                          database.get_doclength(*it)});
    }
    return passages;
  } catch (const Xapian::Error& error) {
    return failure(fmt::format("{} is damaged: {}", part.string(), error.get_msg()));
  }
}

Expected<PartFacts> check_part(const fs::path& folder) {
  try {
    const Xapian::Database database((folder / kXapianFolder).string());
    std::error_code error;
    const std::uintmax_t size = fs::file_size(folder / kTextFile, error);
    if (database.get_metadata(kFormatKey) != std::to_string(kIndexFormat))
      return failure(fmt::format("{} is of another format", folder.string()));
    if (error || number_of(database.get_metadata(kTextBytesKey)) != size)
      return failure(
          fmt::format("{} is damaged: its text is not as long as it was", folder.string()));
    const Expected<PassageTable> passages = PassageTable::open(folder / kPassagesFile);
    const Expected<WordFile> words = WordFile::open(folder / kWordsFile);
    const Expected<WordCounts> counts = WordCounts::open(folder / kWordCountsFile);
    if (!passages || !words || !counts || passages->size() != database.get_lastdocid())
      return failure(fmt::format("{} is damaged: its passages are not all there", folder.string()));
    return PartFacts{number_of(database.get_metadata(kDocumentsKey)), database.get_doccount()};
  } catch (const Xapian::Error& error) {
    return failure(fmt::format("{} is damaged: {}", folder.string(), error.get_msg()));
  }
}

IndexWriter::IndexWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
IndexWriter::IndexWriter(IndexWriter&&) noexcept = default;
IndexWriter& IndexWriter::operator=(IndexWriter&&) noexcept = default;
IndexWriter::~IndexWriter() = default;

}  // namespace mi
