// Update: makes the published index say what the inputs say now, and reads only what changed.
//
// Each part (papers, notes) whose inputs changed is built in a new folder beside the old one: what
// changed is read, what did not is taken over from the old part. Then the new generation is
// published (core/generation.h). On any failure the new folders are removed and the published
// generation stays as it was. An input that cannot be read costs itself alone: it is reported, and
// what the old part held of it is kept.
//
// The caller holds the lock of the data folder.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "core/config.h"
#include "core/document.h"
#include "core/expected.h"

namespace mi {

struct IndexInput {
  std::string id;     // the document's
  std::string stamp;  // changes when the input does
  // Reads and parses it. A document without any text is reported as "no body".
  std::function<Expected<Document>()> read;
};

struct PartInputs {
  std::string name;  // "papers", "notes"
  std::vector<IndexInput> inputs;
  // Some inputs could not even be listed: what the part holds of documents that are not among the
  // inputs is kept, since it cannot be told from what was deleted.
  bool is_incomplete = false;
};

enum class IndexMode {
  update,   // read what changed
  rebuild,  // read everything, whatever is there
};

struct IndexFailure {
  std::string id;
  std::string reason;
};

struct PartReport {
  std::string name;
  bool changed = false;       // a new version of the part was built
  std::size_t documents = 0;  // in the part now
  std::size_t passages = 0;
  std::size_t read = 0;     // inputs that were read in this run
  std::size_t removed = 0;  // documents that are no longer among the inputs
  std::vector<IndexFailure> failed;
};

struct IndexReport {
  std::vector<PartReport> parts;
  std::string generation;  // the published one, new or as it was

  bool changed() const;
};

// Called before each input is read: the part, how many have been read, of how many, and which is
// next.
using IndexProgress = std::function<void(const std::string& part, std::size_t done,
                                         std::size_t total, const std::string& id)>;

Expected<IndexReport> update_index(const Config& config, const std::vector<PartInputs>& parts,
                                   IndexMode mode, const IndexProgress& progress);

}  // namespace mi
