#include "indexer/tex_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/ascii.h"
#include "core/unicode.h"
#include "indexer/html_tag.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

struct Replacement {
  std::string_view name;
  std::string_view text;
};

// Commands that put a mark on the letter behind them; the marks are Unicode's combining ones.
constexpr std::array<Replacement, 14> kAccents = {{{"`", "\u0300"},
                                                   {"'", "\u0301"},
                                                   {"^", "\u0302"},
                                                   {"~", "\u0303"},
                                                   {"=", "\u0304"},
                                                   {"u", "\u0306"},
                                                   {".", "\u0307"},
                                                   {"\"", "\u0308"},
                                                   {"r", "\u030A"},
                                                   {"H", "\u030B"},
                                                   {"v", "\u030C"},
                                                   {"d", "\u0323"},
                                                   {"c", "\u0327"},
                                                   {"k", "\u0328"}}};

constexpr std::array<Replacement, 31> kLetters = {{{"ss", "ß"},
                                                   {"o", "ø"},
                                                   {"O", "Ø"},
                                                   {"l", "ł"},
                                                   {"L", "Ł"},
                                                   {"ae", "æ"},
                                                   {"AE", "Æ"},
                                                   {"oe", "œ"},
                                                   {"OE", "Œ"},
                                                   {"aa", "å"},
                                                   {"AA", "Å"},
                                                   {"i", "i"},
                                                   {"j", "j"},
                                                   {"dh", "ð"},
                                                   {"DH", "Ð"},
                                                   {"th", "þ"},
                                                   {"TH", "Þ"},
                                                   {"dj", "đ"},
                                                   {"DJ", "Đ"},
                                                   {"textendash", "–"},
                                                   {"ldots", "..."},
                                                   {"dots", "..."},
                                                   {"textquoteright", "’"},
                                                   {"textemdash", "—"},
                                                   {"&", "&"},
                                                   {"%", "%"},
                                                   {"$", "$"},
                                                   {"#", "#"},
                                                   {"_", "_"},
                                                   {"{", "{"},
                                                   {"}", "}"}}};

// Longest first.
constexpr std::array<Replacement, 6> kSigns = {
    {{"---", "—"}, {"--", "–"}, {"``", "“"}, {"''", "”"}, {"~", " "}, {"{", ""}}};

template <std::size_t N>
const Replacement* find(const std::array<Replacement, N>& replacements, std::string_view name) {
  const auto* found = std::find_if(replacements.begin(), replacements.end(),
                                   [&](const Replacement& r) { return r.name == name; });
  return found == replacements.end() ? nullptr : found;
}

class TexReader {
 public:
  explicit TexReader(std::string_view tex) : tex_(tex) {}

  std::string read() {
    while (at_ < tex_.size()) {
      if (tex_[at_] == '\\') {
        step_over_command();
      } else if (tex_[at_] == '$') {
        copy_math();
      } else {
        copy_sign();
      }
    }
    return to_nfc(collapse_white_space(out_));
  }

 private:
  void step_over_command() {
    const std::string_view name = take_name();
    const bool is_word = !name.empty() && is_letter(name.front());
    if (const Replacement* accent = find(kAccents, name)) {
      put_accent(accent->text);
    } else if (const Replacement* letter = find(kLetters, name)) {
      out_ += letter->text;
      if (is_word) skip_spaces();
    } else if (is_word) {
      skip_spaces();
    } else {
      out_ += ' ';  // "\ ", "\\", "\," and their kin
    }
  }

  // The name of the command at hand: a word, or one sign.
  std::string_view take_name() {
    const std::size_t begin = ++at_;
    while (at_ < tex_.size() && is_letter(tex_[at_])) ++at_;
    if (at_ == begin && at_ < tex_.size()) ++at_;
    return tex_.substr(begin, at_ - begin);
  }

  void skip_spaces() {
    while (at_ < tex_.size() && is_html_space(tex_[at_])) ++at_;
  }

  // The letter may stand bare, in braces, or be a command itself: \'e, \'{e}, \'{\i}.
  void put_accent(std::string_view mark) {
    while (at_ < tex_.size() && (is_html_space(tex_[at_]) || tex_[at_] == '{')) ++at_;
    if (at_ >= tex_.size() || tex_[at_] == '}') return;
    if (tex_[at_] == '\\') {
      const Replacement* letter = find(kLetters, take_name());
      if (letter == nullptr) return;
      out_ += letter->text;
    } else {
      std::size_t size = 1;
      decode_utf8(tex_, at_, size);
      out_ += tex_.substr(at_, size);
      at_ += size;
    }
    out_ += mark;
  }

  void copy_math() {
    const std::size_t end = tex_.find('$', at_ + 1);
    // A dollar sign without its fellow looks for it once: what follows holds none.
    const std::size_t size = end == std::string_view::npos ? 1 : end + 1 - at_;
    out_ += tex_.substr(at_, size);
    at_ += size;
  }

  void copy_sign() {
    for (const Replacement& sign : kSigns) {
      if (tex_.substr(at_, sign.name.size()) != sign.name) continue;
      out_ += sign.text;
      at_ += sign.name.size();
      return;
    }
    if (tex_[at_] != '}') out_ += tex_[at_];
    ++at_;
  }

  std::string_view tex_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::string plain_text_of_tex(std::string_view tex) { return TexReader(tex).read(); }

}  // namespace mi
