#include "indexer/html_tag.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/ascii.h"

namespace mi {
namespace {

constexpr std::size_t kMaxValueBytes = 8192;

constexpr std::array<std::string_view, 21> kKeptAttributes = {
    "aria-hidden", "bibtex-key", "block",  "class",    "key",  "content",  "datetime",
    "display",     "encoding",   "hidden", "href",     "id",   "itemprop", "language",
    "latex",       "lang",       "name",   "property", "role", "style",    "type"};

bool is_name_char(char c) {
  return is_alphanumeric(c) || c == '-' || c == '_' || c == ':' || c == '.';
}

bool is_kept(std::string_view name) {
  return std::find(kKeptAttributes.begin(), kKeptAttributes.end(), name) != kKeptAttributes.end();
}

class TagReader {
 public:
  TagReader(std::string_view page, std::size_t at) : page_(page), at_(at) {}

  HtmlTag read() {
    ++at_;
    tag_.is_end = page_[at_] == '/';
    if (tag_.is_end) ++at_;
    tag_.name = lower_case(take_while(is_name_char));
    take_while([](char c) { return !is_html_space(c) && c != '/' && c != '>'; });
    while (at_ < page_.size() && page_[at_] != '>') read_attribute();
    if (at_ >= page_.size()) tag_.name.clear();
    tag_.end = std::min(at_ + 1, page_.size());
    return std::move(tag_);
  }

 private:
  template <class Predicate>
  std::string_view take_while(Predicate wanted) {
    const std::size_t begin = at_;
    while (at_ < page_.size() && wanted(page_[at_])) ++at_;
    return page_.substr(begin, at_ - begin);
  }

  void read_attribute() {
    if (is_html_space(page_[at_]) || page_[at_] == '/') {
      tag_.is_empty = page_[at_] == '/' && at_ + 1 < page_.size() && page_[at_ + 1] == '>';
      ++at_;
      return;
    }
    const std::size_t begin = at_++;  // a name may begin with '='
    take_while([](char c) { return !is_html_space(c) && c != '/' && c != '>' && c != '='; });
    const std::string_view name = page_.substr(begin, at_ - begin);
    keep(name, read_value());
  }

  std::string_view read_value() {
    const std::size_t after_name = at_;
    take_while(is_html_space);
    if (at_ >= page_.size() || page_[at_] != '=') {
      at_ = after_name;
      return {};
    }
    ++at_;
    take_while(is_html_space);
    if (at_ >= page_.size()) return {};
    const char quote = page_[at_];
    if (quote != '"' && quote != '\'') {
      return take_while([](char c) { return !is_html_space(c) && c != '>'; });
    }
    const std::size_t begin = ++at_;
    at_ = std::min(page_.find(quote, at_), page_.size());
    const std::string_view value = page_.substr(begin, at_ - begin);
    if (at_ < page_.size()) ++at_;
    return value;
  }

  void keep(std::string_view name, std::string_view value) {
    if (tag_.is_end || name.size() > 16 || value.size() > kMaxValueBytes) return;
    if (equals_ignoring_case(value.substr(0, 5), "data:")) return;
    std::string known = lower_case(name);
    if (!is_kept(known)) return;
    const bool is_repeated =
        std::any_of(tag_.attributes.begin(), tag_.attributes.end(),
                    [&](const HtmlTag::Attribute& a) { return a.name == known; });
    if (!is_repeated) tag_.attributes.push_back({std::move(known), value});
  }

  std::string_view page_;
  std::size_t at_;
  HtmlTag tag_;
};

}  // namespace

HtmlTag read_html_tag(std::string_view page, std::size_t at) { return TagReader(page, at).read(); }

bool has_html_tag(std::string_view page, std::size_t at, std::string_view word) {
  if (!equals_ignoring_case(page.substr(at, word.size()), word)) return false;
  const std::size_t next = at + word.size();
  return next >= page.size() || is_html_space(page[next]) || page[next] == '/' || page[next] == '>';
}

}  // namespace mi
