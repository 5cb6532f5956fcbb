#include "fetch/hub.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "core/url.h"
#include "fetch/page_name.h"

namespace mi {
namespace {

bool is_followed(std::string_view host, const Config& config) {
  const auto found = config.fetch.follow.find(std::string(host));
  return found != config.fetch.follow.end() && found->second == 1;
}

// "/a/b/" of "/a/b/" and of "/a/b/index.html".
std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

bool is_page_name(std::string_view path) {
  constexpr std::array<std::string_view, 16> kOthers = {
      ".bib", ".css", ".csv",  ".gif", ".gz",  ".ico", ".ipynb", ".jpeg",
      ".jpg", ".js",  ".json", ".mp4", ".png", ".svg", ".tar",   ".zip"};
  return std::none_of(kOthers.begin(), kOthers.end(),
                      [&](std::string_view other) { return path.ends_with(other); });
}

}  // namespace

bool is_hub(const Page& page, const Config& config) {
  constexpr std::string_view kWww = "www.";
  const Expected<Url> url = parse_url(page.url);
  if (!url || !page.has_body() || page.body_bytes > kMaxHubBytes) return false;
  const std::string_view host = url->host;
  return is_followed(host, config) ||
         (host.starts_with(kWww) && is_followed(host.substr(kWww.size()), config));
}

std::vector<NoteLink> links_below(const Page& hub, const std::vector<Link>& links) {
  const Expected<Url> base = parse_url(hub.final_url.empty() ? hub.url : hub.final_url);
  if (!base) return {};
  const std::string folder = folder_of(base->path);
  std::vector<NoteLink> below;
  std::set<std::string> seen = {hub.url, page_name(*base)};
  for (const Link& link : links) {
    if (below.size() == kMaxHubLinks) break;
    const Expected<Url> url = parse_url(link.url);
    const bool is_below = url && url->host == base->host && url->port == base->port &&
                          url->path.starts_with(folder) && is_page_name(url->path);
    if (!is_below || !seen.insert(page_name(*url)).second) continue;
    below.push_back({hub.url, Link{link.url, link.fragment, link.text, 0}});
  }
  return below;
}

}  // namespace mi
