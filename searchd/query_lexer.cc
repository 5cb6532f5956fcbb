#include "searchd/query_lexer.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "core/unicode.h"

namespace mi {
namespace {

// Straight and typographic double quotes, as phones and word processors write them.
constexpr char32_t kQuotes[] = {U'"', U'\u201C', U'\u201D', U'\u201E', U'\u00AB', U'\u00BB'};
constexpr char32_t kWideColon = U'\uFF1A';
constexpr std::uint32_t kMaxDistance = 100;

bool is_quote(char32_t code) {
  return std::find(std::begin(kQuotes), std::end(kQuotes), code) != std::end(kQuotes);
}

Query leaf(QueryOp op, std::string_view text) { return {op, std::string(text)}; }

// "NEAR/5" -> 5.
std::optional<std::uint32_t> near_distance(std::string_view word) {
  constexpr std::string_view kNear = "NEAR/";
  if (!word.starts_with(kNear)) return {};
  std::uint32_t distance = 0;
  const auto [end, error] =
      std::from_chars(word.data() + kNear.size(), word.data() + word.size(), distance);
  const bool whole = error == std::errc() && end == word.data() + word.size();
  if (!whole || distance == 0 || distance > kMaxDistance) return {};
  return distance;
}

// "mono*" -> "mono"; empty where it is too short, or more than letters and digits.
std::string_view prefix_of(std::string_view word) {
  if (!word.ends_with('*')) return {};
  word.remove_suffix(1);
  std::size_t letters = 0;
  bool hangul = false;
  for (std::size_t at = 0, size = 0; at < word.size(); at += size, ++letters) {
    const CharClass c = class_of(decode_utf8(word, at, size));
    if (c != CharClass::letter && c != CharClass::digit && c != CharClass::hangul) return {};
    hangul = hangul || c == CharClass::hangul;
  }
  return letters >= (hangul ? 2U : 3U) ? word : std::string_view{};
}

class Lexer {
 public:
  Lexer(std::string_view text, LexerMode mode) : text_(text), mode_(mode) {}

  LexedQuery lex() {
    while (skip_space()) {
      const bool sign = (text_[at_] == '-' || text_[at_] == '+') && starts_operand(at_ + 1);
      if (sign) {
        push(text_[at_++] == '-' ? QueryTokenKind::minus : QueryTokenKind::plus, {});
        if (skip_space()) lex_operand(false);
      } else {
        lex_operand(true);
      }
    }
    return {std::move(tokens_), std::move(unread_)};
  }

 private:
  char32_t peek(std::size_t& size) const { return decode_utf8(text_, at_, size); }

  bool skip_space() {
    std::size_t size = 0;
    while (at_ < text_.size() && class_of(peek(size)) == CharClass::space) at_ += size;
    return at_ < text_.size();
  }

  bool starts_operand(std::size_t at) const {
    if (at >= text_.size()) return false;
    std::size_t size = 0;
    const char32_t code = decode_utf8(text_, at, size);
    return code != U'-' && code != U'+' && code != U')' && class_of(code) != CharClass::space;
  }

  void push(QueryTokenKind kind, Query leaf) { tokens_.push_back({kind, std::move(leaf)}); }

  void lex_operand(bool operators) {
    std::size_t size = 0;
    const char32_t code = peek(size);
    if (is_quote(code)) return lex_quote(size);
    if (code == U'(' || code == U')') {
      at_ += size;
      if (mode_ == LexerMode::full)
        push(code == U'(' ? QueryTokenKind::open : QueryTokenKind::close, {});
      return;
    }
    if (!lex_field()) lex_word(operators && mode_ == LexerMode::full);
  }

  // The end of the quote that opens at `at`, before its closing mark; empty where it never closes.
  std::optional<std::size_t> closing_quote(std::size_t at) {
    if (at >= no_quote_from_) return {};
    for (std::size_t i = at, size = 0; i < text_.size(); i += size) {
      if (is_quote(decode_utf8(text_, i, size))) return i;
    }
    no_quote_from_ = at;
    return {};
  }

  void lex_quote(std::size_t open_size) {
    at_ += open_size;
    if (mode_ == LexerMode::words) return;
    const std::optional<std::size_t> end = closing_quote(at_);
    if (!end) return;
    push(QueryTokenKind::leaf, leaf(QueryOp::phrase, text_.substr(at_, *end - at_)));
    step_over(*end);
  }

