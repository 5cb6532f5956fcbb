#include "indexer/update.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "core/file.h"
#include "core/generation.h"
#include "core/paths.h"
#include "core/record.h"
#include "core/schema.h"
#include "core/text_file.h"
#include "core/unicode.h"
#include "indexer/index_writer.h"
#include "indexer/inputs.h"
#include "indexer/passages.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

// The version of a part that is published now.
struct OldPart {
  Inputs inputs;
  TextFile text;

  // What the part holds of a document; nothing where it holds none or is damaged.
  std::optional<IndexedDocument> find(const std::string& id) const {
    const auto found = inputs.records.find(id);
    if (found == inputs.records.end() || found->second.passages == 0) return {};
    std::uint64_t at = found->second.document;
    const Expected<std::string_view> bytes = text.record_at(at);
    if (!bytes) return {};
    std::optional<DocumentRecord> document = decode_document(*bytes);
    if (!document || document->info.id != id) return {};
    at = TextFile::offset_after(at, *bytes);
    const Expected<std::string_view> relations_bytes = text.record_at(at);
    if (!relations_bytes) return {};
    std::optional<Relations> relations = decode_relations(*relations_bytes);
    if (!relations) return {};
    IndexedDocument indexed{std::move(document->info), std::move(*relations), {}};
    at = TextFile::offset_after(at, *relations_bytes);
    for (std::uint32_t i = 0; i < document->passages; ++i) {
      const Expected<std::string_view> passage_bytes = text.record_at(at);
      if (!passage_bytes) return {};
      std::optional<PassageRecord> passage = decode_passage(*passage_bytes);
      if (!passage) return {};
      indexed.passages.push_back(std::move(passage->passage));
      at = TextFile::offset_after(at, *passage_bytes);
    }
    return indexed;
  }
};

// Nothing where there is no old part, or it was written with other settings or is damaged: then
// everything is read again.
std::optional<OldPart> open_old_part(const fs::path& index, const Generation& generation,
                                     const std::string& name, const std::string& fingerprint) {
  const Part* part = generation.find(name);
  if (part == nullptr) return {};
  const fs::path folder = index / part->folder;
  Expected<Inputs> inputs = read_inputs(folder);
  if (!inputs || inputs->fingerprint != fingerprint) return {};
  Expected<TextFile> text = TextFile::open(folder / kTextFile);
  if (!text || !check_part(folder)) return {};
  return OldPart{std::move(*inputs), std::move(*text)};
}

// A note may be all headings: a list of ideas, an outline. They are its text.
std::vector<Passage> heading_passage(const Document& document) {
  if (document.info.kind != DocumentKind::note) return {};
  Passage passage;
  for (const Section& section : document.sections) {
    if (!section.heading_path.empty()) passage.text += section.heading_path.back() + "\n";
  }
  if (passage.text.empty()) return {};
  passage.text.pop_back();
  return {std::move(passage)};
}

// A folder that is removed again unless it is kept.
class Scratch {
 public:
  explicit Scratch(fs::path folder) : folder_(std::move(folder)) {}
  Scratch(Scratch&& other) noexcept : folder_(std::exchange(other.folder_, {})) {}
  Scratch& operator=(Scratch&&) = delete;
  ~Scratch() {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }
  const fs::path& folder() const { return folder_; }
  void keep() { folder_.clear(); }

 private:
  fs::path folder_;
};

class PartUpdate {
 public:
  PartUpdate(const Config& config, const PartInputs& part, std::optional<OldPart> old,
             const IndexProgress& progress)
      : config_(config), part_(part), old_(std::move(old)), progress_(progress) {
    report_.name = part.name;
    for (const IndexInput& input : part.inputs) inputs_.emplace(input.id, &input);
    if (part.is_incomplete && old_) keep_missing();
    total_ = static_cast<std::size_t>(
        std::count_if(inputs_.begin(), inputs_.end(),
                      [&](const auto& entry) { return must_read(*entry.second); }));
  }

