#include "indexer/white_space.h"

#include <cstddef>

#include "core/unicode.h"
#include "indexer/html_tag.h"

namespace mi {
namespace {

constexpr std::string_view kSpaces = " \t\n\v\f\r";

bool is_wide_space(char32_t code) {
  return code == 0xA0 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 ||
         code == 0x202F || code == 0x205F || code == 0x3000;
}

bool is_invisible(char32_t code) {
  return code == 0xAD || code == 0x200B || code == 0x2060 || code == 0xFEFF;
}

// Calls `take` with each piece of the text: a space, or the bytes of a visible character.
template <class Take>
void for_each_character(std::string_view text, Take take) {
  for (std::size_t at = 0, size = 1; at < text.size(); at += size) {
    size = 1;
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      take(text.substr(at, 1));
      continue;
    }
    const char32_t code = decode_utf8(text, at, size);
    if (is_wide_space(code)) {
      take(std::string_view(" "));
    } else if (!is_invisible(code)) {
      take(text.substr(at, size));
    }
  }
}

}  // namespace

void append_collapsed(std::string& line, std::string_view text) {
  for_each_character(text, [&](std::string_view character) {
    if (!is_html_space(character.front())) {
      line += character;
    } else if (!line.empty() && line.back() != ' ' && line.back() != '\n') {
      line += ' ';
    }
  });
}

void append_code(std::string& code, std::string_view text) {
  for_each_character(text, [&](std::string_view character) {
    if (character != "\r") code += character;
  });
}

std::string collapse_white_space(std::string_view text) {
  std::string line;
  append_collapsed(line, text);
  trim_end(line);
  return line;
}

void trim_end(std::string& text) {
  text.resize(text.find_last_not_of(kSpaces) + 1);  // npos + 1 is 0
}

void trim_spaces_at_end(std::string& text) { text.resize(text.find_last_not_of(' ') + 1); }

}  // namespace mi