  void step_over(std::size_t at) {
    std::size_t size = 0;
    decode_utf8(text_, at, size);
    at_ = at + size;
  }

  // A name, a colon and a value right behind it.
  bool lex_field() {
    std::size_t colon = at_;
    std::size_t size = 0;
    char32_t code = 0;
    for (; colon < text_.size(); colon += size) {
      code = decode_utf8(text_, colon, size);
      const CharClass c = class_of(code);
      if (c != CharClass::letter && c != CharClass::hangul && c != CharClass::mark) break;
    }
    const bool has_colon = colon < text_.size() && (code == U':' || code == kWideColon);
    if (!has_colon || colon == at_) return false;
    const std::optional<QueryField> field = field_named(text_.substr(at_, colon - at_));
    return field && lex_value(*field, colon + size);
  }

  bool lex_value(QueryField field, std::size_t begin) {
    if (begin >= text_.size()) return false;
    std::size_t size = 0;
    std::size_t after = begin;
    std::string_view value;
    if (is_quote(decode_utf8(text_, begin, size))) {
      const std::optional<std::size_t> end = closing_quote(begin + size);
      if (!end) return false;
      value = text_.substr(begin + size, *end - begin - size);
      decode_utf8(text_, *end, size);
      after = *end + size;
    } else {
      after = word_end(begin);
      value = text_.substr(begin, after - begin);
    }
    std::optional<Query> query = field_query(field, value);
    if (!query) {
      if (!value.empty() && has_certain_values(field)) note_unread(field, after);
      return false;
    }
    push(QueryTokenKind::leaf, std::move(*query));
    at_ = after;
    return true;
  }

  void note_unread(QueryField field, std::size_t end) {
    UnreadField unread{field, std::string(text_.substr(at_, end - at_))};
    const bool is_known = std::find(unread_.begin(), unread_.end(), unread) != unread_.end();
    if (!is_known && unread_.size() < kMaxUnreadFields) unread_.push_back(std::move(unread));
  }

  // A word goes up to a space, a quote or a parenthesis, but for a pair inside it: "f(x)".
  std::size_t word_end(std::size_t at) const {
    for (std::size_t size = 0; at < text_.size(); at += size) {
      const char32_t code = decode_utf8(text_, at, size);
      if (class_of(code) == CharClass::space || is_quote(code) || code == U')') break;
      if (code != U'(') continue;
      const std::size_t close = closing_parenthesis(at + size);
      if (close == std::string_view::npos) break;
      at = close;
    }
    return at;
  }

  // Of a pair that lies within one word; npos where it does not.
  std::size_t closing_parenthesis(std::size_t at) const {
    for (std::size_t size = 0; at < text_.size(); at += size) {
      const char32_t code = decode_utf8(text_, at, size);
      if (code == U')') return at;
      if (class_of(code) == CharClass::space || is_quote(code) || code == U'(') break;
    }
    return std::string_view::npos;
  }

  void lex_word(bool operators) {
    const std::size_t end = word_end(at_);
    const std::string_view word = text_.substr(at_, end - at_);
    at_ = end;
    if (mode_ == LexerMode::full) {
      if (operators && lex_operator(word)) return;
      if (const std::string_view prefix = prefix_of(word); !prefix.empty())
        return push(QueryTokenKind::leaf, leaf(QueryOp::prefix, prefix));
    }
    push(QueryTokenKind::leaf, leaf(QueryOp::word, word));
  }

  bool lex_operator(std::string_view word) {
    if (word == "AND") push(QueryTokenKind::and_, leaf(QueryOp::word, "and"));
    if (word == "OR") push(QueryTokenKind::or_, leaf(QueryOp::word, "or"));
    if (word == "NOT") push(QueryTokenKind::minus, leaf(QueryOp::word, "not"));
    const std::optional<std::uint32_t> distance = near_distance(word);
    if (distance) {
      Query near = leaf(QueryOp::word, "near/" + std::to_string(*distance));
      near.distance = *distance;
      push(QueryTokenKind::near, std::move(near));
    }
    return word == "AND" || word == "OR" || word == "NOT" || distance;
  }

  std::string_view text_;
  LexerMode mode_;
  std::size_t at_ = 0;
  std::size_t no_quote_from_ = SIZE_MAX;  // from here on there is no quote
  std::vector<QueryToken> tokens_;
  std::vector<UnreadField> unread_;
};

}  // namespace

LexedQuery lex_query(std::string_view text, LexerMode mode) { return Lexer(text, mode).lex(); }

}  // namespace mi
