// SharedIndex: what the threads of a daemon have in common of the index that they answer from, so
// that it is in memory once: the files of its parts, and what is read beside the passages when it
// is first asked for. Only the engine's tables are each thread's own.
//
// Members may be used in several threads at once.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/completions.h"
#include "core/expected.h"
#include "core/glossary.h"
#include "core/passage_table.h"
#include "core/text_file.h"
#include "core/word_codes.h"
#include "core/word_counts.h"
#include "searchd/kept_postings.h"
#include "searchd/part_checks.h"
#include "searchd/shelf.h"
#include "searchd/spelling.h"

namespace mi {

// The files of a part beside the engine's tables.
struct PartFiles {
  TextFile text;
  PassageTable passages;
  WordFile words;
  WordCounts word_counts;
  std::shared_ptr<KeptPostings> kept;

  static Expected<PartFiles> open(const std::filesystem::path& part_folder);
};

// Made by whichever thread asks first; the others wait for it.
template <class Value>
class MadeOnce {
 public:
  const Value& get(const std::function<Value()>& make) {
    const std::lock_guard lock(mutex_);
    if (!value_) value_.emplace(make());
    return *value_;
  }

 private:
  std::mutex mutex_;
  std::optional<Value> value_;
};

// What is read beside the passages of a generation.
struct GenerationReading {
  MadeOnce<std::vector<Completions>> completions;
  MadeOnce<SpellingIndex> spelling;
  MadeOnce<Shelf> shelf;
};

// Values by key, for as long as anybody has them.
template <class Value>
class SharedByKey {
 public:
  using Made = Expected<std::shared_ptr<Value>>;

  Made get(const std::string& key, const std::function<Made()>& make) {
    const std::lock_guard lock(mutex_);
    std::erase_if(known_, [](const auto& entry) { return entry.second.expired(); });
    if (const auto known = known_.find(key); known != known_.end()) {
      if (std::shared_ptr<Value> value = known->second.lock()) return value;
    }
    Made made = make();
    if (made) known_[key] = *made;
    return made;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::weak_ptr<Value>> known_;
};

class SharedIndex {
 public:
  PartChecks& checks() { return checks_; }

  // The key must tell versions apart that have one name: a folder may be made anew.
  Expected<std::shared_ptr<const PartFiles>> part(const std::filesystem::path& part_folder);
  std::shared_ptr<GenerationReading> reading(const std::string& key);
  std::shared_ptr<const Glossary> glossary(const std::string& key,
                                           const std::function<Glossary()>& read);

 private:
  PartChecks checks_;
  SharedByKey<const PartFiles> parts_;
  SharedByKey<GenerationReading> readings_;
  SharedByKey<const Glossary> glossaries_;
};

}  // namespace mi
