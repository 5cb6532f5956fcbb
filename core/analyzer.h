// The analyzer: text -> terms with positions and byte ranges. One, for indexing, querying and
// marking, so that what is found is what is shown.
//
//   "중첩을 in-context GPT-2"
//     중첩        hangul    position 0   bytes of 중첩을
//     중첩        bigram    position 0   bytes of 중첩을
//     in          word      position 1   bytes of in
//     incontext   compound  position 1   bytes of in-context
//     context     word      position 2   bytes of context
//     gpt         word      position 3
//     gpt2        compound  position 3
//     2           number    position 4
//
// Text is folded first (NFKC, case, soft hyphens: core/unicode.h); Latin words are stemmed
// (core/stem.h) and lose their accents, Hangul words lose their particles and endings
// (core/korean.h). A particle right behind a Latin word or a closing bracket ("BERT의",
// "중첩(Superposition)을") is dropped. A Greek letter that stands alone is its name ("β-VAE": beta,
// vae, betavae), as the name is spelled in prose and in TeX. Numbers lose the commas of their
// thousands. A formula between dollars gives its symbols (core/tex_symbols.h) beside its words.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/wanted_terms.h"

namespace mi {

enum class TokenKind : std::uint8_t {
  word,      // letters, stemmed; or letters and digits mixed, as they are ("conv2d0")
  number,    // digits, with a decimal point inside
  compound,  // a hyphenated or underscored word in one piece, beside its parts
  hangul,    // a Hangul word less its endings
  bigram,    // two syllables of a Hangul word: a term of another namespace (core/schema.h)
  symbol,    // of a formula: likewise, with positions that count symbols, not words
};

struct Token {
  std::string term;  // without prefix; at most kMaxTermBytes
  TokenKind kind = TokenKind::word;
  std::uint32_t position = 0;    // counts words; a compound or bigram stands at its word's position
  std::uint32_t byte_begin = 0;  // of the whole word in the original text, endings included; of the
                                 // whole formula, dollars included
  std::uint32_t byte_end = 0;
};

// Longer words are no words (base64, DNA): they are dropped, but take a position.
inline constexpr std::size_t kMaxTermBytes = 64;

// The same token while it is handed over: the term is lent for the time of the call.
struct TokenView {
  std::string_view term;
  TokenKind kind = TokenKind::word;
  std::uint32_t position = 0;
  std::uint32_t byte_begin = 0;
  std::uint32_t byte_end = 0;
};

using TokenSink = std::function<void(const TokenView&)>;

// Total: any bytes give tokens. Byte ranges never decrease, nor do the positions of words, nor
// those of symbols. Between the symbols of two formulas one position is free. Thread-safe. What is
// past 4 GiB is not read.
std::vector<Token> analyze(std::string_view text);

// Hands each token to `sink` in turn, for long texts. The sink must not analyze.
void analyze(std::string_view text, const TokenSink& sink);

// Only what may be one of some terms, and all Hangul words, 2-grams and symbols: words, numbers and
// compounds that are surely none of them are left out, and positions do not count them. A tenth of
// the time where few terms are looked for.
void analyze(std::string_view text, const WantedTerms& wanted, const TokenSink& sink);

// Whether a word says nothing in a query ("the", "what", "무엇인가", "대해"): by its term, after
// analysis. Such words are indexed, and searched for when a query has no others.
bool is_stop_word(const Token& token);

}  // namespace mi
