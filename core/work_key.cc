#include "core/work_key.h"

#include <algorithm>
#include <array>

#include "core/ascii.h"
#include "core/digest.h"
#include "core/unicode.h"
#include "core/url.h"

namespace mi {
namespace {

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
        hex_value(text[i + 2]) >= 0) {
      decoded += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

std::string key_of(std::string_view kind, std::string_view name) {
  if (name.empty()) return {};
  std::string key = std::string(kind) + ":" + std::string(name);
  if (key.size() <= kMaxWorkKeyBytes) return key;
  return std::string(kind) + ":" + sha256_hex(name);
}

std::size_t count_digits(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  return static_cast<std::size_t>(end - text.begin());
}

// The length of an arXiv number at the beginning of lower-case text (https://info.arxiv.org/help/
// arxiv_identifier.html): "2209.10652" since 2007, "hep-th/9901001" or "math.gt/0309136" before.
std::size_t arxiv_number_length(std::string_view text) {
  if (count_digits(text) == 4 && text.size() > 4 && text[4] == '.') {
    const std::size_t digits = count_digits(text.substr(5));
    return digits == 4 || digits == 5 ? 5 + digits : 0;
  }
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || slash < 2) return 0;
  const std::string_view archive = text.substr(0, slash);
  const bool is_archive = std::all_of(archive.begin(), archive.end(),
                                      [](char c) { return is_lower(c) || c == '-' || c == '.'; });
  return is_archive && count_digits(text.substr(slash + 1)) == 7 ? slash + 8 : 0;
}

// "2209.10652v2.pdf" -> "2209.10652"; empty where the text is no arXiv number.
std::string arxiv_number(std::string_view text) {
  const std::string lower = lower_case(text);
  const std::size_t length = arxiv_number_length(lower);
  if (length == 0) return {};
  std::string_view rest = std::string_view(lower).substr(length);
  if (rest.starts_with('v')) rest.remove_prefix(1 + count_digits(rest.substr(1)));
  if (rest.starts_with(".pdf")) rest.remove_prefix(4);
  return rest.empty() || rest == "/" ? lower.substr(0, length) : std::string();
}

std::string_view without_prefix(std::string_view text, std::string_view prefix) {
  return text.starts_with(prefix) ? text.substr(prefix.size()) : std::string_view();
}

// What stands behind the first of the prefixes that the path begins with.
template <std::size_t Size>
std::string_view behind_any(std::string_view path,
                            const std::array<std::string_view, Size>& prefixes) {
  for (const std::string_view prefix : prefixes) {
    if (const std::string_view rest = without_prefix(path, prefix); !rest.empty()) return rest;
  }
  return {};
}

// arXiv and the sites that show its papers under its numbers.
std::string arxiv_key(std::string_view host, std::string_view path) {
  constexpr std::array<std::string_view, 5> kHosts = {"arxiv.org", "export.arxiv.org", "ar5iv.org",
                                                      "ar5iv.labs.arxiv.org", "alphaxiv.org"};
  constexpr std::array<std::string_view, 4> kPaths = {"/abs/", "/pdf/", "/html/", "/overview/"};
  constexpr std::array<std::string_view, 1> kPapers = {"/papers/"};
  if (std::find(kHosts.begin(), kHosts.end(), host) != kHosts.end()) {
    return key_of("arxiv", arxiv_number(behind_any(path, kPaths)));
  }
  if (host == "huggingface.co") return key_of("arxiv", arxiv_number(behind_any(path, kPapers)));
  return {};
}

// The value of a parameter of a query: "id" in "id=abc&x=1".
std::string_view parameter(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) {
      return pair.substr(name.size() + 1);
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return {};
}

std::string openreview_key(std::string_view host, const Url& url) {
  if (host != "openreview.net" || (url.path != "/forum" && url.path != "/pdf")) return {};
  return key_of("openreview", parameter(url.query, "id"));
}

// The query less what only counts where a reader came from.
std::string without_tracking(std::string_view query) {
  std::string kept;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    if (!pair.empty() && !pair.starts_with("utm_") && !pair.starts_with("fbclid=")) {
      kept += kept.empty() ? "?" : "&";
      kept += pair;
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return kept;
}

std::string address_key(std::string_view host, const Url& url) {
  std::string path = parse_url(canonical_url(url)).value_or(url).path;
  while (path.ends_with('/')) path.pop_back();
  const std::string port = url.port == 0 ? "" : ":" + std::to_string(url.port);
  return key_of("url", std::string(host) + port + path + without_tracking(url.query));
}

void add(std::vector<std::string>& keys, std::string key) {
  if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) {
    keys.push_back(std::move(key));
  }
}

bool has_four_words(std::string_view text) {
  std::size_t words = 0;
  bool in_word = false;
  for (const FoldedChar& c : fold(text)) {
    const bool is_space = class_of(c.code) == CharClass::space;
    if (!is_space && !in_word) ++words;
    in_word = !is_space;
  }
  return words >= 4;
}

}  // namespace

