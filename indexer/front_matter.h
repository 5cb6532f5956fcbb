// FrontMatter: what stands above a note's text between "---" (YAML), "+++" (TOML) or braces (JSON).
// The only door to yaml-cpp, and of this room to toml++.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mi {

// A piece of text of the front matter, and the line of the file where it stands.
struct FrontMatterText {
  std::string text;
  int line = 0;

  friend bool operator==(const FrontMatterText&, const FrontMatterText&) = default;
};

// What is not given is empty.
struct FrontMatter {
  std::string title;
  std::string date;               // as written: `date`, else `published`, `publishDate`, `created`
  std::string description;        // `description`, else `summary`, `subtitle`
  std::string language;           // `language` or `lang`, as written
  std::vector<std::string> tags;  // `tags`, then `categories`, each once, without '#'
  std::vector<std::string> authors;  // `author` and `authors`: names, without addresses
  bool draft = false;                // `draft: true` or `published: false`

  // Addresses that the note is about: what stands under `url`, `link`, `paper`, `source`,
  // `reference`, `pdf`, `href` (and plurals) at any depth, as written; `arxiv: 2209.10652` and
  // `doi: 10.23915/...` as the addresses they stand for.
  std::vector<FrontMatterText> urls;

  // "term: definition" of each entry of a glossary, which a site shows with the text.
  std::vector<FrontMatterText> definitions;

  // The block as text where it cannot be read (broken YAML or TOML), so that nothing in it is lost;
  // else empty. Its lines of the form "key: value" are still understood.
  std::string unread;

  std::size_t body_offset = 0;  // bytes and lines above the text; 0 and 0 without front matter
  int body_lines = 0;

  friend bool operator==(const FrontMatter&, const FrontMatter&) = default;
};

// The longest front matter that is read, in bytes.
inline constexpr std::size_t kMaxFrontMatterBytes = 64 << 10;

// Reads the front matter at the very top of a note (valid UTF-8, no byte order mark, '\n' between
// lines). A block is no front matter, and stays part of the text, when it is not closed within
// kMaxFrontMatterBytes, when it holds nothing of the form of a key with a value ("---" is also
// Markdown's rule), or when it is JSON that does not parse.
// Total: values deeper than 16 levels and beyond the 2,000th are left out, so that a bomb of
// aliases costs no more than a note.
FrontMatter parse_front_matter(std::string_view text);

}  // namespace mi
