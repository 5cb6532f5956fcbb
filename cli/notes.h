// The notes of all configured folders, as one set.
#pragma once

#include <vector>

#include "core/config.h"
#include "core/document.h"
#include "core/expected.h"
#include "fetch/plan.h"
#include "indexer/note_folder.h"

namespace mi {

// As note_folder.h lists them, folder after folder. Where two folders hold the same path, the later
// one's id gets its folder's name in front; a file that two folders reach is listed once. Fails
// when no folder is configured or one is not there: an index must not lose its notes because a disk
// is not mounted.
Expected<NoteList> list_all_notes(const Config& config);

// Reads and parses one note. Fails when it cannot be read or is longer than max_note_bytes.
Expected<Document> read_note_file(const NoteFile& file, const Config& config);

// The web links of all notes; those that cannot be read are added to `notes.problems`.
std::vector<NoteLink> links_of(NoteList& notes, const Config& config);

}  // namespace mi
