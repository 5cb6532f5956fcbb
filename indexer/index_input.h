// IndexInput: a note or a stored page, as the update meets it: how to tell whether it changed, and
// how to read it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/document.h"
#include "core/expected.h"

namespace mi {

struct IndexInput {
  std::string id;  // the document's

  // Changes when the input may have changed: found without reading it, as a size and time.
  std::string stamp;

  // Reads and parses it. A document without any text is reported as "no body".
  std::function<Expected<Document>()> read;

  // A digest of everything that reading depends on: two inputs of one digest read alike, but for
  // what `file` sets. Asked for only where the stamp is new. Where there is none, what has a new
  // stamp is read.
  std::function<Expected<std::string>()> digest = {};

  // Sets in a description what comes from where the input stands, and not from what it says: the
  // url, when it was fetched. The id is set beforehand.
  std::function<void(DocumentInfo&)> file = {};
};

struct PartInputs {
  std::string name;  // "papers", "notes"
  std::vector<IndexInput> inputs;
  // Some inputs could not even be listed: what the part holds of documents that are not among the
  // inputs is kept, since it cannot be told from what was deleted.
  bool is_incomplete = false;
};

}  // namespace mi
