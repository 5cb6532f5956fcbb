// What to fetch: from the links of the notes and from what is stored already. Pure: no file and no
// network is touched.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/config.h"
#include "core/document.h"
#include "core/page.h"
#include "core/time.h"
#include "core/url.h"

namespace mi {

struct NoteLink {
  std::string note;  // the note's id: its path below its notes folder
  Link link;
};

// A place in the notes that links to a page.
struct LinkedFrom {
  std::string note;
  int line = 0;

  friend bool operator==(const LinkedFrom&, const LinkedFrom&) = default;
  friend bool operator<(const LinkedFrom& a, const LinkedFrom& b) {
    return std::tie(a.note, a.line) < std::tie(b.note, b.line);
  }
};

// One page, however many notes link to it and however they spell it.
struct FetchTarget {
  std::string page;                     // its name in the store (fetch/page_name.h)
  Url url;                              // what is requested, without fragment
  std::vector<LinkedFrom> linked_from;  // sorted, each once
  std::vector<Url> otherwise;  // what is requested in turn where the one before has no such page
};

// Each list is sorted by host, then by page.
struct FetchPlan {
  std::vector<FetchTarget> to_fetch;
  std::vector<FetchTarget> fresh;        // stored, and checked less than refresh_after hours ago
  std::vector<FetchTarget> resting;      // failed, and not to be tried again yet
  std::vector<FetchTarget> gone;         // gone, and not to be asked for again yet
  std::vector<FetchTarget> other_sites;  // on hosts that config.sites does not name
};

// True when `host` is one of config.sites, or "www." and one of them. Any port.
bool is_on_sites(std::string_view host, const Config& config);

// `known` gives what the store knows of a page; nothing when it has never been asked for. When a
// page is due says fetch/freshness.h.
//
// An address that is known to lead to another page (Page::alias_of) is that page. http and https
// spellings are one page, named over https, where a note links the one over https or it is stored;
// where all link http alone, http is asked, and only a redirect tells that there is https.
FetchPlan plan_fetch(const std::vector<NoteLink>& links,
                     const std::function<std::optional<Page>(const std::string& page)>& known,
                     const Config& config, TimePoint now);

}  // namespace mi
