// Inputs: what a part of the index was made from, written beside it, so that the next run reads
// only what changed.
//
// The file inputs.jsonl holds a JSON object a line: first the fingerprint of the settings and the
// checksums of the part's other files, then one input a line in the order of ids.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "core/config.h"
#include "core/expected.h"
#include "indexer/part_sums.h"

namespace mi {

struct InputRecord {
  std::string stamp;    // changes when the input may have: a size and time. Empty: is not known
  std::string digest;   // of what is indexed of it (IndexInput::digest). Empty: is not known
  std::string failure;  // why it could not be read; empty: it was
  bool retry =
      false;  // the failure may pass by itself: read it again although the stamp is the same
  std::uint64_t document = 0;  // where its records stand in the text file
  std::uint64_t bytes = 0;     // and how long they are
  std::uint32_t passages = 0;  // 0: nothing is indexed of it

  friend bool operator==(const InputRecord&, const InputRecord&) = default;
};

struct Inputs {
  std::string fingerprint;
  PartSums sums;                               // of the files beside this one
  std::map<std::string, InputRecord> records;  // by document id

  friend bool operator==(const Inputs&, const Inputs&) = default;
};

// What else decides the contents of an index besides its inputs: its format and the settings that
// the writer reads. Another fingerprint means that everything is read again.
std::string settings_fingerprint(const Config& config);

// Reads a part's inputs. Fails when the file is missing or damaged.
Expected<Inputs> read_inputs(const std::filesystem::path& part_folder);

Expected<void> write_inputs(const std::filesystem::path& part_folder, const Inputs& inputs);

}  // namespace mi
