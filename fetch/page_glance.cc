#include "fetch/page_glance.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/url.h"

namespace mi {
namespace {

constexpr std::size_t kMaxTitleBytes = 500;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

bool starts_ignoring_case(std::string_view text, std::string_view lower_prefix) {
  return text.size() >= lower_prefix.size() &&
         std::equal(lower_prefix.begin(), lower_prefix.end(), text.begin(),
                    [](char a, char b) { return a == lower(b); });
}

bool equals_ignoring_case(std::string_view text, std::string_view lower_other) {
  return text.size() == lower_other.size() && starts_ignoring_case(text, lower_other);
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// The value of an attribute in a start tag's text behind its name; "" where it has none.
std::string_view attribute(std::string_view tag, std::string_view name) {
  while (!tag.empty()) {
    const auto is_name = [](char c) { return !is_space(c) && c != '=' && c != '/'; };
    while (!tag.empty() && !is_name(tag.front())) tag.remove_prefix(1);
    const auto name_end = std::find_if_not(tag.begin(), tag.end(), is_name);
    const std::string_view found = tag.substr(0, static_cast<std::size_t>(name_end - tag.begin()));
    tag = trim(tag.substr(found.size()));
    std::string_view value;
    if (tag.starts_with('=')) {
      tag = trim(tag.substr(1));
      const bool is_quoted = tag.starts_with('"') || tag.starts_with('\'');
      const std::size_t begin = is_quoted ? 1 : 0;
      const std::size_t end = is_quoted ? std::min(tag.find(tag.front(), 1), tag.size())
                                        : std::min(tag.find_first_of(" \t\r\n\f"), tag.size());
      value = tag.substr(begin, end - begin);
      tag.remove_prefix(std::min(end + begin, tag.size()));
    }
    if (equals_ignoring_case(found, name)) return value;
  }
  return {};
}

// Where a tag ends that begins at the front: behind its '>', which a quoted value may hold too.
std::size_t end_of_tag(std::string_view html) {
  std::size_t at = 1;
  while (at < html.size()) {
    at = html.find_first_of(">\"'", at);
    if (at == std::string_view::npos) return html.size();
    if (html[at] == '>') return at + 1;
    // A quote only opens a value behind '='; elsewhere it is a stray.
    const bool opens = trim(html.substr(1, at - 1)).ends_with('=');
    const std::size_t close = opens ? html.find(html[at], at + 1) : at;
    if (close == std::string_view::npos) return html.size();
    at = close + 1;
  }
  return html.size();
}

class Glancer {
 public:
  explicit Glancer(std::string_view html) : rest_(html) {}

  PageGlance run() {
    while (!rest_.empty()) {
      count_text(rest_.substr(0, rest_.find('<')));
      if (!rest_.empty()) take_markup();
    }
    return std::move(glance_);
  }

 private:
  void count_text(std::string_view text) {
    rest_.remove_prefix(text.size());
    glance_.text_bytes += static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !is_space(c); }));
  }

  void take_markup() {
    if (rest_.starts_with("<!--")) return skip_to("-->");
    const bool is_end = rest_.size() > 1 && rest_[1] == '/';
    const std::size_t name_at = is_end ? 2 : 1;
    if (rest_.size() <= name_at ||
        !(is_letter(rest_[name_at]) || rest_[1] == '!' || rest_[1] == '?')) {
      count_text(rest_.substr(0, 1));  // a '<' in a formula
      return;
    }
    const std::string_view tag = rest_.substr(0, end_of_tag(rest_));
    const auto name_end =
        std::find_if(tag.begin() + static_cast<std::ptrdiff_t>(name_at), tag.end(),
                     [](char c) { return is_space(c) || c == '>' || c == '/'; });
    const auto name_size = static_cast<std::size_t>(name_end - tag.begin()) - name_at;
    rest_.remove_prefix(tag.size());
    if (!is_end) take_start_tag(tag.substr(name_at, name_size), tag.substr(name_at + name_size));
  }

  void take_start_tag(std::string_view name, std::string_view attributes) {
    constexpr std::array<std::string_view, 5> kInvisible = {"script", "style", "svg", "template",
                                                            "noscript"};
    if (attributes.ends_with('>')) attributes.remove_suffix(1);
    if (equals_ignoring_case(name, "link")) take_link(attributes);
    if (equals_ignoring_case(name, "title")) take_title();
    if (equals_ignoring_case(name, "input") &&
        equals_ignoring_case(attribute(attributes, "type"), "password")) {
      glance_.has_password_field = true;
    }
    for (const std::string_view invisible : kInvisible) {
      if (!equals_ignoring_case(name, invisible)) continue;
      glance_.has_script = glance_.has_script || invisible == "script";
      if (!attributes.ends_with('/')) skip_element(invisible);
    }
  }

  void take_link(std::string_view attributes) {
    if (!glance_.canonical.empty() ||
        !equals_ignoring_case(trim(attribute(attributes, "rel")), "canonical")) {
      return;
    }
    const std::string_view href = trim(attribute(attributes, "href"));
    if (href.size() <= kMaxUrlBytes) glance_.canonical = href;
  }

  // Its text is no visible text, wherever it stands.
  void take_title() {
    const std::size_t end = std::min(rest_.find('<'), rest_.size());
    if (glance_.title.empty()) glance_.title = trim(rest_.substr(0, end)).substr(0, kMaxTitleBytes);
    rest_.remove_prefix(end);
  }

  void skip_to(std::string_view mark) {
    const std::size_t found = rest_.find(mark);
    rest_.remove_prefix(found == std::string_view::npos ? rest_.size() : found + mark.size());
  }

  // Up to the end tag, which stays; an element that is never closed is skipped to the end.
  void skip_element(std::string_view name) {
    while (!rest_.empty()) {
      const std::size_t found = rest_.find("</");
      if (found == std::string_view::npos) {
        rest_ = {};
        return;
      }
      rest_.remove_prefix(found);
      if (starts_ignoring_case(rest_.substr(2), name)) return;
      rest_.remove_prefix(2);
    }
  }

  std::string_view rest_;
  PageGlance glance_;
};

}  // namespace

PageGlance glance_at(std::string_view html) { return Glancer(html).run(); }

std::string problem_with(const PageGlance& glance) {
  if (glance.has_password_field && glance.text_bytes < kLeastTextBesideLogin) return "a login form";
  if (glance.has_script && glance.text_bytes < kLeastText) {
    return fmt::format("an empty shell: {} bytes of text without JavaScript", glance.text_bytes);
  }
  return {};
}

bool is_login_path(std::string_view path) {
  constexpr std::array<std::string_view, 10> kLogin = {
      "login",   "log-in", "log_in",   "signin", "sign-in",
      "sign_in", "sso",    "wp-login", "auth",   "authenticate"};
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, std::min(path.find('.'), end));  // "login.php"
    const bool is_login = std::any_of(kLogin.begin(), kLogin.end(), [&](std::string_view word) {
      return equals_ignoring_case(segment, word);
    });
    if (is_login) return true;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return false;
}

}  // namespace mi
