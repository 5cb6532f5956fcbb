#include "fetch/saved_page.h"

#include <algorithm>
#include <ctime>

#include "core/url.h"
#include "fetch/message_head.h"

namespace mi {
namespace {

constexpr std::size_t kLookedAt = 256U << 10U;
constexpr std::string_view kSpace = " \t\r\n\f";

std::string_view word_at(std::string_view text, std::size_t at) {
  text.remove_prefix(std::min(text.find_first_not_of(kSpace, at), text.size()));
  return text.substr(0, text.find_first_of(kSpace));
}

// What stands behind `label`, up to the next white space; empty where there is no label.
std::string_view word_after(std::string_view text, std::string_view label) {
  const std::size_t at = text.find(label);
  return at == std::string_view::npos ? std::string_view() : word_at(text, at + label.size());
}

// The text of SingleFile's comment: a later one belongs to a page inside the page.
std::string_view singlefile_comment(std::string_view html) {
  const std::size_t begin = html.find("<!--");
  if (begin == std::string_view::npos) return {};
  const std::string_view comment = html.substr(begin, html.find("-->", begin) - begin);
  return comment.find("Page saved with SingleFile") == std::string_view::npos ? std::string_view()
                                                                              : comment;
}

// "saved from url=(0038)https://...": the number is the address's length.
std::string_view marked_url(std::string_view html) {
  const std::string_view word = word_after(html, "<!-- saved from url=(");
  const std::size_t close = word.find(')');
  return close == std::string_view::npos ? std::string_view() : word.substr(close + 1);
}

// The value of an attribute in a tag; `lower` is the tag in lower case.
std::string_view attribute(std::string_view tag, std::string_view lower, std::string_view name) {
  for (std::size_t at = lower.find(name); at != std::string_view::npos;
       at = lower.find(name, at + 1)) {
    const std::size_t equals = lower.find_first_not_of(kSpace, at + name.size());
    if (at == 0 || kSpace.find(lower[at - 1]) == std::string_view::npos ||
        equals == std::string_view::npos || lower[equals] != '=') {
      continue;
    }
    std::string_view value = tag.substr(equals + 1);
    value.remove_prefix(std::min(value.find_first_not_of(kSpace), value.size()));
    const bool is_quoted = value.starts_with('"') || value.starts_with('\'');
    if (is_quoted) return value.substr(1, value.find(value.front(), 1) - 1);
    return value.substr(0, value.find_first_of(kSpace));
  }
  return {};
}

std::string_view canonical_link(std::string_view html) {
  const std::string lower = to_lower_case(html);
  for (std::size_t at = lower.find("<link"); at != std::string::npos;
       at = lower.find("<link", at + 1)) {
    const std::size_t size = lower.find('>', at) - at;
    const std::string_view tag = html.substr(at, size);
    const std::string_view lower_tag = std::string_view(lower).substr(at, size);
    if (attribute(lower_tag, lower_tag, "rel") == "canonical") {
      return attribute(tag, lower_tag, "href");
    }
  }
  return {};
}

}  // namespace

std::string saved_page_url(std::string_view html) {
  html = html.substr(0, kLookedAt);
  for (const std::string_view url :
       {word_after(singlefile_comment(html), "url:"), marked_url(html), canonical_link(html)}) {
    if (parse_url(url)) return std::string(url);
  }
  return {};
}

std::optional<TimePoint> saved_page_time(std::string_view html) {
  constexpr std::string_view kLabel = "saved date:";
  const std::string_view comment = singlefile_comment(html.substr(0, kLookedAt));
  const std::size_t at = comment.find(kLabel);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = comment.substr(at + kLabel.size());
  // As JavaScript prints a date: "Tue Mar 03 2026 10:20:30 GMT+0900 (Korean Standard Time)".
  const std::string date(rest.substr(0, std::min(rest.find('('), rest.size())).substr(0, 100));
  std::tm parts{};
  if (::strptime(date.c_str(), " %a %b %d %Y %H:%M:%S GMT%z", &parts) == nullptr) return {};
  const long offset = parts.tm_gmtoff;  // timegm forgets it
  return TimePoint(std::chrono::seconds(::timegm(&parts) - offset));
}

}  // namespace mi
