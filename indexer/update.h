// Update: makes the published index say what the inputs say now, and reads only what changed.
//
// A part (papers, notes) whose inputs changed gets a new version in a folder of its own:
//
//   little changed   a copy of the old version, in which the documents that changed are replaced
//   else             written whole: what did not change is taken over from the old version's text
//   only stamps did  the old version's files under second names
//
// Written whole is what has no old version, what is damaged, where more than a quarter of the
// documents change, and where more of the text is of documents that are gone than of documents that
// are there: copies only grow.
//
// Each version is checked, then the new generation is published (core/generation.h). On any failure
// the new folders are removed and the published generation stays as it was. An input that cannot be
// read costs itself alone: it is reported, and what the old part held of it is kept.
//
// The same inputs give the same documents, passages, terms and values, whatever came before; only
// Xapian's own numbers of the passages tell of it.
//
// The caller holds the lock of the data folder.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "core/config.h"
#include "core/expected.h"
#include "indexer/index_input.h"

namespace mi {

enum class IndexMode {
  update,   // read what changed
  rebuild,  // read everything, whatever is there
};

struct IndexFailure {
  std::string id;
  std::string reason;
  bool is_new = false;  // it was read in this run; else a run before found that it has no text
};

struct PartReport {
  std::string name;
  bool changed = false;       // it holds something else than before
  std::size_t documents = 0;  // in the part now
  std::size_t passages = 0;
  std::size_t read = 0;     // inputs that were read in this run
  std::size_t filed = 0;    // that were taken over under another name or description
  std::size_t removed = 0;  // documents that are no longer among the inputs
  std::vector<IndexFailure> failed;
};

struct IndexReport {
  std::vector<PartReport> parts;
  std::string generation;  // the published one, new or as it was

  bool changed() const;
};

// Called before each document is read or written: the part, how many are done, of how many, and
// which is next.
using IndexProgress = std::function<void(const std::string& part, std::size_t done,
                                         std::size_t total, const std::string& id)>;

// `stop`, where given, is looked at between documents; once it is true, the update fails and the
// published generation stays as it was. It may be set by a signal handler.
Expected<IndexReport> update_index(const Config& config, const std::vector<PartInputs>& parts,
                                   IndexMode mode, const IndexProgress& progress,
                                   const std::atomic<bool>* stop = nullptr);

}  // namespace mi
