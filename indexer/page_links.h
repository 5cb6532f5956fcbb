// Every link of a page of HTML, those of its navigation and its lists of contents too: what a hub
// leads to. The links of its article alone: indexer/paper_body.h.
#pragma once

#include <string_view>
#include <vector>

#include "core/document.h"
#include "core/url.h"

namespace mi {

// In the page's order, repeated where the page repeats them; without those into the page itself
// ("#part"), and what is no address. `base` is what relative links start from. Total.
std::vector<Link> read_page_links(std::string_view html, const Url& base);

}  // namespace mi
