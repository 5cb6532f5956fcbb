// The frame of every page of ours: head, search form, landmarks, and what the script speaks
// through.
#pragma once

#include <string>
#include <string_view>

#include "searchd/html.h"
#include "searchd/messages.h"

namespace mi {

struct PageFrame {
  Language language = Language::english;
  std::string_view title;  // of the window
  std::string_view query;  // put into the form
  Literal kind;            // the class of <main>: "home", "results", "error"
};

// The whole document, in UTF-8, with `content` as its main part.
std::string framed_page(const PageFrame& frame, const Html& content);

}  // namespace mi
