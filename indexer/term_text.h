// Term text: a block's text as the pieces that the mining of terms looks at: words, parentheses,
// and what ends a term. No piece crosses white space.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mi {

enum class TermPieceKind {
  word,       // letters and digits, with '-', '\'' and '&' between them: "fine-tuning", "BERT의"
  open,       // '(' or its full-width form
  close,      // ')' or its full-width form
  separator,  // ',', ';' or '/', also full-width: between the readings inside a parenthesis
  quote,      // a quotation mark
  stop,       // any other mark, and a formula
};

struct TermPiece {
  TermPieceKind kind = TermPieceKind::stop;
  std::string_view text;  // of the block
  bool has_hangul = false;
  bool has_latin = false;  // any letter that is not Hangul
  bool has_digit = false;
  bool after_space = false;

  bool is_hangul() const { return has_hangul && !has_latin && !has_digit; }
  bool is_latin() const { return has_latin && !has_hangul; }
};

// Total and linear. The views live as long as `text`.
std::vector<TermPiece> term_pieces(std::string_view text);

// What closes the parenthesis that opens at `open`: the index of its `close`, parentheses inside
// it skipped; 0 where it does not close within kMaxTermPieces.
std::size_t closing_piece(const std::vector<TermPiece>& pieces, std::size_t open);

inline constexpr std::size_t kMaxTermPieces = 24;

// The pieces [begin, end) as text, single spaces where the block has white space.
std::string join_pieces(const std::vector<TermPiece>& pieces, std::size_t begin, std::size_t end);

}  // namespace mi
