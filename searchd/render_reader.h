// The reader's view: a stored paper or note as a page to read in, from the first section to the
// last, with what the collection knows of it beside the text. It works without a script and without
// a network; assets/reader.js adds the keyboard's way from match to match.
#pragma once

#include <string>
#include <vector>

#include "core/document.h"
#include "searchd/page_viewer.h"
#include "searchd/whole_document.h"

namespace mi {

struct ReaderPage {
  WholeDocument document;  // its marks are those of the query
  std::string query;       // may be empty
  std::vector<DocumentInfo> related;
};

// A whole page in UTF-8. A passage is "#p12", a section "#s3", both counted from 1 through the
// document, a reference "#r1"; a note's line that has a link is "#L40".
std::string render_reader(const Viewer& viewer, const ReaderPage& page);

}  // namespace mi
