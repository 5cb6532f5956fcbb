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

  // A digest of everything that reading depends on, but for where the input stands: its id, its
  // url, when it was fetched. Asked for only where the stamp is new. Where there is none, what has
  // a new stamp is read.
  std::function<Expected<std::string>()> digest = {};

  // Makes the description of an input of the same digest, `info`, that of this one: all but the id,
  // which is still the other's and is set afterwards. False where that cannot be told without
  // reading. Where there is none, the id is all that differs.
  std::function<bool(DocumentInfo& info)> file = {};
};

struct PartInputs {
  std::string name;  // "papers", "notes"
  std::vector<IndexInput> inputs;
  // Some inputs could not even be listed: what the part holds of documents that are not among the
  // inputs is kept, since it cannot be told from what was deleted.
  bool is_incomplete = false;
};

}  // namespace mi
