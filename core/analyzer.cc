#include "core/analyzer.h"

#include <span>
#include <unordered_set>

#include "core/korean.h"
#include "core/stem.h"
#include "core/stop_words.h"
#include "core/unicode.h"

namespace mi {
namespace {

using Chars = std::span<const FoldedChar>;

bool is_apostrophe(char32_t code) { return code == U'\'' || code == U'\u2019'; }

bool is_hyphen(char32_t code) {
  return code == U'-' || code == U'_' || code == U'\u2010' || code == U'\u2011';
}

bool is_alphanumeric(CharClass c) {
  return c == CharClass::letter || c == CharClass::digit || c == CharClass::mark;
}

// Behind what a particle may stand that is no Hangul: "BERT의", "중첩(Superposition)을",
// "**SAE**는".
bool ends_a_word(char32_t code) {
  constexpr std::u32string_view kClosing = U")]}>\"'*`$%\u2019\u201D\u300D\u300F";
  return is_alphanumeric(class_of(code)) || kClosing.find(code) != std::u32string_view::npos;
}

std::string to_utf8(Chars chars) {
  std::string out;
  for (const FoldedChar& c : chars) append_utf8(out, c.code);
  return out;
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : folded_(fold(text)) {}

  std::vector<Token> scan() {
    while (at_ < folded_.size()) {
      const CharClass here = class_at(at_);
      if (here == CharClass::hangul) {
        scan_hangul();
      } else if (is_alphanumeric(here)) {
        scan_compound();
      } else {
        ++at_;
      }
    }
    return std::move(tokens_);
  }

 private:
  CharClass class_at(std::size_t i) const {
    return i < folded_.size() ? class_of(folded_[i].code) : CharClass::other;
  }

  Chars chars(std::size_t begin, std::size_t end) const {
    return Chars(folded_).subspan(begin, end - begin);
  }

  void emit(std::string term, TokenKind kind, std::uint32_t position, std::size_t begin,
            std::size_t end) {
    if (term.empty() || term.size() > kMaxTermBytes) return;
    tokens_.push_back(
        {std::move(term), kind, position, folded_[begin].begin, folded_[end - 1].end});
  }

  void scan_hangul() {
    const std::size_t begin = at_;
    while (class_at(at_) == CharClass::hangul) ++at_;
    std::u32string run;
    for (const FoldedChar& c : chars(begin, at_)) run += c.code;
    if (begin > 0 && ends_a_word(folded_[begin - 1].code) && is_josa(run)) return;
    const std::u32string_view word = strip_endings(run);
    const std::uint32_t position = next_position_++;
    emit(to_utf8(chars(begin, begin + word.size())), TokenKind::hangul, position, begin, at_);
    for (std::size_t i = 0; i + 1 < word.size(); ++i) {
      emit(to_utf8(chars(begin + i, begin + i + 2)), TokenKind::bigram, position, begin, at_);
    }
  }

  // Pieces joined by hyphens or underscores: each piece is a word, and all together are one.
  void scan_compound() {
    const std::size_t begin = at_;
    const std::uint32_t first_position = next_position_;
    std::string joined;
    std::size_t pieces = 0;
    std::size_t compound_token = 0;
    while (is_alphanumeric(class_at(at_))) {
      joined += scan_piece();
      if (++pieces == 1) compound_token = tokens_.size();
      if (!is_hyphen(code_at(at_)) || !is_alphanumeric(class_at(at_ + 1))) break;
      ++at_;
    }
    if (pieces < 2 || joined.size() > kMaxTermBytes) return;
    const std::size_t end = at_;
    emit(stem_if_word(joined), TokenKind::compound, first_position, begin, end);
    // Behind the first piece, so that positions never decrease.
    Token compound = std::move(tokens_.back());
    tokens_.pop_back();
    tokens_.insert(tokens_.begin() + static_cast<std::ptrdiff_t>(compound_token),
                   std::move(compound));
  }

  // Scans one piece and emits its token; returns its folded text, unstemmed.
  std::string scan_piece() {
    const std::size_t begin = at_;
    bool letters = false;
    while (true) {
      const CharClass here = class_at(at_);
      const bool inside =
          at_ > begin && ((is_apostrophe(code_at(at_)) && class_at(at_ + 1) == CharClass::letter) ||
                          (code_at(at_) == U'.' && class_at(at_ - 1) == CharClass::digit &&
                           class_at(at_ + 1) == CharClass::digit && !letters));
      if (!is_alphanumeric(here) && !inside) break;
      letters = letters || here == CharClass::letter;
      ++at_;
    }
    std::string text;
    for (const FoldedChar& c : chars(begin, at_)) {
      if (!is_apostrophe(c.code)) append_utf8(text, c.code);
    }
    const bool possessive =
        at_ - begin > 2 && code_at(at_ - 1) == U's' && is_apostrophe(code_at(at_ - 2));
    if (possessive) text.pop_back();
    const TokenKind kind = letters ? TokenKind::word : TokenKind::number;
    emit(letters ? stem_if_word(text) : text, kind, next_position_++, begin, at_);
    return text;
  }

  char32_t code_at(std::size_t i) const { return i < folded_.size() ? folded_[i].code : 0; }

  // Identifiers with digits keep their form: "conv2d0" has no English ending.
  static std::string stem_if_word(const std::string& text) {
    const bool has_digit = text.find_first_of("0123456789") != std::string::npos;
    return has_digit ? text : stem_english(text);
  }

  std::vector<FoldedChar> folded_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::uint32_t next_position_ = 0;
};

// The terms that the words of a stop list become.
std::unordered_set<std::string> terms_of(std::string_view list) {
  std::unordered_set<std::string> terms;
  for (Token& token : analyze(list)) {
    if (token.kind != TokenKind::bigram) terms.insert(std::move(token.term));
  }
  return terms;
}

}  // namespace

std::vector<Token> analyze(std::string_view text) { return Scanner(text).scan(); }

bool is_stop_word(const Token& token) {
  static const std::unordered_set<std::string> kEnglish = terms_of(kEnglishStopWords);
  static const std::unordered_set<std::string> kKorean = terms_of(kKoreanStopWords);
  switch (token.kind) {
    case TokenKind::word:
      return kEnglish.contains(token.term);
    case TokenKind::hangul:
      return kKorean.contains(token.term);
    default:
      return false;
  }
}

}  // namespace mi
