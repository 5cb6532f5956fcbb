#include "core/analyzer.h"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_set>

#include "core/ascii.h"
#include "core/greek.h"
#include "core/korean.h"
#include "core/korean_verbs.h"
#include "core/stem.h"
#include "core/stop_words.h"
#include "core/tex_symbols.h"
#include "core/unicode.h"

namespace mi {
namespace {

bool is_apostrophe(char32_t code) {
  return code == U'\'' || code == U'\u2019' || code == U'\u02BC';
}

// Combining accents that no composed letter takes up: in "x̂", which stands for x.
bool is_loose_accent(char32_t code) { return code >= 0x300 && code < 0x370; }

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

// What an ASCII byte is to a word that stands alone between white space.
enum class Plain : std::uint8_t { other, space, letter, opening, closing };

constexpr std::array<Plain, 256> kPlain = [] {
  std::array<Plain, 256> table{};
  const auto set = [&](std::string_view bytes, Plain plain) {
    for (const char c : bytes) table[static_cast<unsigned char>(c)] = plain;
  };
  set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", Plain::letter);
  set(" \t\n\v\f\r", Plain::space);
  set("([\"", Plain::opening);
  set(".,;:!?)]", Plain::closing);
  return table;
}();

// What an ASCII byte is to a run that may be passed over unread.
enum class Glance : std::uint8_t { other, alphanumeric, space, to_read };

constexpr std::array<Glance, 256> kGlance = [] {
  std::array<Glance, 256> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) {
    const bool digit = byte >= '0' && byte <= '9';
    if (kPlain[byte] == Plain::letter || digit) table[byte] = Glance::alphanumeric;
    if (kPlain[byte] == Plain::space) table[byte] = Glance::space;
    if (byte == '$' || byte >= 0x80) table[byte] = Glance::to_read;
  }
  return table;
}();

// class_of() of ASCII.
constexpr std::array<CharClass, 128> kAsciiClass = [] {
  std::array<CharClass, 128> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) {
    table[byte] = CharClass::other;
    if (kPlain[byte] == Plain::letter) table[byte] = CharClass::letter;
    if (kPlain[byte] == Plain::space) table[byte] = CharClass::space;
    if (byte >= '0' && byte <= '9') table[byte] = CharClass::digit;
  }
  return table;
}();

class Scanner {
 public:
  // Without `wanted`, everything is.
  Scanner(std::string_view text, const WantedTerms* wanted, const TokenSink& sink)
      : text_(text.substr(0, std::numeric_limits<std::uint32_t>::max())),
        wanted_(wanted),
        sink_(sink) {}

  // Word by word, so that the buffers stay small: no token reaches over ASCII white space.
  void scan() {
    for (std::size_t at = 0; at < text_.size();) {
      if (is_parting_space(at)) {
        ++at;
      } else {
        const std::size_t end = wanted_ == nullptr ? at : end_of_unwanted_run(at);
        at = end == at ? scan_run(at) : end;
      }
    }
  }

 private:
  Plain plain_at(std::size_t at) const { return kPlain[static_cast<unsigned char>(text_[at])]; }

  bool ends_run(std::size_t at) const { return at == text_.size() || is_parting_space(at); }

  // Most spaces have ASCII behind them.
  bool is_parting_space(std::size_t at) const {
    if (plain_at(at) != Plain::space) return false;
    const std::size_t next = at + 1;
    return next == text_.size() || static_cast<unsigned char>(text_[next]) < 0x80 ||
           begins_cluster(text_, next);
  }

  // The end of what stands up to the next white space where none of its words is wanted, nor
  // anything else of it; else its beginning.
  std::size_t end_of_unwanted_run(const std::size_t begin) const {
    Glance before = Glance::other;
    for (std::size_t at = begin; at < text_.size(); ++at) {
      const Glance here = glance_at(at);
      if (here == Glance::space) return ends_run(at) ? at : begin;
      if (here == Glance::to_read) return begin;
      const bool begins_word = here == Glance::alphanumeric && before != here;
      if (begins_word && may_begin_wanted(at)) return begin;
      before = here;
    }
    return text_.size();
  }

  // A sign behind the first letter may belong to the word, or be left out of it.
  bool may_begin_wanted(std::size_t at) const {
    const char first = lower(text_[at]);
    if (!wanted_->may_begin(first)) return false;
    const bool has_second = at + 1 < text_.size() && glance_at(at + 1) == Glance::alphanumeric;
    return !has_second || wanted_->may_begin(first, lower(text_[at + 1]));
  }

  Glance glance_at(std::size_t at) const { return kGlance[static_cast<unsigned char>(text_[at])]; }