  // Whether the new version would differ from the old one. Inputs that failed before are tried
  // again here; what is read by that is not read twice.
  bool needed() {
    if (!old_) return true;
    const auto is_gone = [&](const auto& entry) { return !inputs_.contains(entry.first); };
    bool changed = std::any_of(old_->inputs.records.begin(), old_->inputs.records.end(), is_gone);
    for (const auto& [id, input] : inputs_) {
      const InputRecord* before = record_before(id);
      if (before == nullptr || before->stamp != input->stamp) {
        changed = true;
      } else if (before->retry) {
        Expected<Document> document = read(*input);
        changed = changed || document.has_value();
        retried_.emplace(id, std::move(document));
      }
    }
    return changed;
  }

  Expected<void> build(const fs::path& folder) {
    Expected<IndexWriter> writer = IndexWriter::create(folder, config_.search);
    if (!writer) return tl::unexpected(writer.error());
    new_inputs_.fingerprint = settings_fingerprint(config_);
    for (const auto& [id, input] : inputs_) {
      if (Expected<void> added = add(*input, *writer); !added) return added;
    }
    if (Expected<void> finished = writer->finish(); !finished) return finished;
    return write_inputs(folder, new_inputs_);
  }

  // Of the new version when built, else of the old one.
  PartReport report(bool changed) {
    const Inputs& inputs = changed || !old_ ? new_inputs_ : old_->inputs;
    report_.changed = changed;
    for (const auto& [id, record] : inputs.records) {
      report_.documents += record.passages > 0 ? 1 : 0;
      report_.passages += record.passages;
      if (!record.failure.empty()) report_.failed.push_back({id, record.failure});
    }
    if (changed && old_) {
      for (const auto& [id, record] : old_->inputs.records) {
        report_.removed += record.passages > 0 && !inputs_.contains(id) ? 1 : 0;
      }
    }
    return std::move(report_);
  }

 private:
  // Puts an unchanged input in the place of each that is missing.
  void keep_missing() {
    for (const auto& [id, record] : old_->inputs.records) {
      if (inputs_.contains(id)) continue;
      missing_.push_back({id, record.stamp, [id = id]() -> Expected<Document> {
                            return failure(id + " is not among the inputs");
                          }});
    }
    for (const IndexInput& input : missing_) inputs_.emplace(input.id, &input);
  }

  const InputRecord* record_before(const std::string& id) const {
    if (!old_) return nullptr;
    const auto found = old_->inputs.records.find(id);
    return found == old_->inputs.records.end() ? nullptr : &found->second;
  }

  bool must_read(const IndexInput& input) const {
    const InputRecord* before = record_before(input.id);
    return before == nullptr || before->stamp != input.stamp || before->retry;
  }

  Expected<Document> read(const IndexInput& input) {
    progress_(part_.name, report_.read, total_, input.id);
    ++report_.read;
    try {
      return input.read();
    } catch (const std::exception& error) {
      // Readers are total; what is left is memory. One input's hunger costs that input alone.
      return failure(input.id + ": cannot be read: " + error.what());
    }
  }

  Expected<void> add(const IndexInput& input, IndexWriter& writer) {
    InputRecord record{input.stamp, {}, false, 0, 0};
    const std::optional<IndexedDocument> indexed =
        must_read(input) ? read_or_keep(input, record) : keep_or_read(input, record);
    if (indexed) {
      record.document = writer.next_document_offset();
      record.passages = static_cast<std::uint32_t>(indexed->passages.size());
      if (Expected<void> added = writer.add(*indexed); !added) return added;
    }
    new_inputs_.records.emplace(input.id, std::move(record));
    return {};
  }

