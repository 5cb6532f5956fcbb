#include "indexer/slim_html.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/ascii.h"
#include "indexer/html_entity.h"
#include "indexer/html_tag.h"

namespace mi {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t kMaxNameBytes = 64;  // libxml2 cuts names at 100
constexpr std::size_t kMaxNames = 10'000;  // different names of elements in one page

template <std::size_t N>
using Words = std::array<std::string_view, N>;

// Elements whose content the tokeniser takes as it stands, up to their own end tag.
constexpr Words<6> kRawElements = {"script", "style", "iframe", "noembed", "noframes", "xmp"};

constexpr Words<14> kVoidElements = {"area",  "base",  "br",     "col",     "embed",
                                     "frame", "hr",    "img",    "link",    "meta",
                                     "input", "param", "keygen", "basefont"};

// Elements without content that libxml2 2.9 does not know and would leave open.
constexpr Words<3> kUnknownVoidElements = {"source", "track", "wbr"};

// Elements whose end tags may be left out: any number of them may stand open at a time.
// libxml2 knows where they end.
constexpr Words<14> kOpenEndedElements = {"p",      "li",   "dt",    "dd",    "tr",
                                          "td",     "th",   "tbody", "thead", "tfoot",
                                          "option", "html", "head",  "body"};
constexpr Words<6> kTableParts = {"tr", "td", "th", "tbody", "thead", "tfoot"};

// Elements whose end tags end nothing across the border of another element.
constexpr Words<24> kInlineElements = {
    "a",    "abbr", "b", "big", "cite", "code",  "del",  "em",     "font",   "i",   "ins", "kbd",
    "mark", "nobr", "q", "s",   "samp", "small", "span", "strike", "strong", "sub", "sup", "u"};

// A start tag of these inside a drawing is where browsers leave the drawing (13.2.6.5).
constexpr Words<27> kNotInDrawings = {"blockquote", "body",   "br",    "center", "dd", "div", "dl",
                                      "dt",         "h1",     "h2",    "h3",     "h4", "h5",  "h6",
                                      "hr",         "img",    "li",    "menu",   "ol", "p",   "pre",
                                      "span",       "strong", "table", "ul",     "em", "code"};
constexpr Words<3> kHtmlInDrawings = {"foreignobject", "desc", "title"};

constexpr Words<6> kDataTypes = {"text/json",   "application/json",  "text/front-matter",
                                 "text/bibtex", "text/bibliography", "application/ld+json"};

template <std::size_t N>
bool contains(const Words<N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool carries_data(const HtmlTag& tag) {
  return std::any_of(tag.attributes.begin(), tag.attributes.end(), [](const auto& attribute) {
    return attribute.name == "type" && contains(kDataTypes, lower_case(attribute.value));
  });
}

// Where the first `word` at or after `from` ends; the page's end where there is none.
std::size_t after(std::string_view page, std::string_view word, std::size_t from) {
  const std::size_t found = page.find(word, from);
  return found == npos ? page.size() : found + word.size();
}

// Where the comment at `at` ends.
std::size_t comment_end(std::string_view page, std::size_t at) {
  const std::size_t body = at + 4;
  if (page.substr(body, 1) == ">") return body + 1;
  if (page.substr(body, 2) == "->") return body + 2;
  for (std::size_t dashes = page.find("--", body); dashes != npos;
       dashes = page.find("--", dashes + 1)) {
    if (page.substr(dashes + 2, 1) == ">") return dashes + 3;
    if (page.substr(dashes + 2, 2) == "!>") return dashes + 4;
  }
  return page.size();
}

// Where the content of a raw element that begins at `from` ends.
std::size_t raw_end(std::string_view page, std::string_view name, std::size_t from) {
  const std::string end_tag = "</" + std::string(name);
  for (std::size_t at = page.find('<', from); at != npos; at = page.find('<', at + 1)) {
    if (has_html_tag(page, at, end_tag)) return at;
  }
  return page.size();
}

// The same for a script, which may hold "<!-- <script> ... </script> -->": the inner end tag does
// not end it (the "script data double escaped" states of the standard).
std::size_t script_end(std::string_view page, std::size_t from) {
  bool is_escaped = false;
  bool is_inner = false;
  std::size_t looked_at = from;
  for (std::size_t at = page.find('<', from); at != npos; at = page.find('<', at + 1)) {
    if (is_escaped && page.substr(looked_at, at - looked_at).find("-->") != npos) {
      is_escaped = is_inner = false;
    }
    looked_at = at;
    if (page.substr(at, 4) == "<!--") {
      is_escaped = true;
      looked_at = at + 2;  // "<!-->" closes itself
    } else if (is_escaped && has_html_tag(page, at, "<script")) {
      is_inner = true;
    } else if (has_html_tag(page, at, "</script")) {
      if (!is_inner) return at;
      is_inner = false;
    }
  }
  return page.size();
}

// Where the drawing whose content begins at `from` ends: behind its </svg>, or before the first
// element that browsers do not draw.
std::size_t drawing_end(std::string_view page, std::size_t from) {
  std::size_t drawings = 1;
  std::size_t html_inside = 0;
  std::size_t at = from;
  while ((at = page.find('<', at)) != npos) {
    if (page.substr(at, 4) == "<!--") {
      at = comment_end(page, at);
      continue;
    }
    const std::size_t name_at = page.substr(at, 2) == "</" ? at + 2 : at + 1;
    if (name_at >= page.size() || !is_letter(page[name_at])) {
      ++at;
      continue;
    }
    const HtmlTag tag = read_html_tag(page, at);
    if (!tag.is_end && html_inside == 0 && contains(kNotInDrawings, tag.name)) return at;
    at = tag.end;
    std::size_t& level = contains(kHtmlInDrawings, tag.name) ? html_inside : drawings;
    if (&level == &drawings && tag.name != "svg") continue;
    if (!tag.is_end && !tag.is_empty) ++level;
    if (tag.is_end && level > 0) --level;
    if (drawings == 0) return at;
  }
  return page.size();
}

// The elements that are open, as far as their end tags matter.
class OpenElements {
 public:
  // Whether a start tag may stand here; then its element is open.
  bool open(const std::string& name) {
    const std::uint32_t id = id_of(name);
    if (id == kNoName) return false;
    if (contains(kOpenEndedElements, name)) {
      if (contains(kTableParts, name) && count_of("table") == 0) return false;
    } else {
      if (stack_.size() >= kMaxHtmlDepth) return false;
      stack_.push_back(id);
    }
    ++open_[id];
    return true;
  }

  // The elements that an end tag ends, innermost first; none for a tag that ends nothing.
  std::vector<std::string> close(const std::string& name) {
    if (count_of(name) == 0) return {};
    const std::uint32_t id = ids_.find(name)->second;
    if (contains(kOpenEndedElements, name)) {
      --open_[id];
      return {name};
    }
    std::size_t depth = stack_.size();
    while (stack_[depth - 1] != id) {
      --depth;
      if (depth == 0 || is_border(stack_[depth], id)) return {};
    }
    std::vector<std::string> closed;
    while (stack_.size() >= depth) {
      closed.push_back(names_[stack_.back()]);
      --open_[stack_.back()];
      stack_.pop_back();
    }
    return closed;
  }

 private:
  static constexpr std::uint32_t kNoName = UINT32_MAX;

  std::uint32_t id_of(const std::string& name) {
    const auto known = ids_.find(name);
    if (known != ids_.end()) return known->second;
    if (names_.size() >= kMaxNames) return kNoName;
    const auto id = static_cast<std::uint32_t>(names_.size());
    ids_.emplace(name, id);
    names_.push_back(name);
    open_.push_back(0);
    is_inline_.push_back(contains(kInlineElements, name));
    return id;
  }

  std::size_t count_of(const std::string& name) const {
    const auto known = ids_.find(name);
    return known == ids_.end() ? 0 : open_[known->second];
  }

  // Whether the search for what an end tag of `ended` ends stops at an open element.
  bool is_border(std::uint32_t open, std::uint32_t ended) const {
    return is_inline_[ended] ? !is_inline_[open] : names_[open] == "table";
  }

  std::unordered_map<std::string, std::uint32_t> ids_;
  std::vector<std::string> names_;
  std::vector<std::size_t> open_;
  std::vector<bool> is_inline_;
  std::vector<std::uint32_t> stack_;
};

class Slimmer {
 public:
  explicit Slimmer(std::string_view page) : page_(page) {}

  std::string run() {
    while (at_ < page_.size()) {
      const std::size_t open = std::min(page_.find('<', at_), page_.size());
      copy_text(page_.substr(at_, open - at_));
      at_ = open;
      if (at_ < page_.size()) step_over_markup();
    }
    return std::move(out_);
  }

 private:
  char peek(std::size_t ahead) const {
    return at_ + ahead < page_.size() ? page_[at_ + ahead] : '\0';
  }

  void step_over_markup() {
    const char next = peek(1);
    if (is_letter(next) || (next == '/' && is_letter(peek(2)))) {
      step_over_tag();
    } else if (page_.substr(at_, 4) == "<!--") {
      at_ = comment_end(page_, at_);
    } else if (next == '!' || next == '?' || (next == '/' && at_ + 2 < page_.size())) {
      at_ = after(page_, ">", at_ + 2);
    } else {
      out_ += "&lt;";
      ++at_;
    }
  }

  void step_over_tag() {
    const HtmlTag tag = read_html_tag(page_, at_);
    at_ = tag.end;
    if (tag.name.empty() || tag.name.size() > kMaxNameBytes) return;
    if (contains(kUnknownVoidElements, tag.name)) return;
    if (tag.is_end) {
      for (const std::string& name : open_.close(tag.name)) out_ += "</" + name + ">";
    } else if (tag.name == "svg") {
      if (!tag.is_empty) at_ = drawing_end(page_, at_);
    } else if (contains(kRawElements, tag.name)) {
      step_over_raw(tag);
    } else if (tag.is_empty || contains(kVoidElements, tag.name) || open_.open(tag.name)) {
      write_start_tag(tag);
    } else if (!contains(kInlineElements, tag.name) && !contains(kTableParts, tag.name)) {
      part_words();
    }
  }

  // Where a tag is left out that begins a block.
  void part_words() {
    const bool is_parted = out_.empty() || out_.back() == '>' || is_html_space(out_.back());
    if (!is_parted) out_ += ' ';
  }

  // The end tag that follows ends nothing, and is dropped as such.
  void step_over_raw(const HtmlTag& tag) {
    const bool is_script = tag.name == "script";
    const std::size_t end = is_script ? script_end(page_, at_) : raw_end(page_, tag.name, at_);
    const std::string_view content = page_.substr(at_, end - at_);
    at_ = end;
    if (!is_script || !carries_data(tag)) return;
    write_start_tag(tag);
    for (const char c : content) copy_char(c);
    out_ += "</script>";
  }

  void write_start_tag(const HtmlTag& tag) {
    out_ += '<';
    out_ += tag.name;
    for (const auto& attribute : tag.attributes) {
      out_ += ' ';
      out_ += attribute.name;
      out_ += "=\"";
      copy_value(attribute.value);
      out_ += '"';
    }
    out_ += tag.is_empty ? "/>" : ">";
  }

  void copy_value(std::string_view value) {
    for (std::size_t at = 0; at < value.size(); ++at) {
      const char c = value[at];
      if (c == '&' && copy_new_entity(value, at)) continue;
      if (c == '"') {
        out_ += "&quot;";
      } else if (c == '<') {
        out_ += "&lt;";
      } else {
        copy_char(c);
      }
    }
  }

  void copy_text(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] != '&' || !copy_new_entity(text, at)) copy_char(text[at]);
    }
  }

  // Moves on to the semicolon of an entity at `at` that libxml2 would not know.
  bool copy_new_entity(std::string_view text, std::size_t& at) {
    const std::size_t size = text.substr(at + 1, kMaxEntityName + 1).find(';');
    if (size == npos) return false;
    const std::string_view known = text_of_new_entity(text.substr(at + 1, size));
    if (known.empty()) return false;
    out_ += known;
    at += size + 1;
    return true;
  }

  void copy_char(char c) {
    if (static_cast<unsigned char>(c) >= 0x20 || is_html_space(c)) out_ += c;
  }

  std::string_view page_;
  std::size_t at_ = 0;
  OpenElements open_;
  std::string out_;
};

}  // namespace

std::string slim_html(std::string_view page) { return Slimmer(page).run(); }

}  // namespace mi