std::string key_of_url(std::string_view text) {
  const Expected<Url> url = parse_url(text);
  if (!url) return {};
  std::string_view host = url->host;
  if (host.starts_with("www.")) host.remove_prefix(4);
  if (host == "doi.org" || host == "dx.doi.org") {
    if (std::string key = key_of_doi(percent_decode(url->path.substr(1))); !key.empty()) return key;
  }
  if (std::string key = arxiv_key(host, url->path); !key.empty()) return key;
  if (std::string key = openreview_key(host, *url); !key.empty()) return key;
  return address_key(host, *url);
}

std::string key_of_doi(std::string_view text) {
  constexpr std::array<std::string_view, 6> kBefore = {"https://", "http://", "dx.",
                                                       "doi.org/", "doi:",    " "};
  constexpr std::string_view kArxiv = "10.48550/arxiv.";
  const std::string lower = lower_case(text);
  std::string_view doi = lower;
  for (const std::string_view prefix : kBefore) {
    if (doi.starts_with(prefix)) doi.remove_prefix(prefix.size());
  }
  while (doi.ends_with(' ') || doi.ends_with('.') || doi.ends_with('/')) doi.remove_suffix(1);
  if (!doi.starts_with("10.") || doi.find('/') == std::string_view::npos) return {};
  if (doi.starts_with(kArxiv)) {
    if (std::string number = arxiv_number(doi.substr(kArxiv.size())); !number.empty()) {
      return key_of("arxiv", number);
    }
  }
  return key_of("doi", doi);
}

std::string key_of_title(std::string_view title) {
  std::string letters;
  std::size_t width = 0;
  for (const FoldedChar& c : fold(title)) {
    const CharClass kind = class_of(c.code);
    if (kind != CharClass::letter && kind != CharClass::digit && kind != CharClass::hangul) {
      continue;
    }
    constexpr char32_t kFirstWide = 0x1100;  // Hangul jamo; Han, kana and syllables lie above
    width += c.code >= kFirstWide ? 2 : 1;
    append_utf8(letters, c.code);
  }
  return width < kMinTitleLetters ? std::string() : key_of("title", letters);
}

std::vector<std::string> keys_of(const DocumentInfo& info) {
  std::vector<std::string> keys;
  add(keys, key_of_url(info.id));
  add(keys, key_of_url(info.url));
  for (const std::string& alias : info.aliases) add(keys, key_of_url(alias));
  add(keys, key_of_doi(info.doi));
  if (info.kind == DocumentKind::paper) add(keys, key_of_title(info.title));
  return keys;
}

std::vector<std::string> keys_of(const Citation& citation) {
  std::vector<std::string> keys;
  add(keys, key_of_url(citation.url));
  add(keys, key_of_doi(citation.doi));
  add(keys, key_of_title(citation.title));
  return keys;
}

std::vector<std::string> keys_of(const Link& link) {
  std::vector<std::string> keys;
  add(keys, key_of_url(link.url));
  if (has_four_words(link.text)) add(keys, key_of_title(link.text));
  return keys;
}

}  // namespace mi
