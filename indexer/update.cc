#include "indexer/update.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "core/file.h"
#include "core/generation.h"
#include "core/paths.h"
#include "core/schema.h"
#include "core/unicode.h"
#include "indexer/changes.h"
#include "indexer/index_writer.h"
#include "indexer/inputs.h"
#include "indexer/old_part.h"
#include "indexer/part_files.h"
#include "indexer/part_words.h"
#include "indexer/passages.h"
#include "indexer/reading_pool.h"
#include "indexer/term_pairs.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

// A note may be all headings: a list of ideas, an outline. They are its text.
std::vector<Passage> heading_passage(const Document& document) {
  if (document.info.kind != DocumentKind::note) return {};
  Passage passage;
  for (const Section& section : document.sections) {
    if (!section.heading_path.empty()) passage.text += section.heading_path.back() + "\n";
  }
  if (passage.text.empty()) return {};
  passage.text.pop_back();
  passage.blocks = {{}};
  return {std::move(passage)};
}

// Reads an input; a document that has no text at all has no passages.
Expected<IndexedDocument> read_indexed(const IndexInput& input, const IndexConfig& config) {
  try {
    Expected<Document> document = input.read();
    if (!document) return tl::unexpected(document.error());
    std::vector<Passage> passages = split_passages(*document, config);
    if (passages.empty()) passages = heading_passage(*document);
    document->info.title = beginning_of(document->info.title, kMaxHeadingBytes);
    std::vector<TermPair> pairs = find_term_pairs(*document);
    return IndexedDocument{
        std::move(document->info),
        {std::move(document->links), std::move(document->citations), std::move(pairs)},
        std::move(passages)};
  } catch (const std::exception& error) {
    // Readers are total; what is left is memory. One input's hunger costs that input alone.
    return failure(input.id + ": cannot be read: " + error.what());
  }
}

