#include "searchd/passage_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <tuple>
#include <utility>

#include "core/schema.h"
#include "searchd/xapian_index.h"

namespace mi {
namespace {

tl::unexpected<Error> damaged_text() {
  return failure("the index's text is damaged", std::string(kRebuildHint));
}

Expected<std::shared_ptr<const PartFiles>> open_files(const std::filesystem::path& folder,
                                                      SharedIndex* shared) {
  if (shared != nullptr) return shared->part(folder);
  Expected<PartFiles> opened = PartFiles::open(folder);
  if (!opened) return tl::unexpected(opened.error());
  return std::make_shared<const PartFiles>(std::move(*opened));
}

Expected<void> check_database(const Xapian::Database& database, const PartFiles& files,
                              const std::filesystem::path& folder) {
  if (database.get_metadata(kFormatKey) != std::to_string(kIndexFormat)) {
    return failure(fmt::format("{} was written by another version of mi-search", folder.string()),
                   std::string(kRebuildHint));
  }
  if (database.get_metadata(kTextBytesKey) != std::to_string(files.text.size())) {
    return failure(fmt::format("{} is damaged: it is not as long as what was written",
                               (folder / kTextFile).string()),
                   std::string(kRebuildHint));
  }
  return {};
}

Expected<void> add_part(PassageIndex::Impl& impl, const std::filesystem::path& folder,
                        const Part& part, SharedIndex* shared) {
  const Xapian::Database database((folder / kXapianFolder).string());
  const auto files = open_files(folder, shared);
  if (!files) return tl::unexpected(files.error());
  if (Expected<void> checked = check_database(database, **files, folder); !checked) return checked;
  const PartFiles& open = **files;
  const std::size_t numbers = open.passages.size() + std::size_t{1};
  impl.parts.push_back({database, database.get_uuid(), open.text, open.text.pages(), open.passages,
                        KeptWords(open.words, open.passages), open.word_counts, open.kept,
                        std::vector<std::uint64_t>(numbers), *files});
  impl.database.add_database(database);
  const std::uint64_t documents =
      std::strtoull(database.get_metadata(kDocumentsKey).c_str(), nullptr, 10);
  (part.name == kNotesPart ? impl.collection.notes : impl.collection.papers) += documents;
  const std::string links(kLinkPrefix);
  if (part.name == kNotesPart)
    impl.notes_link = database.allterms_begin(links) != database.allterms_end(links);
  impl.collection.passages += database.get_doccount();
  return {};
}

std::uint64_t read_document_order(const Xapian::Database& part, Xapian::docid number) {
  const std::string value =
      part.get_document(number, Xapian::DOC_ASSUME_VALID).get_value(kOrderSlot);
  std::uint64_t order = 0;
  for (const char byte : value.substr(0, kOrderDocumentBytes))
    order = order << 8U | static_cast<unsigned char>(byte);
  return order;
}

}  // namespace

PassageIndex::PassageIndex() : impl_(std::make_unique<Impl>()) {}
PassageIndex::PassageIndex(PassageIndex&&) noexcept = default;
PassageIndex& PassageIndex::operator=(PassageIndex&&) noexcept = default;
PassageIndex::~PassageIndex() = default;

Expected<PassageIndex> PassageIndex::open(const std::filesystem::path& folder,
                                          const Generation& generation, SharedIndex* shared) {
  PassageIndex index;
  index.impl_->generation = generation;
  for (const Part& part : generation.parts) {
    const std::filesystem::path part_folder = folder / part.folder;
    try {
      if (Expected<void> added = add_part(*index.impl_, part_folder, part, shared); !added)
        return tl::unexpected(added.error());
    } catch (const Xapian::Error& error) {
      return failure(fmt::format("cannot open {}: {}", part_folder.string(), error.get_msg()),
                     std::string(kRebuildHint));
    }
  }
  index.impl_->norms = LengthNorms(index.impl_->database.get_avlength());
  index.impl_->spreads = std::make_unique<TermSpreads>(index.impl_->database);
  return index;
}

const Generation& PassageIndex::generation() const { return impl_->generation; }
const Collection& PassageIndex::collection() const { return impl_->collection; }

Expected<LoadedPassage> PassageIndex::passage(RecordPlace place) const {
  const Expected<std::string> bytes = impl_->record_at(place);
  if (!bytes) return tl::unexpected(bytes.error());
  std::optional<PassageRecord> record = decode_passage(*bytes);
  if (!record) return damaged_text();
  return LoadedPassage{std::move(*record), place, TextFile::offset_after(place.offset, *bytes)};
}

Expected<DocumentRecord> PassageIndex::document(RecordPlace place) const {
  const Expected<std::string> bytes = impl_->record_at(place);
  if (!bytes) return tl::unexpected(bytes.error());
  std::optional<DocumentRecord> record = decode_document(*bytes);
  if (!record) return damaged_text();
  return std::move(*record);
}

Expected<LoadedDocument> PassageIndex::document_with_relations(RecordPlace place) const {
  const Expected<std::string> bytes = impl_->record_at(place);
  if (!bytes) return tl::unexpected(bytes.error());
  const std::uint64_t next = TextFile::offset_after(place.offset, *bytes);
  const Expected<std::string> relation_bytes = impl_->record_at({place.part, next});
  if (!relation_bytes) return tl::unexpected(relation_bytes.error());
  std::optional<DocumentRecord> document = decode_document(*bytes);
  std::optional<Relations> relations = decode_relations(*relation_bytes);
  if (!document || !relations) return damaged_text();
  const RecordPlace first{place.part, TextFile::offset_after(next, *relation_bytes)};
  return LoadedDocument{std::move(*document), std::move(*relations), first};
}

std::uint64_t PassageIndex::frequency(const std::string& term) const {
  return impl_->spreads->passages_with(term);
}

bool PassageIndex::has_links_of_notes() const { return impl_->notes_link; }

std::vector<std::string> PassageIndex::completions(const std::string& prefix,
                                                   std::size_t limit) const {
  constexpr std::size_t kMostTried = 5000;
  std::vector<std::pair<Xapian::doccount, std::string>> terms;
  const auto end = impl_->database.allterms_end(prefix);
  for (auto it = impl_->database.allterms_begin(prefix); it != end && terms.size() < kMostTried;
       ++it)
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

RecordPlace PassageIndex::place_of(PassageNumber number) const {
  const std::size_t part = impl_->part_of(number);
  return {part, impl_->parts[part].passages.at(impl_->local(number)).text};
}

PassageSeat PassageIndex::seat_of(PassageNumber number) const {
  const std::size_t part = impl_->part_of(number);
  const std::uint32_t local = impl_->local(number);
  return {part, local - impl_->parts[part].passages.at(local).ordinal, local};
}

SectionKind PassageIndex::section_of(PassageNumber number) const {
  return impl_->parts[impl_->part_of(number)].passages.section_of(impl_->local(number));
}

WordCodeView PassageIndex::words_of(PassageNumber number) const {
  return impl_->parts[impl_->part_of(number)].words.of(impl_->local(number));
}

void PassageIndex::read_words_ahead(const std::vector<PassageNumber>& numbers) const {
  std::vector<std::vector<std::uint32_t>> of_parts(impl_->parts.size());
  for (const PassageNumber number : numbers)
    of_parts[impl_->part_of(number)].push_back(impl_->local(number));
  for (std::size_t part = 0; part < of_parts.size(); ++part)
    impl_->parts[part].words.read_ahead(of_parts[part]);
}

double PassageIndex::norm_of(PassageNumber number) const {
  const IndexPart& part = impl_->parts[impl_->part_of(number)];
  return impl_->norms.of(part.passages.length_of(impl_->local(number)));
}

double PassageIndex::idf_of(WordCode code) const {
  double have = 0;
  for (const IndexPart& part : impl_->parts) have += part.word_counts.of(code);
  const auto all = static_cast<double>(impl_->collection.passages);
  return std::log(1 + std::max(0.0, all - have + 0.5) / (have + 0.5));
}

PassageOrder PassageIndex::order_of(PassageNumber number) const { return impl_->order_of(number); }

PassageOrder PassageIndex::Impl::order_of(PassageNumber number) const {
  const IndexPart& part = parts[part_of(number)];
  const std::uint32_t of_part = local(number);
  const std::uint32_t ordinal = part.passages.at(of_part).ordinal;
  if (ordinal >= of_part || of_part > part.passages.size()) return {};
  std::uint64_t& document = part.document_orders[of_part - ordinal];
  if (document == 0) document = read_document_order(part.database, of_part);
  return {document, ordinal};
}

std::vector<PassageNumber> PassageIndex::first_passages() const {
  std::vector<PassageNumber> numbers;
  const std::string prefix(kDocumentPrefix);
  const auto end = impl_->database.allterms_end(prefix);
  for (auto it = impl_->database.allterms_begin(prefix); it != end; ++it)
    numbers.push_back(*impl_->database.postlist_begin(*it));
  return numbers;
}

std::vector<PassageNumber> PassageIndex::passages_with_any(
    const std::vector<std::string>& terms) const {
  Xapian::Enquire enquire(impl_->database);
  enquire.set_query({Xapian::Query::OP_OR, terms.begin(), terms.end()});
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  const Xapian::MSet found = enquire.get_mset(0, impl_->database.get_doccount());
  return {found.begin(), found.end()};
}

bool PassageIndex::has_phrase(const std::vector<std::string>& terms) const {
  Xapian::Enquire enquire(impl_->database);
  enquire.set_query({Xapian::Query::OP_PHRASE, terms.begin(), terms.end(),
                     static_cast<Xapian::termcount>(terms.size())});
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  return !enquire.get_mset(0, 1).empty();
}

PassageNumber PassageIndex::further(PassageNumber number, std::uint32_t passages) const {
  return number + static_cast<PassageNumber>(passages * impl_->parts.size());
}

std::optional<Error> index_failure(const std::function<void()>& read) {
  try {
    read();
    return std::nullopt;
  } catch (const Xapian::Error& error) {
    return Error{fmt::format("cannot read the index: {}", error.get_msg()),
                 std::string(kRebuildHint), ErrorKind::failure};
  }
}

}  // namespace mi
