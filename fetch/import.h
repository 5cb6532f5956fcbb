// Takes what others saved into the page store: web archives (WARC, as wget and browser extensions
// write them, and as fetch/warc_export.h does), and single pages saved from a browser.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/expected.h"
#include "core/time.h"
#include "fetch/page_store.h"

namespace mi {

// A longer page is reported, not imported.
inline constexpr std::uint64_t kMaxSavedPageBytes = 128ULL << 20U;

struct ImportReport {
  std::size_t stored = 0;       // new, or changed
  std::size_t unchanged = 0;    // the same bytes as stored; nothing was written
  std::size_t older = 0;        // than the stored copy, which stays
  std::size_t other = 0;        // responses that are no pages: images, scripts, errors, redirects,
                                // or not the best form of one
  std::size_t revisits = 0;     // records that say "the same as another time" and hold no body
  std::size_t unstored = 0;     // of `failures`: pages that were read, but not stored
  std::vector<Error> failures;  // what could not be read or stored: a record by its offset
};

struct ImportOptions {
  std::string url = {};   // where a single page is from; empty: it says so itself
  std::string host = {};  // take pages of this host only; empty: of all
  TimePoint now;
};

// Imports one file: a web archive, or an HTML or PDF page.
// - A paper on arXiv is one page, as it is for links (fetch/page_name.h): its HTML or its PDF,
// never
//   its abstract, and where there are both, its HTML.
// - Of an archive, HTML and PDF that was answered with 200 become pages, fetched when the archive
//   says (at the latest, now). Of one written by export_warc, every page becomes what it was.
// - A page is from options.url, else from where it says (fetch/saved_page.h), saved when it says,
//   else when the file was last written.
// A copy in the store that was fetched later stays. Fails when the file cannot be read, when a page
// names no address, and when options.url is given for an archive.
Expected<ImportReport> import_file(const std::filesystem::path& file, PageStore& store,
                                   const ImportOptions& options);

}  // namespace mi
