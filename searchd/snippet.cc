#include "searchd/snippet.h"

#include <algorithm>
#include <limits>

#include "core/analyzer.h"
#include "core/unicode.h"

namespace mi {
namespace {

// A word of the text that answers the query.
struct Match {
  Span span;
  std::string_view term;  // key in TermWeights
  double weight = 0;
};

// The term that a token answers; terms.end() where it answers none.
TermWeights::const_iterator term_answered(const Token& token, const TermWeights& terms) {
  if (token.kind == TokenKind::bigram || token.kind == TokenKind::symbol) return terms.end();
  const auto exact = terms.find(token.term);
  if (exact != terms.end() || token.kind != TokenKind::hangul) return exact;
  return std::find_if(terms.begin(), terms.end(), [&](const auto& entry) {
    constexpr std::size_t kTwoSyllables = 6;  // bytes
    return entry.first.size() >= kTwoSyllables &&
           static_cast<unsigned char>(entry.first[0]) >= 0xEA &&
           token.term.find(entry.first) != std::string::npos;
  });
}

std::vector<Match> find_matches(std::string_view text, const TermWeights& terms) {
  std::vector<Match> matches;
  for (const Token& token : analyze(text)) {
    const auto term = term_answered(token, terms);
    if (term == terms.end()) continue;
    const Span span{token.byte_begin, token.byte_end};
    // A compound and its parts: one mark, the wider.
    if (!matches.empty() && span.begin < matches.back().span.end) {
      matches.back().span.end = std::max(matches.back().span.end, span.end);
      continue;
    }
    matches.push_back({span, term->first, term->second});
  }
  return matches;
}

// What a window from match `first` on is worth: each term once in full, repetitions a little.
double worth_of(const std::vector<Match>& matches, std::size_t first, std::size_t bytes) {
  double worth = 0;
  const std::size_t limit = matches[first].span.begin + bytes;
  for (std::size_t i = first; i < matches.size() && matches[i].span.end <= limit; ++i) {
    const auto is_same = [&](const Match& m) { return m.term == matches[i].term; };
    const auto begin = matches.begin() + static_cast<std::ptrdiff_t>(first);
    const bool repeated =
        std::any_of(begin, matches.begin() + static_cast<std::ptrdiff_t>(i), is_same);
    worth += matches[i].weight * (repeated ? 0.1 : 1.0);
  }
  return worth;
}

std::size_t best_match(const std::vector<Match>& matches, std::size_t bytes) {
  // A passage has few matches; a hostile one must not cost more than these.
  constexpr std::size_t kMostTried = 64;
  std::size_t best = 0;
  double best_worth = -1;
  for (std::size_t i = 0; i < matches.size() && i < kMostTried; ++i) {
    const double worth = worth_of(matches, i, bytes);
    if (worth > best_worth) {
      best = i;
      best_worth = worth;
    }
  }
  return best;
}

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

// The last position at or before `at` where a sentence, else a word, begins, but not below `least`.
std::size_t window_begin(std::string_view text, std::size_t at, std::size_t least) {
  std::size_t word = at;
  for (std::size_t i = at; i > least; --i) {
    if (!is_space(text[i - 1])) continue;
    word = i;
    const bool sentence =
        i >= 2 && (text[i - 2] == '.' || text[i - 2] == '?' || text[i - 2] == '!');
    if (sentence || text[i - 1] == '\n') return i;
  }
  return least == 0 ? 0 : word;
}

// The end of the last whole word that ends at or before `at`; at least the end of one word.
std::size_t window_end(std::string_view text, std::size_t at, std::size_t least) {
  if (at >= text.size()) return text.size();
  for (std::size_t i = at; i > least; --i) {
    if (is_space(text[i])) return i;
  }
  // One endless word (a URL, Japanese): cut it between letters.
  std::size_t end = least;
  for (std::size_t i = least, size = 0; i < text.size() && i < at; i += size) {
    decode_utf8(text, i, size);
    end = i + size;
  }
  return std::min(std::max(end, least), text.size());
}

}  // namespace

Snippet make_snippet(std::string_view text, const TermWeights& terms, std::size_t bytes) {
  const std::vector<Match> matches = find_matches(text, terms);
  std::size_t begin = 0;
  std::size_t least_end = 0;
  if (!matches.empty()) {
    const Span first = matches[best_match(matches, bytes * 3 / 4)].span;
    const std::size_t lead = bytes / 4;
    begin = window_begin(text, first.begin, first.begin > lead ? first.begin - lead : 0);
    least_end = first.end;
  }
  const std::size_t end = window_end(text, begin + bytes, least_end);
  Snippet snippet{std::string(text.substr(begin, end - begin)), {}, begin > 0, end < text.size()};
  for (const Match& match : matches) {
    if (match.span.begin < begin || match.span.end > end) continue;
    snippet.marks.push_back({match.span.begin - begin, match.span.end - begin});
  }
  return snippet;
}

}  // namespace mi
