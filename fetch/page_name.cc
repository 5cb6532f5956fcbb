#include "fetch/page_name.h"

#include <algorithm>
#include <string_view>

#include "core/ascii.h"

namespace mi {
namespace {

std::size_t count_while(std::string_view text, bool (*is_wanted)(char)) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_wanted);
  return static_cast<std::size_t>(end - text.begin());
}

// "" or "v2".
bool is_version(std::string_view text) {
  return text.empty() || (text[0] == 'v' && text.size() > 1 && text.size() <= 4 &&
                          count_while(text.substr(1), is_digit) == text.size() - 1);
}

// Since 2007: "1706.03762".
bool is_new_id(std::string_view text) {
  if (count_while(text, is_digit) != 4 || text.size() < 5 || text[4] != '.') return false;
  text.remove_prefix(5);
  const std::size_t digits = count_while(text, is_digit);
  return (digits == 4 || digits == 5) && is_version(text.substr(digits));
}

// Before: "hep-th/9901001", "math.GT/0309136".
bool is_old_id(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return false;
  std::string_view archive = text.substr(0, slash);
  const std::size_t dot = std::min(archive.find('.'), archive.size());
  const std::string_view subject = archive.substr(std::min(dot + 1, archive.size()));
  archive = archive.substr(0, dot);
  if (archive.empty() || (dot < text.substr(0, slash).size() && subject.size() != 2) ||
      count_while(subject, is_upper) != subject.size() ||
      count_while(archive, [](char c) { return is_lower(c) || c == '-'; }) != archive.size()) {
    return false;
  }
  text.remove_prefix(slash + 1);
  return count_while(text, is_digit) == 7 && is_version(text.substr(7));
}

Url arxiv_url(std::string_view kind, const std::string& id) {
  Url url;
  url.scheme = "https";
  url.host = "arxiv.org";
  url.path = "/" + std::string(kind) + "/" + id;
  return url;
}

}  // namespace

std::optional<std::string> arxiv_id(const Url& url) {
  if ((url.host != "arxiv.org" && url.host != "www.arxiv.org") || url.port != 0) return {};
  for (const std::string_view kind : {"/abs/", "/html/", "/pdf/"}) {
    if (!url.path.starts_with(kind)) continue;
    std::string id = url.path.substr(kind.size());
    for (const std::string_view end : {"index.html", "/", ".html", ".pdf"}) {
      if (id.ends_with(end)) id.resize(id.size() - end.size());
    }
    if (is_new_id(id) || is_old_id(id)) return id;
  }
  return {};
}

std::string page_name(const Url& url) {
  const std::optional<std::string> id = arxiv_id(url);
  return id ? arxiv_url("abs", *id).to_string() : canonical_url(url);
}

bool is_abstract(const Url& url) { return url.path.starts_with("/abs/") && arxiv_id(url); }

bool is_worse_source(const Url& url, const Url& other) {
  const auto is_html = [](const Url& any) { return any.path.starts_with("/html/"); };
  return arxiv_id(url) && arxiv_id(other) && is_html(other) && !is_html(url);
}

std::string name_over_http(const std::string& page) {
  Expected<Url> url = parse_url(page);
  if (!url || url->scheme != "https" || url->port != 0) return {};
  url->scheme = "http";
  return url->to_string();
}

std::vector<Url> sources_of(const Url& url) {
  if (const std::optional<std::string> id = arxiv_id(url)) {
    return {arxiv_url("html", *id), arxiv_url("pdf", *id)};
  }
  Url source = url;
  source.fragment.clear();
  return {source};
}

}  // namespace mi
