// The list of links: what the notes link to and what the store holds, side by side.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/fetch_choice.h"
#include "core/config.h"
#include "core/expected.h"
#include "core/time.h"
#include "fetch/plan.h"

namespace mi {

enum class LinkState {
  fresh,          // there is a copy, checked less than refresh_after hours ago
  due,            // there is a copy; the next run asks whether it is still true
  failed,         // the last time that it was asked for, it could not be had
  gone,           // its server calls it gone; the copy is kept
  never_fetched,  // the next run fetches it
  other_site,     // on a site that is not fetched
  stored,         // on a site that is not fetched, but there is a copy, imported
  not_linked,     // there is a copy, but no note links to it any more
};

// "fresh", "never_fetched", ...
std::string_view name_of(LinkState state);

struct ListedLink {
  std::string url;  // canonical
  LinkState state = LinkState::never_fetched;
  bool is_due = false;       // the next run asks for it
  std::string reason;        // why it failed the last time; else empty
  std::size_t failures = 0;  // since it could be had; 16 are counted at most
  std::string rests_until;  // where it failed: when it may be asked for again, RFC 3339; else empty
  std::vector<std::string> aliases;  // other addresses that lead to it; sorted
  std::string fetched;               // of the copy, RFC 3339; empty where there is none
  std::string checked;
  std::uint64_t bytes = 0;              // of the copy; 0 where there is none
  std::vector<LinkedFrom> linked_from;  // sorted; empty where no note links to it
};

struct LinkList {
  std::vector<ListedLink> links;  // sorted by URL
  std::vector<Error> problems;    // notes and records that could not be read
};

// Every link of the notes and every page of the store; of one site where `choice` names one. Reads
// only. Fails as list_all_notes does.
Expected<LinkList> list_links(const Config& config, const FetchChoice& choice);

// For people: a line or more for each link, then how many there are of each state.
std::string describe(const LinkList& list, TimePoint now);

// For people: the links that a run with a network would ask for.
std::string describe_due(const LinkList& list, TimePoint now);

// For programs: {"schema": 1, "links": [...], "problems": [...]}, indented.
std::string render_json(const LinkList& list, TimePoint now);

}  // namespace mi
