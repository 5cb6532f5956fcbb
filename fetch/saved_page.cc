#include "fetch/saved_page.h"

#include <algorithm>
#include <ctime>

#include "core/url.h"
#include "fetch/page_glance.h"

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

}  // namespace

std::string saved_page_url(std::string_view html) {
  html = html.substr(0, kLookedAt);
  for (const std::string_view url :
       {word_after(singlefile_comment(html), "url:"), marked_url(html)}) {
    if (parse_url(url)) return std::string(url);
  }
  std::string canonical = glance_at(html).canonical;
  return parse_url(canonical) ? canonical : std::string();
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
