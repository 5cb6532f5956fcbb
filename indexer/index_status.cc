#include "indexer/index_status.h"

#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "core/generation.h"
#include "core/glossary_files.h"
#include "core/passage_table.h"
#include "core/paths.h"
#include "core/record.h"
#include "core/schema.h"
#include "core/text_file.h"
#include "indexer/index_writer.h"
#include "indexer/inputs.h"
#include "indexer/part_files.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxProblems = 20;

TimePoint time_of(const fs::path& file) {
  std::error_code error;
  const fs::file_time_type time = fs::last_write_time(file, error);
  if (error) return {};
  return std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::file_clock::to_sys(time));
}

Expected<PartStatus> status_of(const fs::path& index, const Part& part) {
  const Expected<Inputs> inputs = read_inputs(index / part.folder);
  if (!inputs) return tl::unexpected(inputs.error());
  PartStatus status{part.name, part.folder, 0, 0, part_bytes(index / part.folder), {}};
  for (const auto& [id, record] : inputs->records) {
    status.documents += record.passages > 0 ? 1 : 0;
    status.passages += record.passages;
    if (!record.failure.empty()) status.failed.push_back({id, record.failure, record.retry});
  }
  return status;
}

// Looks through one part.
class PartCheck {
 public:
  explicit PartCheck(fs::path folder) : folder_(std::move(folder)) {}

  // Fails where it may not be read: that is no damage.
  Expected<std::vector<Error>> run() {
    if (Expected<void> readable = may_read(); !readable) return tl::unexpected(readable.error());
    const Expected<Inputs> inputs = read_inputs(folder_);
    if (!inputs) say(inputs.error().message);
    if (inputs) {
      for (const Error& problem : check_sums(folder_, inputs->sums)) say(problem.message);
    }
    if (const Expected<PartFacts> facts = check_part(folder_); !facts) say(facts.error().message);
    const Expected<std::string> wrong = check_database(folder_);
    if (!wrong) return tl::unexpected(wrong.error());
    if (!wrong->empty()) say(*wrong);
    const Expected<TextFile> text = TextFile::open(folder_ / kTextFile);
    if (!text) say(text.error().message);
    if (!inputs || !text) return problems_;
    check_records(*text);
    for (const auto& [id, record] : inputs->records) {
      if (record.passages > 0) check_document(*text, id, record);
    }
    check_passages();
    return problems_;
  }

 private:
  Expected<void> may_read() const {
    const auto refuse = [](const fs::path& path, int code) {
      return failure(
          fmt::format("cannot read {}: {}", path.string(), std::generic_category().message(code)),
          "Check the permissions of the data folder.");
    };
    for (const fs::path& folder : {folder_, folder_ / kXapianFolder}) {
      std::error_code error;
      if (fs::directory_iterator(folder, error); error == std::errc::permission_denied)
        return refuse(folder, error.value());
    }
    const Expected<std::vector<fs::path>> files = files_of_part(folder_);
    if (!files) return {};  // said as what is missing
    for (const fs::path& file : *files) {
      errno = 0;
      const bool opens = std::ifstream(file, std::ios::binary).is_open();
      const int code = errno;
      if (!opens && (code == EACCES || code == EPERM)) return refuse(file, code);
    }
    return {};
  }

  void say(std::string what) {
    if (problems_.size() < kMaxProblems) problems_.push_back({std::move(what), {}});
  }

  // Every record, of documents that are gone too: a part is copied with them.
  void check_records(const TextFile& text) {
    FilePages pages = text.pages();
    std::uint64_t at = TextFile::first_offset();
    while (at < text.size()) {
      const Expected<std::string> record = text.record_at(at, pages);
      if (!record) return say(record.error().message);
      at = TextFile::offset_after(at, *record);
    }
  }

  void check_document(const TextFile& text, const std::string& id, const InputRecord& record) {
    FilePages pages = text.pages();
    std::uint64_t at = record.document;
    const auto next = [&]() -> std::string {
      const Expected<std::string> bytes = text.record_at(at, pages);
      if (!bytes) return {};
      at = TextFile::offset_after(at, *bytes);
      return *bytes;
    };
    const std::optional<DocumentRecord> document = decode_document(next());
    bool is_whole = document && document->info.id == id && document->passages == record.passages &&
                    decode_relations(next()).has_value();
    for (std::uint32_t i = 0; is_whole && i < record.passages; ++i) {
      const std::uint64_t passage_at = at;
      const std::optional<PassageRecord> passage = decode_passage(next());
      is_whole = passage && passage->document == record.document;
      owners_.emplace(passage_at, document_term(id));
    }
    if (!is_whole || at != record.document + record.bytes)
      say(fmt::format("{}: the text of {} is not where it should be", folder_.string(), id));
  }

  // The database's passages are those of the documents, each once.
  void check_passages() {
    const Expected<std::vector<TablePassage>> passages = table_passages(folder_);
    if (!passages) return say(passages.error().message);
    const Expected<PassageTable> table = PassageTable::open(folder_ / kPassagesFile);
    if (!table) return say(table.error().message);
    for (const TablePassage& passage : *passages) {
      const PassageEntry entry = table->at(passage.number);
      if (entry.text != passage.text || entry.length != passage.length)
        say(fmt::format("{}: the table of passages is wrong about number {}", folder_.string(),
                        passage.number));
      const auto owner = owners_.find(passage.text);
      if (owner == owners_.end() || owner->second != passage.document_term) {
        say(fmt::format("{}: the database holds a passage of no document, at byte {} of the text",
                        folder_.string(), passage.text));
      } else {
        owners_.erase(owner);
      }
    }
    for (const auto& [at, term] : owners_) {
      say(fmt::format("{}: a passage of {} is not in the database", folder_.string(),
                      term.substr(kDocumentPrefix.size())));
    }
  }

  fs::path folder_;
  std::vector<Error> problems_;
  std::map<std::uint64_t, std::string> owners_;  // of each passage's record
};

}  // namespace

Expected<IndexStatus> read_index_status(const Config& config) {
  const fs::path index = index_folder(config);
  const Expected<Generation> current = read_current(index);
  if (!current) return tl::unexpected(current.error());
  IndexStatus status;
  status.glossary_problems = load_glossary(config, {}).problems;
  status.generation = current->to_string();
  status.published = time_of(index / "CURRENT");
  std::vector<fs::path> folders;
  for (const Part& part : current->parts) {
    Expected<PartStatus> one = status_of(index, part);
    if (!one) return tl::unexpected(one.error());
    status.parts.push_back(std::move(*one));
    folders.push_back(index / part.folder);
  }
  if (folders.empty()) return status;
  const Expected<std::uint64_t> terms = count_terms(folders);
  if (!terms) return tl::unexpected(terms.error());
  status.terms = *terms;
  return status;
}

Expected<std::vector<Error>> check_index(const Config& config,
                                         const std::function<void(const std::string&)>& progress) {
  const fs::path index = index_folder(config);
  const Expected<Generation> current = read_current(index);
  if (!current) return std::vector<Error>{current.error()};
  if (current->parts.empty()) {
    return failure(fmt::format("there is no index in {}", index.string()),
                   "Run `mi-index --notes FOLDER` to make one from your notes.");
  }
  std::vector<Error> problems;
  for (const Part& part : current->parts) {
    progress(part.folder);
    Expected<std::vector<Error>> found = PartCheck(index / part.folder).run();
    if (!found) return tl::unexpected(found.error());
    for (Error& problem : *found) problems.push_back(std::move(problem));
  }
  return problems;
}

}  // namespace mi
