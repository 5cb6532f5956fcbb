#include "fetch/page_glance.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/ascii.h"
#include "core/url.h"

namespace mi {
namespace {

constexpr std::string_view kBlanks = " \t\n\r\f";

constexpr std::size_t kMaxTitleBytes = 500;
constexpr std::size_t kMaxTagBytes = 64U << 10U;
constexpr std::string_view kCommentBegin = "<!--";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::string_view trim_front(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

// The value of an attribute in a start tag's text behind its name; "" where it has none.
std::string_view attribute(std::string_view tag, std::string_view name) {
  while (!tag.empty()) {
    const auto is_name = [](char c) { return !is_space(c) && c != '=' && c != '/'; };
    while (!tag.empty() && !is_name(tag.front())) tag.remove_prefix(1);
    const auto name_end = std::find_if_not(tag.begin(), tag.end(), is_name);
    const std::string_view found = tag.substr(0, static_cast<std::size_t>(name_end - tag.begin()));
    tag = trim(tag.substr(found.size()), kBlanks);
    std::string_view value;
    if (tag.starts_with('=')) {
      tag = trim(tag.substr(1), kBlanks);
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

std::size_t count_visible(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_space(c); }));
}

}  // namespace

// Reads byte by byte where markup is, and in runs where nothing can begin. What a state keeps is
// bounded: a tag's text, a title, how much of an end tag has been seen.
class Glancer::Impl {
 public:
  void write(std::string_view piece) {
    while (!piece.empty()) piece.remove_prefix(step(piece));
  }

  PageGlance finish() {
    if (state_ == State::open) glance_.text_bytes += tag_.size();
    if (state_ == State::tag || state_ == State::value) take_tag();
    glance_.title = trim(glance_.title, kBlanks);
    return std::move(glance_);
  }

 private:
  enum class State {
    text,
    title,      // inside of the first <title>, whose text is no visible text, wherever it stands
    open,       // behind a '<' that may open a tag, or stand in a formula
    tag,        // inside of a tag
    value,      // inside of a quoted value of a tag
    comment,    // behind "<!--"
    invisible,  // inside of <script> or the like, up to its end tag
  };

  // Takes what it can; returns how many bytes. None only where the state has changed.
  std::size_t step(std::string_view piece) {
    switch (state_) {
      case State::text:
      case State::title:
        return take_text(piece);
      case State::open:
        return take_opening(piece.front());
      case State::tag:
        return take_in_tag(piece);
      case State::value:
        return take_value(piece);
      case State::comment:
        return take_comment(piece);
      case State::invisible:
        break;
    }
    return take_invisible(piece);
  }

  std::size_t take_text(std::string_view piece) {
    const std::string_view text = piece.substr(0, piece.find('<'));
    if (state_ == State::text) {
      glance_.text_bytes += count_visible(text);
    } else {
      keep_title(text);
    }
    if (text.size() == piece.size()) return text.size();
    has_title_ = !glance_.title.empty();
    state_ = State::open;
    tag_ = "<";
    return text.size() + 1;
  }

  void keep_title(std::string_view text) {
    if (has_title_) return;
    std::string& title = glance_.title;
    if (title.empty()) text = trim_front(text);
    title += text.substr(0, kMaxTitleBytes - title.size());
  }

  // "<p", "</p", "<!" and "<?" open a tag.
  std::size_t take_opening(char c) {
    const bool is_end = tag_ == "</";
    if (!is_end && c == '/') {
      tag_ += c;
      return 1;
    }
    if (!is_letter(c) && (is_end || (c != '!' && c != '?'))) {
      glance_.text_bytes += tag_.size();
      state_ = State::text;
      return 0;
    }
    tag_ += c;
    last_ = c;
    state_ = State::tag;
    return 1;
  }

  std::size_t take_in_tag(std::string_view piece) {
    const std::size_t run = std::min(piece.find_first_of(">\"'"), piece.size());
    if (run > 0) return take_run_in_tag(piece.substr(0, run));
    const char c = piece.front();
    keep_in_tag(piece.substr(0, 1));
    if (c == '>') {
      take_tag();
    } else if (last_ == '=') {  // elsewhere a quote is a stray
      state_ = State::value;
      quote_ = c;
    }
    last_ = c;
    return 1;
  }

