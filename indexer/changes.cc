#include "indexer/changes.h"

#include <exception>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace mi {
namespace {

// False where the input has to be read.
bool file_under(const IndexInput& input, DocumentInfo& info) {
  const bool is_filed = !input.file || input.file(info);
  info.id = input.id;
  return is_filed;
}

// Whether it is known what an input of this record's digest reads as.
bool is_settled(const InputRecord& record) {
  return !record.digest.empty() && (record.passages > 0 || !record.retry);
}

class Comparison {
 public:
  Comparison(const std::map<std::string, const IndexInput*>& inputs, const OldPart* old)
      : inputs_(inputs), old_(old) {
    if (old_ == nullptr) return;
    for (const auto& [id, record] : old_->inputs().records) {
      if (is_settled(record)) by_digest_.emplace(record.digest, &id);
    }
  }

  Changes run() {
    for (const auto& [id, input] : inputs_) compare(*input);
    if (old_ == nullptr) return std::move(changes_);
    for (const auto& [id, record] : old_->inputs().records) {
      if (record.passages == 0 || inputs_.contains(id)) continue;
      changes_.gone.push_back(id);
      changes_.renamed += sources_.contains(id) ? 1 : 0;
    }
    return std::move(changes_);
  }

 private:
  void compare(const IndexInput& input) {
    const InputRecord* before = old_ == nullptr ? nullptr : old_->record(input.id);
    const bool same_stamp = before != nullptr && before->stamp == input.stamp;
    if (same_stamp && !before->retry) {
      changes_.settled.emplace(input.id, *before);
      return;
    }
    const std::string digest = digest_of(input);
    const std::string* source = source_of(input.id, before, digest);
    if (source == nullptr || !settle(input, digest, *source)) {
      changes_.to_read.push_back({&input, digest, {}});
      changes_.retries += same_stamp ? 1 : 0;
    }
  }

  // The document of the old part that says what an input of this digest says: its own, if may be.
  const std::string* source_of(const std::string& id, const InputRecord* before,
                               const std::string& digest) const {
    if (digest.empty()) return nullptr;
    if (before != nullptr && is_settled(*before) && before->digest == digest) return &id;
    const auto found = by_digest_.find(digest);
    return found == by_digest_.end() ? nullptr : found->second;
  }

  // Takes over what is known of the source. False where the old part is damaged there, or the input
  // is to be read all the same.
  bool settle(const IndexInput& input, const std::string& digest, const std::string& source) {
    const InputRecord& known = *old_->record(source);
    const InputRecord* own = old_->record(input.id);
    if (known.passages == 0 && (own == nullptr || own->passages == 0)) {
      InputRecord record = known;
      record.stamp = input.stamp;
      changes_.settled.emplace(input.id, std::move(record));
      return true;
    }
    std::optional<DocumentInfo> info = old_->find_info(source);
    if (!info) return false;
    const DocumentInfo before = *info;
    if (!file_under(input, *info)) return false;
    if (*info == before) {
      InputRecord record = known;
      record.stamp = input.stamp;
      record.failure.clear();
      record.retry = false;
      changes_.settled.emplace(input.id, std::move(record));
    } else {
      changes_.to_file.push_back({&input, digest, source});
      if (source != input.id) sources_.insert(source);
    }
    return true;
  }

  const std::map<std::string, const IndexInput*>& inputs_;
  const OldPart* old_;
  std::unordered_map<std::string_view, const std::string*> by_digest_;
  std::set<std::string> sources_;
  Changes changes_;
};

}  // namespace

Changes compare(const std::map<std::string, const IndexInput*>& inputs, const OldPart* old) {
  return Comparison(inputs, old).run();
}

std::optional<IndexedDocument> filed_anew(const Change& change, const OldPart& old) {
  std::optional<IndexedDocument> document = old.find(change.source);
  if (document && !file_under(*change.input, document->info)) return {};
  return document;
}

std::string digest_of(const IndexInput& input) {
  if (!input.digest) return {};
  try {
    return input.digest().value_or("");
  } catch (const std::exception&) {
    return {};  // too long for the memory there is: reading it will say so
  }
}

}  // namespace mi