// Reads inputs, and hands each over in their order. An error of `take` ends it.
Expected<void> read_each(
    const std::vector<Change>& inputs, const IndexConfig& config,
    const std::function<Expected<void>(std::size_t, Expected<IndexedDocument>)>& take) {
  std::vector<ReadInput> readers;
  readers.reserve(inputs.size());
  for (const Change& change : inputs)
    readers.emplace_back([&config, input = change.input] { return read_indexed(*input, config); });
  return read_in_workers(readers, config, take);
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

// Whether the old part proved damaged in a try before.
enum class Doubt { no, yes };

class PartUpdate {
 public:
  PartUpdate(const PartUpdate&) = delete;
  PartUpdate& operator=(const PartUpdate&) = delete;
  PartUpdate(const Config& config, const PartInputs& part, std::optional<OldPart> old,
             const IndexProgress& progress, const std::atomic<bool>* stop, Doubt doubt)
      : config_(config),
        part_(part),
        old_(std::move(old)),
        progress_(progress),
        stop_(stop),
        doubt_(doubt) {
    for (const IndexInput& input : part.inputs) inputs_.emplace(input.id, &input);
    if (part.is_incomplete && old_) keep_missing();
    changes_ = compare(inputs_, old_ ? &*old_ : nullptr);
    new_inputs_.fingerprint = settings_fingerprint(config);
    new_inputs_.records = std::move(changes_.settled);
    if (old_) new_inputs_.sums = old_->inputs().sums;
  }

  // Makes a new version in the folder, which is not there yet. False where nothing is different,
  // and no folder was made.
  Expected<bool> run(const fs::path& folder) {
    folder_ = folder;
    // A copy is made of what is whole only; where nothing is to be done, nothing is looked at.
    const bool is_idle = changes_.certain() == 0 && changes_.to_read.empty();
    is_damaged_ = old_ && (doubt_ == Doubt::yes || (!is_idle && !old_->is_sound()));
    is_whole_ = must_be_whole();
    Expected<void> written = is_whole_ ? write_whole() : change_copy();
    if (!written) return tl::unexpected(written.error());
    if (!writer_ && old_ && new_inputs_ == old_->inputs()) return false;
    if (Expected<void> finished = finish(); !finished) return tl::unexpected(finished.error());
    return true;
  }

  // Whether a run that failed may succeed by writing the part whole: the old database was damaged
  // in a way that only changing it told.
  bool may_fail_by_old() const {
    return old_ && !is_whole_ && (stop_ == nullptr || !stop_->load());
  }

  PartReport report() const {
    PartReport report;
    report.name = part_.name;
    report.changed = writer_.has_value();
    for (const auto& [id, record] : new_inputs_.records) {
      report.documents += record.passages > 0 ? 1 : 0;
      report.passages += record.passages;
      if (!record.failure.empty()) report.failed.push_back({id, record.failure, was_read(id)});
    }
    report.read = changes_.to_read.size();
    report.filed = changes_.to_file.size();
    report.removed = changes_.gone.size() - changes_.renamed;
    return report;
  }

 private:
  bool was_read(const std::string& id) const {
    const auto found = std::lower_bound(
        changes_.to_read.begin(), changes_.to_read.end(), id,
        [](const Change& change, const std::string& name) { return change.input->id < name; });
    return found != changes_.to_read.end() && found->input->id == id;
  }

  // Puts an unchanged input in the place of each that is missing.
  void keep_missing() {
    for (const auto& [id, record] : old_->inputs().records) {
      if (inputs_.contains(id)) continue;
      missing_.push_back({id, record.stamp, [id = id]() -> Expected<Document> {
                            return failure(id + " is not among the inputs");
                          }});
    }
    for (const IndexInput& input : missing_) inputs_.emplace(input.id, &input);
  }

  bool must_be_whole() const {
    if (!old_ || is_damaged_) return true;
    const std::size_t certain = changes_.certain();
    const std::size_t all = old_->inputs().records.size();
    return certain > 0 && (certain * 4 > all || old_->dead_bytes() > old_->live_bytes());
  }

  // ---- Writing the whole part, in the order of ids

  Expected<void> write_whole() {
    std::vector<std::string> kept;
    for (const auto& [id, record] : new_inputs_.records) {
      if (record.passages > 0) kept.push_back(id);
    }
    if (is_damaged_) read_what_is_lost(kept);
    total_ = kept.size() + changes_.to_file.size() + changes_.to_read.size();
    if (Expected<void> begun = begin(IndexWriter::create(folder_, config_.search)); !begun)
      return begun;
    auto next_kept = kept.cbegin();
    auto next_filed = changes_.to_file.cbegin();
    // Writes what comes before an id, or all that is left.
    const auto write_before = [&](const std::string* id) -> Expected<void> {
      while (true) {
        const bool has_kept = next_kept != kept.cend() && (id == nullptr || *next_kept < *id);
        const bool has_filed =
            next_filed != changes_.to_file.cend() && (id == nullptr || next_filed->input->id < *id);
        if (!has_kept && !has_filed) return {};
        const bool kept_first = has_kept && (!has_filed || *next_kept < next_filed->input->id);
        Expected<void> written = kept_first ? take_over(*next_kept++) : file_anew(*next_filed++);
        if (!written) return written;
      }
    };
    const Expected<void> read =
        read_all([&](const Change& change) { return write_before(&change.input->id); });
    return read ? write_before(nullptr) : read;
  }

  // Where the old part's text is damaged, the inputs are the truth.
  void read_what_is_lost(std::vector<std::string>& kept) {
    const auto is_lost = [&](const std::string& id) { return !old_->find(id); };
    std::vector<Change>& to_file = changes_.to_file;
    for (Change& change : to_file) {
      if (is_lost(change.source)) changes_.to_read.push_back({change.input, change.digest, {}});
    }
    std::erase_if(to_file, [&](const Change& change) { return is_lost(change.source); });
    for (const std::string& id : kept) {
      if (!is_lost(id)) continue;
      changes_.to_read.push_back({inputs_.at(id), new_inputs_.records.at(id).digest, {}});
      new_inputs_.records.erase(id);
    }
    std::erase_if(kept, [&](const std::string& id) { return !new_inputs_.records.contains(id); });
    std::sort(changes_.to_read.begin(), changes_.to_read.end(),
              [](const Change& a, const Change& b) { return a.input->id < b.input->id; });
  }

  Expected<void> take_over(const std::string& id) {
    if (Expected<void> going_on = step(id); !going_on) return going_on;
    const std::optional<IndexedDocument> document = old_->find(id);
    if (!document) return failure(fmt::format("{} is damaged", old_->folder().string()));
    return write(*document, new_inputs_.records.at(id));
  }

  // ---- Changing a copy of the old part

  Expected<void> change_copy() {
    total_ = changes_.gone.size() + changes_.to_file.size() + changes_.to_read.size();
    for (const std::string& id : changes_.gone) {
      if (Expected<void> going_on = step(id); !going_on) return going_on;
      if (Expected<void> removed = remove(id); !removed) return removed;
    }
    for (const Change& change : changes_.to_file) {
      if (Expected<void> filed = file_anew(change); !filed) return filed;
    }
    return read_all([](const Change&) { return Expected<void>(); });
  }

  // The copy is made when the first document changes: inputs that failed before may fail again.
  Expected<void> begin_copy() {
    if (writer_) return {};
    return begin(IndexWriter::copy_of(old_->folder(), folder_, config_.search));
  }

  Expected<void> remove(const std::string& id) {
    if (Expected<void> begun = begin_copy(); !begun) return begun;
    return writer_->remove(id);
  }

  // ---- Both

  Expected<void> begin(Expected<IndexWriter> writer) {
    if (!writer) return tl::unexpected(writer.error());
    writer_.emplace(std::move(*writer));
    return {};
  }

  Expected<void> step(const std::string& id) {
    progress_(part_.name, done_++, total_, id);
    if (stop_ != nullptr && stop_->load()) return failure("stopped before it was done");
    return {};
  }

  // Puts a document in the place of what the part holds of it.
  Expected<void> write(const IndexedDocument& document, InputRecord& record) {
    if (Expected<void> removed = remove_old(document.info.id); !removed) return removed;
    if (!writer_) {
      if (Expected<void> begun = begin_copy(); !begun) return begun;
    }
    const Expected<IndexWriter::Place> place = writer_->add(document);
    if (!place) return tl::unexpected(place.error());
    if (is_whole_) completions_.add(document);
    record.document = place->offset;
    record.bytes = place->bytes;
    record.passages = static_cast<std::uint32_t>(document.passages.size());
    return {};
  }

  // A part that is written whole holds nothing yet.
  Expected<void> remove_old(const std::string& id) {
    const InputRecord* before = is_whole_ ? nullptr : record_before(id);
    return before != nullptr && before->passages > 0 ? remove(id) : Expected<void>();
  }

  const InputRecord* record_before(const std::string& id) const {
    return old_ ? old_->record(id) : nullptr;
  }

  Expected<void> file_anew(const Change& change) {
    const std::string& id = change.input->id;
    if (Expected<void> going_on = step(id); !going_on) return going_on;
    const std::optional<IndexedDocument> document = filed_anew(change, *old_);
    if (!document) return failure(fmt::format("{} is damaged", old_->folder().string()));
    InputRecord record;
    record.stamp = change.input->stamp;
    record.digest = change.digest;
    Expected<void> written = write(*document, record);
    new_inputs_.records.insert_or_assign(id, std::move(record));
    return written;
  }

  Expected<void> read_all(const std::function<Expected<void>(const Change&)>& before_each) {
    return read_each(changes_.to_read, config_.index,
                     [&](std::size_t i, Expected<IndexedDocument> document) -> Expected<void> {
                       const Change& change = changes_.to_read[i];
                       if (Expected<void> done = before_each(change); !done) return done;
                       if (Expected<void> going_on = step(change.input->id); !going_on)
                         return going_on;
                       return take_read(change, std::move(document));
                     });
  }

  Expected<void> take_read(const Change& change, Expected<IndexedDocument> document) {
    const std::string& id = change.input->id;
    InputRecord record;
    record.stamp = change.input->stamp;
    Expected<void> done;
    if (!document) {
      record.failure = document.error().message;
      record.retry = !fails_for_good(change, record);
      done = keep(id, record);
    } else {
      // One that is being written may have been read half in the old, half in the new: it is looked
      // at again the next time.
      const bool is_steady = digest_of(*change.input) == change.digest;
      if (is_steady) record.digest = change.digest;
      if (!is_steady) record.stamp.clear();
      if (document->passages.empty()) {
        record.failure = "no body: there is no text of its own to index";
        done = remove_old(id);
      } else {
        document->info.id = id;
        done = write(*document, record);
      }
    }
    new_inputs_.records.insert_or_assign(id, std::move(record));
    return done;
  }

  // Whether the same bytes failed the same way before. What cannot even be opened has no digest,
  // and may be readable at any time.
  bool fails_for_good(const Change& change, const InputRecord& record) const {
    const InputRecord* before = record_before(change.input->id);
    return before != nullptr && before->retry && before->stamp == record.stamp &&
           before->failure == record.failure && !change.digest.empty();
  }

  // An input that cannot be read now keeps what was indexed of it.
  Expected<void> keep(const std::string& id, InputRecord& record) {
    const InputRecord* before = record_before(id);
    if (before == nullptr || before->passages == 0) return {};
    if (!is_whole_) {
      record.document = before->document;
      record.bytes = before->bytes;
      record.passages = before->passages;
      record.digest = before->digest;
      return {};
    }
    const std::optional<IndexedDocument> document = old_->find(id);
    if (!document) return {};
    record.digest = before->digest;
    return write(*document, record);
  }

  // Writes all to the disk, and looks whether it is what it should be.
  Expected<void> finish() {
    progress_(part_.name, total_, total_, "writing");
    Expected<void> written = writer_ ? writer_->finish() : link_part(old_->folder(), folder_);
    if (!written) return written;
    if (Expected<void> worded = write_words(); !worded) return worded;
    Expected<PartSums> sums = sum_part(folder_, sums_taken_over());
    if (!sums) return tl::unexpected(sums.error());
    new_inputs_.sums = std::move(*sums);
    if (Expected<void> recorded = write_inputs(folder_, new_inputs_); !recorded) return recorded;
    const Expected<PartFacts> facts = check_part(folder_);
    if (!facts) return tl::unexpected(facts.error());
    PartFacts wanted;
    for (const auto& [id, record] : new_inputs_.records) {
      wanted.documents += record.passages > 0 ? 1 : 0;
      wanted.passages += record.passages;
    }
    if (*facts == wanted) return {};
    return failure(fmt::format("{} holds {} passages instead of {}", folder_.string(),
                               facts->passages, wanted.passages),
                   "Run `mi-index --rebuild`.");
  }

  // Of the files that are those of the old part.
  PartSums sums_taken_over() const {
    if (!old_ || is_whole_) return {};
    PartSums sums = old_->inputs().sums;
    if (writer_) std::erase_if(sums, [](const auto& sum) { return !is_taken_over(sum.first); });
    return sums;
  }

  Expected<void> write_words() {
    if (!writer_) return link_part_words(folder_, old_->folder());
    if (!is_whole_) return update_part_words(folder_, new_inputs_, old_->folder());
    const bool with_bridge = part_.name == kPapersPart;  // whose words are English
    return write_part_words(folder_, new_inputs_, completions_, with_bridge);
  }

  const Config& config_;
  const PartInputs& part_;
  std::optional<OldPart> old_;
  bool is_damaged_ = false;  // the old part
  const IndexProgress& progress_;
  const std::atomic<bool>* stop_;
  Doubt doubt_;
  std::vector<IndexInput> missing_;
  std::map<std::string, const IndexInput*> inputs_;  // by id: the order of a part
  Changes changes_;
  Inputs new_inputs_;
  fs::path folder_;
  bool is_whole_ = false;  // written whole, not a copy
  std::optional<IndexWriter> writer_;
  CompletionsBuilder completions_;  // of a part that is written whole
  std::size_t done_ = 0;
  std::size_t total_ = 0;
};

// The parts that this run made, removed again unless they are published.
struct Build {
  Generation next;
  IndexReport report;
  std::vector<Scratch> scratch;
};

using MakeUpdate = std::function<PartUpdate(Doubt)>;

Expected<void> build_part(const fs::path& index, const Generation& previous, const MakeUpdate& make,
                          const std::string& name, Build& build) {
  for (const Doubt doubt : {Doubt::no, Doubt::yes}) {
    const Expected<std::string> folder = next_part_folder(index, name);
    if (!folder) return tl::unexpected(folder.error());
    Scratch scratch(index / *folder);
    PartUpdate update = make(doubt);
    const Expected<bool> is_new = update.run(index / *folder);
    if (!is_new && doubt == Doubt::no && update.may_fail_by_old()) continue;
    if (!is_new) return tl::unexpected(is_new.error());
    build.scratch.push_back(std::move(scratch));
    build.next.parts.push_back(*is_new ? Part{name, *folder} : *previous.find(name));
    build.report.parts.push_back(update.report());
    return {};
  }
  return failure(name + ": cannot be written");
}

Expected<void> publish_build(const fs::path& index, const Generation& previous, Build& build) {
  Expected<void> published = publish(index, build.next);
  // Even a publication that failed may have put CURRENT in place, and then its parts are in use.
  const Expected<Generation> in_place = read_current(index);
  if (published || !in_place || *in_place == build.next) {
    for (Scratch& scratch : build.scratch) scratch.keep();
  }
  if (published) remove_unused_parts(index, build.next, previous);
  return published;
}

}  // namespace

