// Plain text: a note in a .txt file.
#pragma once

#include <string_view>

#include "indexer/note_body.h"

namespace mi {

// One section of paragraphs, which blank lines part. Links are the bare addresses, each with the
// sentence around it; nothing else means anything. `text` is valid UTF-8 with '\n' between lines.
NoteBody read_plain_text(std::string_view text);

}  // namespace mi
