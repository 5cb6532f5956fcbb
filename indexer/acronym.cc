#include "indexer/acronym.h"

#include <algorithm>
#include <array>

#include "core/ascii.h"

namespace mi {
namespace {

bool is_function_word(std::string_view word) {
  constexpr std::array kWords = {
      std::string_view("a"),     std::string_view("see"),   std::string_view("an"),
      std::string_view("and"),   std::string_view("are"),   std::string_view("as"),
      std::string_view("at"),    std::string_view("by"),    std::string_view("for"),
      std::string_view("from"),  std::string_view("in"),    std::string_view("into"),
      std::string_view("is"),    std::string_view("of"),    std::string_view("on"),
      std::string_view("or"),    std::string_view("our"),   std::string_view("that"),
      std::string_view("the"),   std::string_view("this"),  std::string_view("to"),
      std::string_view("via"),   std::string_view("we"),    std::string_view("with"),
      std::string_view("using"), std::string_view("their"), std::string_view("these"),
      std::string_view("its")};
  return std::find(kWords.begin(), kWords.end(), lower_case(word)) != kWords.end();
}

// "SAEs" -> "SAE".
std::string_view without_plural(std::string_view word) {
  if (word.size() > 2 && word.ends_with('s') && is_upper(word[word.size() - 2])) {
    word.remove_suffix(1);
  }
  return word;
}

bool is_short_form(const TermPiece& piece) {
  constexpr std::size_t kMaxLetters = 8;
  if (piece.kind != TermPieceKind::word || !piece.is_latin()) return false;
  const std::string_view word = without_plural(piece.text);
  const auto capitals = std::count_if(word.begin(), word.end(), is_upper);
  const auto letters =
      static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_alphanumeric));
  return capitals >= 2 && letters >= 2 && letters <= kMaxLetters && is_alphanumeric(word.front());
}

// Words of a long form: split at spaces and hyphens.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" -_"), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

bool is_plausible(std::string_view short_form, std::string_view long_form) {
  const std::vector<std::string_view> words = words_of(long_form);
  if (words.empty() || long_form.size() <= short_form.size()) return false;
  if (words.size() > std::min(short_form.size() + 5, short_form.size() * 2)) return false;
  if (is_function_word(words.front()) || is_function_word(words.back())) return false;
  const std::string letters = lower_case(short_form);
  std::size_t left_out = 0;
  for (const std::string_view word : words) {
    if (without_plural(word) == short_form) return false;
    const bool is_told = letters.find(lower(word.front())) != std::string::npos;
    if (!is_told && !is_function_word(word)) ++left_out;
  }
  return left_out <= (words.size() > 2 ? 1U : 0U);
}

// The last words of the text whose first letters spell the short form: "Interchange Intervention
// Accuracy" for IIA, where the match from the right stops at "Intervention". Empty: none.
std::string_view spelt_by_initials(std::string_view short_form, std::string_view text) {
  std::string letters;
  for (const char c : short_form) {
    if (is_alphanumeric(c)) letters += lower(c);
  }
  const std::vector<std::string_view> words = words_of(text);
  if (words.size() < letters.size()) return {};
  const std::size_t first = words.size() - letters.size();
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (lower(words[first + i].front()) != letters[i]) return {};
  }
  const auto begin = static_cast<std::size_t>(words[first].data() - text.data());
  return begin > 0 && text[begin - 1] != ' ' ? std::string_view() : text.substr(begin);
}

// Where the run of Latin words that ends before `end` begins.
std::size_t latin_run(const std::vector<TermPiece>& pieces, std::size_t end, std::size_t most) {
  std::size_t begin = end;
  while (begin > 0 && end - begin < most && pieces[begin - 1].kind == TermPieceKind::word &&
         pieces[begin - 1].is_latin()) {
    --begin;
  }
  return begin;
}

std::optional<TermPair> short_inside(const std::vector<TermPiece>& pieces, std::size_t open) {
  const TermPiece& inside = pieces[open + 1];
  if (!is_short_form(inside)) return std::nullopt;
  const std::size_t most = std::min(inside.text.size() + 5, inside.text.size() * 2);
  return acronym_of(inside.text, join_pieces(pieces, latin_run(pieces, open, most), open));
}

std::optional<TermPair> short_before(const std::vector<TermPiece>& pieces, std::size_t open,
                                     std::size_t close) {
  if (open == 0 || !is_short_form(pieces[open - 1])) return std::nullopt;
  std::size_t begin = latin_run(pieces, close, kMaxTermPieces);
  if (begin != open + 1) return std::nullopt;  // other things stand inside
  if (begin < close && is_function_word(pieces[begin].text)) ++begin;
  const std::string inside = join_pieces(pieces, begin, close);
  std::optional<TermPair> pair = acronym_of(pieces[open - 1].text, inside);
  if (pair && pair->term != inside) return std::nullopt;  // a remark, not the long form
  return pair;
}

}  // namespace

std::optional<TermPair> acronym_of(std::string_view short_form, std::string_view text) {
  short_form = without_plural(short_form);
  std::string_view long_form = spelt_by_initials(short_form, text);
  if (long_form.empty()) long_form = long_form_of(short_form, text);
  if (!is_plausible(short_form, long_form)) return std::nullopt;
  TermPair pair;
  pair.kind = TermPairKind::acronym;
  pair.term = long_form;
  pair.other = short_form;
  return pair;
}

std::string_view long_form_of(std::string_view short_form, std::string_view text) {
  std::size_t at = text.size();
  for (std::size_t i = short_form.size(); i-- > 0;) {
    const char wanted = lower(short_form[i]);
    if (!is_alphanumeric(wanted)) continue;
    const auto fits = [&](std::size_t j) {
      return lower(text[j]) == wanted && (i > 0 || j == 0 || !is_alphanumeric(text[j - 1]));
    };
    do {
      if (at == 0) return {};
      --at;
    } while (!fits(at));
  }
  const std::size_t space = text.substr(0, at).rfind(' ');
  return text.substr(space == std::string_view::npos ? 0 : space + 1);
}

std::vector<TermPair> find_acronyms(const std::vector<TermPiece>& pieces) {
  std::vector<TermPair> pairs;
  for (std::size_t open = 0; open < pieces.size(); ++open) {
    if (pieces[open].kind != TermPieceKind::open) continue;
    const std::size_t close = closing_piece(pieces, open);
    if (close < open + 2) continue;
    std::optional<TermPair> pair;
    const TermPieceKind after = pieces[open + 2].kind;
    if (after == TermPieceKind::close || after == TermPieceKind::separator) {
      pair = short_inside(pieces, open);
    }
    if (!pair) pair = short_before(pieces, open, close);
    if (pair) pairs.push_back(std::move(*pair));
  }
  return pairs;
}

}  // namespace mi
