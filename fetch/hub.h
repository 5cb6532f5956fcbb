// Hubs: pages whose links are fetched too, one level deep, where the configuration says so for
// their site ([fetch.follow]). Pure; who reads the links out of a stored page is not this room's
// business.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/config.h"
#include "core/document.h"
#include "core/page.h"
#include "fetch/plan.h"

namespace mi {

// Links followed from one hub; the rest is left out.
inline constexpr std::size_t kMaxHubLinks = 300;

// A longer page is no list of links, and is not read for them.
inline constexpr std::uint64_t kMaxHubBytes = 16U << 20U;

// Whether a stored page's links are to be followed: its host, or the host without "www.", is in
// config.fetch.follow with 1, and it has a copy of up to kMaxHubBytes.
bool is_hub(const Page& page, const Config& config);

// Those of a hub's links that stay below its own path ("/2020/circuits/" and what is in it), each
// page once, in the page's order, as if the hub were a note: it is their NoteLink::note, and their
// line is 0. Images, scripts, archives and the like are left out by their names.
std::vector<NoteLink> links_below(const Page& hub, const std::vector<Link>& links);

}  // namespace mi
