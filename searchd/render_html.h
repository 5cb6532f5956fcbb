// HTML renderer: the web page, whole, from the server. It works without a script.
//
// Every function returns a complete document in UTF-8. All text of others is escaped; the only
// addresses that become links are http and https ones, and our own.
#pragma once

#include <optional>
#include <string>

#include "core/results.h"
#include "searchd/page_viewer.h"
#include "searchd/searcher.h"

namespace mi {

struct ErrorPage {
  int status = 500;
  std::string query;      // put back into the form; may be empty
  std::string detail;     // what happened, in English
  std::string hint;       // what to do next, in English; may be empty
  std::string_view code;  // of the problem: on a Korean page its words (searchd/problem_words.h)
};                        // stand before the English ones

// The page before a query: the form, how to ask, and what is indexed where that is known.
std::string render_home(const Viewer& viewer, const std::optional<Collection>& collection);

// Passages grouped by document, with links to the pages before and behind; advice where nothing was
// found. Beside them, what they can be narrowed by. Above them, how it was searched: what the
// searcher remarks, what was answered instead, what was searched besides, each with a link that
// leaves it out, and what may have been meant. All links ask as the request did.
std::string render_results(const Viewer& viewer, const Results& results,
                           const SearchRequest& request);

std::string render_error(const Viewer& viewer, const ErrorPage& error);

}  // namespace mi
