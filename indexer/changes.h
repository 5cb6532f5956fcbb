// Changes: what has to be done to a part so that it says what its inputs say now.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/document.h"
#include "core/expected.h"
#include "indexer/index_input.h"
#include "indexer/inputs.h"
#include "indexer/old_part.h"

namespace mi {

// An input that is read, or filed anew: taken over under another name or description.
struct Change {
  const IndexInput* input = nullptr;
  std::string digest;  // before it is read; empty where it could not be made
  std::string source;  // filed anew: the document of the old part that says the same
};

struct Changes {
  std::vector<Change> to_read;  // by id, as the others
  std::vector<Change> to_file;
  std::vector<std::string> gone;               // documents of the old part that no input has
  std::map<std::string, InputRecord> settled;  // of all other inputs, as they are to be recorded
  std::size_t retries = 0;                     // of to_read: the stamp is that of before
  std::size_t renamed = 0;                     // of gone: filed anew under another id

  // How many documents certainly change.
  std::size_t certain() const { return to_read.size() - retries + to_file.size() + gone.size(); }
};

// Compares inputs (by id) with the old part: by stamp; where that is new, by digest; where the id
// is new too, by the digests of all that the old part holds. Makes digests, reads nothing else.
// Without an old part, everything is to be read.
Changes compare(const std::map<std::string, const IndexInput*>& inputs, const OldPart* old);

// What the old part holds of a change that is to be filed anew, under its new name; nothing where
// the old part is damaged there.
std::optional<IndexedDocument> filed_anew(const Change& change, const OldPart& old);

// The digest of an input; empty where it cannot be made.
std::string digest_of(const IndexInput& input);

}  // namespace mi
