// HTML renderer: the web page, whole, from the server. It works without a script.
//
// Every function returns a complete document in UTF-8. All text of others is escaped; the only
// addresses that become links are http and https ones, and our own.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/results.h"
#include "searchd/page_viewer.h"

namespace mi {

// The most expansions that a request leaves out, and the longest one.
inline constexpr std::size_t kMaxDrops = 16;
inline constexpr std::size_t kMaxDropBytes = 200;

// The part of the ranking that a page shows, and what was not searched besides: the page's links
// ask likewise.
struct PageRange {
  std::size_t offset = 0;
  std::size_t limit = 10;
  bool expand = true;
  std::vector<std::string> dropped{};
};

struct ErrorPage {
  int status = 500;
  std::string query;   // put back into the form; may be empty
  std::string detail;  // what happened
  std::string hint;    // what to do next; may be empty
};

// The page before a query: the form, how to ask, and what is indexed where that is known.
std::string render_home(const Viewer& viewer, const std::optional<Collection>& collection);

// Passages grouped by document, with links to the pages before and behind; advice where nothing
// was found. Above them, how it was searched: what the searcher remarks (in English), what was
// answered instead, what was searched besides, each with a link that leaves it out, and what may
// have been meant.
std::string render_results(const Viewer& viewer, const Results& results, const PageRange& range);

std::string render_error(const Viewer& viewer, const ErrorPage& error);

}  // namespace mi
