// The frame of every page of ours: head, search form, landmarks, and what the script speaks
// through.
#pragma once

#include <string>
#include <string_view>

#include "searchd/html.h"
#include "searchd/messages.h"
#include "searchd/page_viewer.h"

namespace mi {

struct PageFrame {
  Language language = Language::english;
  std::string_view title;  // of the window
  std::string_view query;  // put into the form
  Literal kind;            // the class of <main>: "home", "results", "reader", "map", "error"
};

// The whole document, in UTF-8, with `content` as its main part.
std::string framed_page(const PageFrame& frame, const Html& content);

// For entity tags: what a page depends on besides its address and the index. The language, the
// files that the frame names, and, since pages say how old things are, the hour.
std::string page_variant(const Viewer& viewer);

}  // namespace mi