  // A changed input. One that cannot be read just now keeps what was indexed of it.
  std::optional<IndexedDocument> read_or_keep(const IndexInput& input, InputRecord& record) {
    std::optional<IndexedDocument> indexed = read_indexed(input, record);
    if (!indexed && record.retry && old_) indexed = old_->find(input.id);
    return indexed;
  }

  // An unchanged input. Where the old part is damaged, the input is the truth.
  std::optional<IndexedDocument> keep_or_read(const IndexInput& input, InputRecord& record) {
    const InputRecord& before = *record_before(input.id);
    record.failure = before.failure;
    if (before.passages == 0) return {};
    std::optional<IndexedDocument> indexed = old_->find(input.id);
    return indexed ? indexed : read_indexed(input, record);
  }

  // Reads an input anew; says in the record why it cannot be read.
  std::optional<IndexedDocument> read_indexed(const IndexInput& input, InputRecord& record) {
    const auto tried = retried_.find(input.id);
    Expected<Document> document = tried == retried_.end() ? read(input) : std::move(tried->second);
    if (!document) {
      record.failure = document.error().message;
      record.retry = true;
      return {};
    }
    std::vector<Passage> passages = split_passages(*document, config_.index);
    if (passages.empty()) passages = heading_passage(*document);
    if (passages.empty()) {
      record.failure = "no body: there is no text of its own to index";
      return {};
    }
    document->info.title = beginning_of(document->info.title, kMaxHeadingBytes);
    return IndexedDocument{std::move(document->info),
                           {std::move(document->links), std::move(document->citations), {}},
                           std::move(passages)};
  }

  const Config& config_;
  const PartInputs& part_;
  std::optional<OldPart> old_;
  const IndexProgress& progress_;
  std::vector<IndexInput> missing_;
  std::map<std::string, const IndexInput*> inputs_;  // by id: the order of the part
  std::map<std::string, Expected<Document>> retried_;
  std::size_t total_ = 0;
  Inputs new_inputs_;
  PartReport report_;
};

}  // namespace

bool IndexReport::changed() const {
  return std::any_of(parts.begin(), parts.end(),
                     [](const PartReport& part) { return part.changed; });
}

Expected<IndexReport> update_index(const Config& config, const std::vector<PartInputs>& parts,
                                   IndexMode mode, const IndexProgress& progress) {
  const fs::path index = index_folder(config);
  const Expected<Generation> current = read_current(index);
  if (!current && mode == IndexMode::update) return tl::unexpected(current.error());
  const Generation previous = current.value_or(Generation{});
  const std::string fingerprint = settings_fingerprint(config);

  Generation next;
  IndexReport report;
  std::vector<Scratch> built;
  for (const PartInputs& part : parts) {
    std::optional<OldPart> old;
    if (mode == IndexMode::update) old = open_old_part(index, previous, part.name, fingerprint);
    PartUpdate update(config, part, std::move(old), progress);
    const bool needed = update.needed();
    if (needed) {
      const Expected<std::string> folder = next_part_folder(index, part.name);
      if (!folder) return tl::unexpected(folder.error());
      built.emplace_back(index / *folder);
      if (Expected<void> done = update.build(index / *folder); !done)
        return tl::unexpected(done.error());
      next.parts.push_back({part.name, *folder});
    } else {
      next.parts.push_back(*previous.find(part.name));
    }
    report.parts.push_back(update.report(needed));
  }
  std::sort(next.parts.begin(), next.parts.end(),
            [](const Part& a, const Part& b) { return a.name < b.name; });
  if (report.changed()) {
    const Expected<void> published = publish(index, next);
    // Even a publication that failed may have put CURRENT in place, and then its parts are in use.
    const Expected<Generation> in_place = read_current(index);
    if (published || !in_place || *in_place == next) {
      for (Scratch& scratch : built) scratch.keep();
    }
    if (!published) return tl::unexpected(published.error());
    remove_unused_parts(index, next, previous);
  }
  report.generation = next.to_string();
  return report;
}

}  // namespace mi