  // Scans what stands up to the next white space; returns its end.
  std::size_t scan_run(const std::size_t begin) {
    const auto skip = [&](std::size_t at, Plain plain) {
      while (at < text_.size() && plain_at(at) == plain) ++at;
      return at;
    };
    const std::size_t word = skip(begin, Plain::opening);
    const std::size_t word_end = skip(word, Plain::letter);
    std::size_t end = skip(word_end, Plain::closing);
    if (word_end > word && ends_run(end)) {
      scan_plain_word(word, word_end);
      return end;
    }
    while (!ends_run(end)) ++end;
    folded_.clear();
    classes_.clear();
    fold_run(begin, end);
    scan_folded();
    return end;
  }

  // Runs of ASCII alone are most of what is left: commands, numbers, hyphenated words.
  void fold_run(std::size_t begin, std::size_t end) {
    const std::string_view run = text_.substr(begin, end - begin);
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::all_of(run.begin(), run.end(), is_ascii)) {
      for (std::size_t at = begin; at < end; ++at) {
        const auto code = static_cast<unsigned char>(lower(text_[at]));
        const auto from = static_cast<std::uint32_t>(at);
        folded_.push_back({code, from, from + 1});
        classes_.push_back(kAsciiClass[code]);
      }
      return;
    }
    append_folded(folded_, run, static_cast<std::uint32_t>(begin));
    for (const FoldedChar& c : folded_) classes_.push_back(class_of(c.code));
  }

  // Most of English text: ASCII letters, as scan_piece() would take them.
  void scan_plain_word(std::size_t begin, std::size_t end) {
    const std::uint32_t position = next_position_++;
    if (end - begin > kMaxTermBytes) return;
    for (std::size_t i = begin; i < end; ++i) lower_[i - begin] = lower(text_[i]);
    emit(stem_english_view({lower_.data(), end - begin}), TokenKind::word, position,
         static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end));
  }

  void scan_folded() {
    for (at_ = 0; at_ < folded_.size();) {
      const CharClass here = class_at(at_);
      if (here == CharClass::hangul) {
        scan_hangul();
      } else if (is_alphanumeric(here)) {
        scan_compound();
      } else {
        if (code_at(at_) == U'$') scan_formula(folded_[at_].begin);
        ++at_;
      }
    }
  }

  // The symbols of a formula, counted apart from the words; its words follow as words do.
  void scan_formula(std::uint32_t begin) {
    if (begin < formula_end_ || text_[begin] != '$') return;
    const Formula formula = formula_at(text_, begin);
    if (formula.end == begin) return;
    formula_end_ = static_cast<std::uint32_t>(formula.end);
    for (const std::string& symbol : tex_symbols(formula.tex)) {
      emit(symbol, TokenKind::symbol, next_symbol_++, begin, formula_end_);
    }
    ++next_symbol_;  // no phrase goes over from one formula to the next
  }

  CharClass class_at(std::size_t i) const {
    return i < classes_.size() ? classes_[i] : CharClass::other;
  }

  char32_t code_at(std::size_t i) const { return i < folded_.size() ? folded_[i].code : 0; }

  void emit(std::string_view term, TokenKind kind, std::uint32_t position, std::uint32_t begin,
            std::uint32_t end) {
    if (term.empty() || term.size() > kMaxTermBytes) return;
    sink_({term, kind, position, begin, end});
  }

  void scan_hangul() {
    const std::size_t begin = at_;
    hangul_.clear();
    for (; class_at(at_) == CharClass::hangul; ++at_) hangul_ += folded_[at_].code;
    if (begin > 0 && ends_a_word(folded_[begin - 1].code) && is_josa(hangul_)) return;
    term_.clear();
    const std::u32string_view verb = dictionary_form(hangul_);
    for (const char32_t code : verb.empty() ? strip_endings(hangul_) : verb)
      append_utf8(term_, code);
    const std::uint32_t position = next_position_++;
    const std::uint32_t from = folded_[begin].begin;
    const std::uint32_t to = folded_[at_ - 1].end;
    emit(term_, TokenKind::hangul, position, from, to);
    constexpr std::size_t kSyllable = 3;                                    // bytes, of jamo too
    const std::size_t end = term_.size() - (verb.empty() ? 0 : kSyllable);  // without the 다
    for (std::size_t i = 0; i + kSyllable < end; i += kSyllable) {
      emit(std::string_view(term_).substr(i, 2 * kSyllable), TokenKind::bigram, position, from, to);
    }
  }

  // Pieces joined by hyphens or underscores: each piece is a word, and all together are one.
  void scan_compound() {
    const std::size_t begin = at_;
    const std::uint32_t first_position = next_position_;
    joined_.clear();
    pieces_.clear();
    std::size_t count = 0;
    while (is_alphanumeric(class_at(at_))) {
      scan_piece();
      ++count;
      if (!is_hyphen(code_at(at_)) || !is_alphanumeric(class_at(at_ + 1))) break;
      ++at_;
    }
    const bool is_compound = count > 1 && joined_.size() <= kMaxTermBytes;
    const auto emit_compound = [&] {
      if (!is_wanted(joined_)) return;
      emit(stem_if_word(joined_), TokenKind::compound, first_position, folded_[begin].begin,
           folded_[at_ - 1].end);
    };
    // The compound stands behind the first piece, so that positions never decrease.
    if (is_compound && (pieces_.empty() || pieces_.front().position != first_position))
      emit_compound();
    for (const Token& piece : pieces_) {
      emit(piece.term, piece.kind, piece.position, piece.byte_begin, piece.byte_end);
      if (is_compound && piece.position == first_position) emit_compound();
    }
  }

  // Whether the sign at at_ belongs to the word: an apostrophe, a decimal point, or the comma of
  // "1,000".
  bool is_inside_word(std::size_t begin, bool letters) const {
    const auto digit = [&](std::size_t i) { return class_at(i) == CharClass::digit; };
    const char32_t code = code_at(at_);
    if (at_ == begin) return false;
    if (is_apostrophe(code)) return class_at(at_ + 1) == CharClass::letter;
    if (letters || !digit(at_ - 1) || !digit(at_ + 1)) return false;
    if (code == U'.') return true;
    const bool whole_group = digit(at_ + 2) && digit(at_ + 3) && !digit(at_ + 4);
    return code == U',' && whole_group && (at_ - begin <= 3 || code_at(at_ - 4) == U',');
  }

  // Scans one piece, and keeps its token and its folded, unstemmed text for the compound.
  void scan_piece() {
    const std::size_t begin = at_;
    std::size_t letters = 0;
    term_.clear();
    for (; is_alphanumeric(class_at(at_)) || is_inside_word(begin, letters > 0); ++at_) {
      const char32_t code = code_at(at_);
      if (is_apostrophe(code) || is_loose_accent(code) || code == U',') continue;
      if (code < 0x80) {
        term_ += static_cast<char>(code);
      } else {
        append_utf8(term_, without_accents(code));
      }
      if (class_at(at_) == CharClass::letter) ++letters;
    }
    // A Greek letter by itself, or with an index ("β1"), is what prose calls it.
    const std::string_view greek = letters == 1 ? greek_name(code_at(begin)) : std::string_view();
    constexpr std::size_t kGreekBytes = 2;
    if (!greek.empty()) term_.replace(0, kGreekBytes, greek);
    const bool possessive =
        at_ - begin > 2 && code_at(at_ - 1) == U's' && is_apostrophe(code_at(at_ - 2));
    if (possessive) term_.pop_back();
    // One byte more than the longest compound tells that it is too long.
    joined_.append(term_, 0, kMaxTermBytes + 1);
    joined_.resize(std::min(joined_.size(), kMaxTermBytes + 1));
    const std::uint32_t position = next_position_++;
    if (!is_wanted(term_)) return;
    const std::string_view term = letters > 0 ? stem_if_word(term_) : std::string_view(term_);
    if (term.empty() || term.size() > kMaxTermBytes) return;
    pieces_.push_back({std::string(term), letters > 0 ? TokenKind::word : TokenKind::number,
                       position, folded_[begin].begin, folded_[at_ - 1].end});
  }

  bool is_wanted(std::string_view word) const {
    return wanted_ == nullptr || wanted_->may_be(word);
  }

  // Identifiers with digits keep their form: "conv2d0" has no English ending.
  static std::string_view stem_if_word(std::string_view text) {
    const bool has_digit = text.find_first_of("0123456789") != std::string_view::npos;
    return has_digit ? text : stem_english_view(text);
  }

  std::string_view text_;
  const WantedTerms* wanted_;
  const TokenSink& sink_;
  std::vector<FoldedChar> folded_;  // one run; at_ is a place in it
  std::vector<CharClass> classes_;  // of its characters
  std::array<char, kMaxTermBytes> lower_{};
  std::size_t at_ = 0;
  std::uint32_t next_position_ = 0;
  std::uint32_t next_symbol_ = 0;
  std::uint32_t formula_end_ = 0;  // of the last one: its closing dollar begins none
  std::u32string hangul_;
  std::string term_;
  std::string joined_;
  std::vector<Token> pieces_;
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

void analyze(std::string_view text, const TokenSink& sink) { Scanner(text, nullptr, sink).scan(); }

void analyze(std::string_view text, const WantedTerms& wanted, const TokenSink& sink) {
  Scanner(text, &wanted, sink).scan();
}

std::vector<Token> analyze(std::string_view text) {
  constexpr std::size_t kBytesPerToken = 6;
  std::vector<Token> tokens;
  tokens.reserve(text.size() / kBytesPerToken + 1);
  analyze(text, [&](const TokenView& token) {
    tokens.push_back(
        {std::string(token.term), token.kind, token.position, token.byte_begin, token.byte_end});
  });
  return tokens;
}

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
