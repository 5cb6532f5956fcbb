#include "indexer/note.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "core/ascii.h"
#include "core/charset.h"
#include "core/time.h"
#include "core/unicode.h"
#include "core/url.h"
#include "indexer/front_matter.h"
#include "indexer/markdown.h"
#include "indexer/plain_text.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

bool is_utf16(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

// Windows' editors save UTF-16, with its mark; what has none is UTF-8.
std::string clean_text(std::string_view bytes) {
  std::string decoded;
  if (is_utf16(bytes)) {
    decoded = decode_to_utf8(bytes, "");
    bytes = decoded;
  }
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\0') {
      text += "\uFFFD";
    } else if (bytes[i] != '\r') {
      text += bytes[i];
    } else if (bytes.substr(i + 1, 1) != "\n") {
      text += '\n';
    }
  }
  return to_nfc(text);
}

// ---- The file's name

struct Name {
  std::string title;
  std::string date;  // of "2021-12-12-title"
};

bool is_jekyll(std::string_view stem) {
  constexpr std::string_view kShape = "dddd-dd-dd-";
  if (stem.size() <= kShape.size()) return false;
  return std::equal(kShape.begin(), kShape.end(), stem.begin(),
                    [](char shape, char c) { return shape == 'd' ? is_digit(c) : c == shape; });
}

std::string_view without_folder(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view without_extension(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

Name name_of_file(std::string_view id) {
  std::string_view stem = without_extension(without_folder(id));
  const bool is_index = stem == "index" || stem == "_index";
  if (is_index && !folder_of(id).empty()) stem = without_folder(folder_of(id));
  Name name;
  if (is_jekyll(stem)) {
    name.date = parse_date(stem.substr(0, 10));
    stem.remove_prefix(11);
  }
  std::string title(stem);
  std::replace(title.begin(), title.end(), '-', ' ');
  std::replace(title.begin(), title.end(), '_', ' ');
  name.title = collapse_white_space(title);
  if (name.title.empty()) name.title = stem;
  return name;
}

bool is_plain_text(std::string_view id) {
  const std::string_view name = without_folder(id);
  return lower_case(name.substr(name.size() - std::min<std::size_t>(4, name.size()))) == ".txt";
}

// ---- Language

struct Letters {
  std::size_t hangul = 0;
  std::size_t others = 0;
  std::size_t words = 0;          // in Latin letters
  std::size_t english_words = 0;  // among them
};

// Words that are frequent in English and none of its neighbours'.
bool is_english(std::string_view word) {
  constexpr std::array<std::string_view, 8> kWords = {"the", "of",   "and", "to",
                                                      "is",  "that", "for", "with"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

Letters count_letters(std::string_view text) {
  Letters letters;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) ++letters.words;
    if (is_english(word)) ++letters.english_words;
    word.clear();
  };
  for (std::size_t i = 0, size = 1; i < text.size(); i += size) {
    const char32_t code = decode_utf8(text, i, size);
    const CharClass kind = class_of(code);
    if (kind == CharClass::hangul) ++letters.hangul;
    if (kind == CharClass::letter) {
      ++letters.others;
      append_utf8(word, code >= U'A' && code <= U'Z' ? code + 32 : code);
    } else {
      end_word();
    }
  }
  end_word();
  return letters;
}

std::string language_of(const std::vector<Section>& sections, std::string_view title) {
  std::string text(title);
  for (const Section& section : sections) {
    for (const std::string& heading : section.heading_path) text += ' ' + heading;
    for (const Block& block : section.blocks) {
      if (block.kind != BlockKind::code) text += ' ' + block.text;
    }
  }
  const Letters letters = count_letters(text);
  if (4 * letters.hangul > letters.others) return "ko";
  return letters.english_words * 20 >= letters.words && letters.words > 0 ? "en" : "";
}

// ---- Putting it together

bool same_text(std::string_view a, std::string_view b) {
  const auto codes = [](std::string_view text) {
    std::u32string out;
    for (const FoldedChar& c : fold(collapse_white_space(text))) out += c.code;
    return out;
  };
  return codes(a) == codes(b);
}

// The only first-level heading is the first of all: it stands in front of every path.
void drop_from_paths(std::vector<Section>& sections, const std::string& heading) {
  for (Section& section : sections) {
    std::vector<std::string>& path = section.heading_path;
    if (!path.empty() && path.front() == heading) path.erase(path.begin());
  }
}

// Makes a link's address absolute and normal; false where parse_url does not take it.
bool normalise(Link& link) {
  Expected<Url> url = parse_url(link.url);
  if (!url) return false;
  link.fragment = std::exchange(url->fragment, {});
  link.url = url->to_string();
  return true;
}

std::vector<Link> links_of(const FrontMatter& matter, std::vector<Link> in_text) {
  std::vector<Link> links;
  for (const FrontMatterText& url : matter.urls)
    links.push_back({url.text, "", url.text, url.line});
  in_text.insert(in_text.begin(), links.begin(), links.end());
  std::erase_if(in_text, [](Link& link) { return !normalise(link); });
  return in_text;
}

// The front matter's own text, as the first blocks of the document.
void add_front_matter_text(std::vector<Section>& sections, const FrontMatter& matter) {
  std::vector<Block> blocks;
  if (!matter.unread.empty()) {
    blocks.push_back({BlockKind::paragraph, matter.unread, 1, matter.body_lines, ""});
  }
  for (const FrontMatterText& definition : matter.definitions) {
    blocks.push_back({BlockKind::list_item, definition.text, definition.line, definition.line, ""});
  }
  if (blocks.empty()) return;
  if (sections.empty() || !sections.front().heading_path.empty()) {
    sections.insert(sections.begin(), Section{});
  }
  std::vector<Block>& first = sections.front().blocks;
  first.insert(first.begin(), blocks.begin(), blocks.end());
}

std::vector<std::string> tags_of(const FrontMatter& matter, const NoteBody& body) {
  std::vector<std::string> tags = matter.tags;
  for (const std::string& tag : body.tags) {
    if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
  }
  return tags;
}

}  // namespace

Document read_note(std::string_view bytes, std::string_view id, std::string_view path) {
  const std::string text = clean_text(bytes);
  const bool plain = is_plain_text(id);
  const FrontMatter matter = plain ? FrontMatter{} : parse_front_matter(text);
  NoteBody body = plain ? read_plain_text(text)
                        : parse_markdown(std::string_view(text).substr(matter.body_offset),
                                         matter.body_lines + 1);
  const Name name = name_of_file(id);

  Document document;
  DocumentInfo& info = document.info;
  info.id = to_nfc(id);
  info.kind = DocumentKind::note;
  info.url = path;
  info.title = !matter.title.empty() ? matter.title
               : !body.title.empty() ? body.title
                                     : to_nfc(name.title);
  info.authors = matter.authors;
  info.date = parse_date(matter.date);
  if (info.date.empty()) info.date = name.date;
  info.description = matter.description;
  info.tags = tags_of(matter, body);
  info.draft = matter.draft;
  if (!body.title.empty() && same_text(body.title, info.title)) {
    drop_from_paths(body.sections, body.title);
  }
  add_front_matter_text(body.sections, matter);
  info.language =
      !matter.language.empty() ? matter.language : language_of(body.sections, info.title);
  document.links = links_of(matter, std::move(body.links));
  document.sections = std::move(body.sections);
  return document;
}

}  // namespace mi