  // Without the end of a tag, and without quotes.
  std::size_t take_run_in_tag(std::string_view run) {
    if (tag_.size() < kCommentBegin.size()) run = run.substr(0, 1);
    keep_in_tag(run);
    if (tag_ == kCommentBegin) {
      state_ = State::comment;
      matched_ = 2;
    }
    if (const std::string_view text = trim(run, kBlanks); !text.empty()) last_ = text.back();
    return run.size();
  }

  std::size_t take_value(std::string_view piece) {
    const std::size_t end = piece.find(quote_);
    const std::string_view value = piece.substr(0, end == std::string_view::npos ? end : end + 1);
    keep_in_tag(value);
    if (end != std::string_view::npos) state_ = State::tag;
    return value.size();
  }

  void keep_in_tag(std::string_view text) {
    tag_ += text.substr(0, kMaxTagBytes - std::min(tag_.size(), kMaxTagBytes));
  }

  // Up to "-->"; `matched_` dashes stand before the piece.
  std::size_t take_comment(std::string_view piece) {
    if (matched_ == 0) {
      const std::size_t dash = std::min(piece.find('-'), piece.size());
      if (dash > 0) return dash;
    }
    const char c = piece.front();
    if (c == '>' && matched_ >= 2) state_ = State::text;
    matched_ = c == '-' ? matched_ + 1 : 0;
    return 1;
  }

  // Up to "</name", which opens the end tag; an element that is never closed goes on to the end.
  std::size_t take_invisible(std::string_view piece) {
    if (matched_ == 0) {
      const std::size_t open = std::min(piece.find('<'), piece.size());
      if (open > 0) return open;
    }
    const char c = piece.front();
    matched_ = lower(c) == end_tag_[matched_] ? matched_ + 1 : (c == '<' ? 1 : 0);
    if (matched_ == end_tag_.size()) {
      tag_ = end_tag_;
      last_ = c;
      state_ = State::tag;
    }
    return 1;
  }

  // The tag is whole, or the page ends in it.
  void take_tag() {
    state_ = State::text;
    const std::string_view tag = tag_;
    if (tag.starts_with("</")) return;
    const auto name_end = std::find_if(tag.begin() + 1, tag.end(),
                                       [](char c) { return is_space(c) || c == '>' || c == '/'; });
    const auto name_size = static_cast<std::size_t>(name_end - tag.begin()) - 1;
    std::string_view attributes = tag.substr(1 + name_size);
    if (attributes.ends_with('>')) attributes.remove_suffix(1);
    take_start_tag(tag.substr(1, name_size), attributes);
  }

  void take_start_tag(std::string_view name, std::string_view attributes) {
    constexpr std::array<std::string_view, 5> kInvisible = {"script", "style", "svg", "template",
                                                            "noscript"};
    if (equals_ignoring_case(name, "link")) take_link(attributes);
    if (equals_ignoring_case(name, "title")) state_ = State::title;
    if (equals_ignoring_case(name, "input") &&
        equals_ignoring_case(attribute(attributes, "type"), "password")) {
      glance_.has_password_field = true;
    }
    for (const std::string_view invisible : kInvisible) {
      if (!equals_ignoring_case(name, invisible)) continue;
      glance_.has_script = glance_.has_script || invisible == "script";
      if (attributes.ends_with('/')) continue;
      state_ = State::invisible;
      end_tag_ = "</" + std::string(invisible);
      matched_ = 0;
    }
  }

  void take_link(std::string_view attributes) {
    if (!glance_.canonical.empty() ||
        !equals_ignoring_case(trim(attribute(attributes, "rel"), kBlanks), "canonical")) {
      return;
    }
    const std::string_view href = trim(attribute(attributes, "href"), kBlanks);
    if (href.size() <= kMaxUrlBytes) glance_.canonical = href;
  }

  State state_ = State::text;
  PageGlance glance_;
  bool has_title_ = false;
  std::string tag_;          // from its '<' on
  char last_ = 0;            // of the tag's bytes, white space left out
  char quote_ = 0;           // of the value
  std::string end_tag_;      // "</script"
  std::size_t matched_ = 0;  // bytes of the end tag, or dashes in a comment, seen in a row
};

Glancer::Glancer() : impl_(std::make_unique<Impl>()) {}
Glancer::Glancer(Glancer&&) noexcept = default;
Glancer& Glancer::operator=(Glancer&&) noexcept = default;
Glancer::~Glancer() = default;

void Glancer::write(std::string_view piece) { impl_->write(piece); }

PageGlance Glancer::finish() { return impl_->finish(); }

PageGlance glance_at(std::string_view html) {
  Glancer glancer;
  glancer.write(html);
  return glancer.finish();
}

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
