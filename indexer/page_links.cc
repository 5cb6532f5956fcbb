#include "indexer/page_links.h"

#include <utility>

#include "core/unicode.h"
#include "indexer/html.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

constexpr std::size_t kMaxLinkText = 500;  // bytes

}  // namespace

std::vector<Link> read_page_links(std::string_view html, const Url& base) {
  const HtmlTree tree = parse_html(html);
  std::vector<Link> links;
  for (HtmlIndex i = 0; i < tree.size(); ++i) {
    const std::string_view href = tree[i].name == "a" ? tree[i].attribute("href") : "";
    if (href.empty() || href.front() == '#') continue;
    Expected<Url> url = resolve_url(base, href);
    if (!url) continue;  // javascript:, mailto:, or no address at all
    Link link;
    link.fragment = std::exchange(url->fragment, "");
    link.url = url->to_string();
    link.text = to_nfc(collapse_white_space(text_inside(tree, i, kMaxLinkText)));
    links.push_back(std::move(link));
  }
  return links;
}

}  // namespace mi
