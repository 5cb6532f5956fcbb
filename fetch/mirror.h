// Takes a mirror of web sites on disk (as `wget --mirror` makes it: folders by host and path) into
// the page store, as if each page had been fetched now: the way to pages without a network.
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

// A longer file of a mirror is reported, not imported.
inline constexpr std::uint64_t kMaxMirrorFileBytes = 128ULL << 20U;

struct MirrorReport {
  std::size_t stored = 0;     // new, or changed
  std::size_t unchanged = 0;  // the same bytes as stored; nothing was written
  std::size_t skipped = 0;    // files that are no pages (bibliographies, images), symbolic links
  std::vector<std::string> no_hosts;  // names at the top of the folder that are no hosts
  std::vector<Error> failures;        // pages that could not be read or stored, each naming itself
};

// Every *.html, *.htm and *.pdf below folder/HOST becomes the page https://HOST/path; what lies
// under arXiv's own addresses becomes the paper, by its HTML where that is there, else by its PDF
// (fetch/page_name.h). Symbolic links are not followed. Fails only when the folder itself cannot be
// read.
Expected<MirrorReport> import_mirror(const std::filesystem::path& folder, PageStore& store,
                                     TimePoint now);

}  // namespace mi
