#include "indexer/term_text.h"

#include <algorithm>

#include "core/unicode.h"

namespace mi {
namespace {

bool is_word(CharClass kind) {
  return kind == CharClass::letter || kind == CharClass::digit || kind == CharClass::hangul ||
         kind == CharClass::mark;
}

// Marks that stay inside a word when letters stand on both sides.
bool joins_words(char32_t code) {
  constexpr std::u32string_view kJoiners = U"-'&_\u2010\u2011\u2019";
  return kJoiners.find(code) != std::u32string_view::npos;
}

TermPieceKind kind_of(char32_t code) {
  constexpr std::u32string_view kSeparators = U",;/\uFF0C\uFF1B\u3001";
  constexpr std::u32string_view kQuotes = U"\"'\u2018\u2019\u201C\u201D\u300C\u300D\u300E\u300F";
  if (code == U'(' || code == U'\uFF08') return TermPieceKind::open;
  if (code == U')' || code == U'\uFF09') return TermPieceKind::close;
  if (kSeparators.find(code) != std::u32string_view::npos) return TermPieceKind::separator;
  if (kQuotes.find(code) != std::u32string_view::npos) return TermPieceKind::quote;
  return TermPieceKind::stop;
}

class PieceScanner {
 public:
  explicit PieceScanner(std::string_view text) : text_(text) {}

  std::vector<TermPiece> scan() {
    while (at_ < text_.size()) {
      std::size_t size = 0;
      const char32_t code = decode_utf8(text_, at_, size);
      const CharClass kind = class_of(code);
      if (kind == CharClass::space) {
        after_space_ = true;
        at_ += size;
      } else if (is_word(kind)) {
        scan_word();
      } else {
        add(kind_of(code), code == U'$' ? formula_size() : size);
      }
    }
    return std::move(pieces_);
  }

 private:
  // "$...$" on one line; else the dollar alone.
  std::size_t formula_size() const {
    constexpr std::size_t kMaxFormulaBytes = 400;
    const std::string_view rest = text_.substr(at_ + 1, kMaxFormulaBytes);
    const std::size_t end = rest.find_first_of("$\n");
    return end != std::string_view::npos && rest[end] == '$' ? end + 2 : 1;
  }

  void scan_word() {
    TermPiece piece;
    const std::size_t begin = at_;
    std::size_t end = at_;
    while (at_ < text_.size()) {
      std::size_t size = 0;
      const char32_t code = decode_utf8(text_, at_, size);
      const CharClass kind = class_of(code);
      if (!is_word(kind) && (!joins_words(code) || end != at_)) break;
      at_ += size;
      if (!is_word(kind)) continue;
      end = at_;
      piece.has_hangul = piece.has_hangul || kind == CharClass::hangul;
      piece.has_latin = piece.has_latin || kind == CharClass::letter;
      piece.has_digit = piece.has_digit || kind == CharClass::digit;
    }
    at_ = begin;
    add_piece(piece, TermPieceKind::word, end - begin);
  }

  void add(TermPieceKind kind, std::size_t size) { add_piece({}, kind, size); }

  void add_piece(TermPiece piece, TermPieceKind kind, std::size_t size) {
    piece.kind = kind;
    piece.text = text_.substr(at_, size);
    piece.after_space = after_space_;
    after_space_ = false;
    at_ += piece.text.size();
    pieces_.push_back(piece);
  }

  std::string_view text_;
  std::vector<TermPiece> pieces_;
  std::size_t at_ = 0;
  bool after_space_ = false;
};

}  // namespace

std::vector<TermPiece> term_pieces(std::string_view text) { return PieceScanner(text).scan(); }

std::size_t closing_piece(const std::vector<TermPiece>& pieces, std::size_t open) {
  const std::size_t limit = std::min(pieces.size(), open + kMaxTermPieces);
  std::size_t depth = 0;
  for (std::size_t i = open; i < limit; ++i) {
    if (pieces[i].kind == TermPieceKind::open) ++depth;
    if (pieces[i].kind == TermPieceKind::close && --depth == 0) return i;
  }
  return 0;
}

std::string join_pieces(const std::vector<TermPiece>& pieces, std::size_t begin, std::size_t end) {
  std::string joined;
  for (std::size_t i = begin; i < end; ++i) {
    if (i > begin && pieces[i].after_space) joined += ' ';
    joined += pieces[i].text;
  }
  return joined;
}

}  // namespace mi
