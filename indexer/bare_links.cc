#include "indexer/bare_links.h"

#include <string>
#include <utility>

#include "core/url.h"
#include "indexer/bare_url.h"

namespace mi {

std::vector<Link> bare_links(const std::vector<Section>& sections) {
  std::vector<Link> links;
  for (const Section& section : sections) {
    for (const Block& block : section.blocks) {
      for (const BareUrl& found : find_bare_urls(block.text)) {
        const std::string address = block.text.substr(found.begin, found.end - found.begin);
        Expected<Url> url = parse_url(address);
        if (!url) continue;
        std::string fragment = std::exchange(url->fragment, {});
        links.push_back({url->to_string(), std::move(fragment), address});
      }
    }
  }
  return links;
}

}  // namespace mi