bool IndexReport::changed() const {
  return std::any_of(parts.begin(), parts.end(),
                     [](const PartReport& part) { return part.changed; });
}

Expected<IndexReport> update_index(const Config& config, const std::vector<PartInputs>& parts,
                                   IndexMode mode, const IndexProgress& progress,
                                   const std::atomic<bool>* stop) {
  const fs::path index = index_folder(config);
  const Expected<Generation> current = read_current(index);
  if (!current && mode == IndexMode::update) return tl::unexpected(current.error());
  if (current) remove_leftovers(index, *current);
  const Generation previous = current.value_or(Generation{});
  const std::string fingerprint = settings_fingerprint(config);

  Build build;
  for (const PartInputs& part : parts) {
    const auto make = [&](Doubt doubt) {
      std::optional<OldPart> old;
      if (mode == IndexMode::update) old = OldPart::open(index, previous, part.name, fingerprint);
      return PartUpdate(config, part, std::move(old), progress, stop, doubt);
    };
    if (Expected<void> built = build_part(index, previous, make, part.name, build); !built)
      return tl::unexpected(built.error());
  }
  std::sort(build.next.parts.begin(), build.next.parts.end(),
            [](const Part& a, const Part& b) { return a.name < b.name; });
  if (build.next != previous) {
    if (Expected<void> published = publish_build(index, previous, build); !published)
      return tl::unexpected(published.error());
    if (Expected<void> written = write_mined_glossary(config, build.next); !written)
      return tl::unexpected(written.error());
  }
  build.report.generation = build.next.to_string();
  return std::move(build.report);
}

}  // namespace mi
