#include "searchd/snippet.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/analyzer.h"
#include "core/schema.h"
#include "core/unicode.h"

namespace mi {
namespace {

// A word of the text that answers the query.
struct Match {
  Span span;
  std::size_t term = 0;  // number of the term that it answers
  double weight = 0;
};

struct Term {
  std::string_view text;
  double weight = 0;
  std::size_t number = 0;
};

// What of a text answers a query, found in one pass of the analyzer.
class Matcher {
 public:
  explicit Matcher(const TermWeights& terms) : terms_(terms) {
    for (const auto& [text, weight] : terms) {
      const Term term{text, weight, numbers_.size()};
      numbers_.emplace(text, term.number);
      wanted_.add(text);
      if (text.starts_with(kSymbolPrefix)) ++symbols_;
      if (is_hangul(text) && text.size() >= kTwoSyllables) hangul_.push_back(term);
    }
  }

  void scan(std::string_view text) {
    analyze(text, wanted_, [&](const TokenView& token) {
      if (token.kind == TokenKind::symbol) {
        add_symbol(token);
      } else if (token.kind != TokenKind::bigram) {
        end_formula();
        add_word(token);
      }
    });
    end_formula();
    drop_overlaps();
  }

  const std::vector<Match>& matches() const { return matches_; }
  const std::vector<Span>& formulas() const { return formulas_; }
  std::size_t term_count() const { return numbers_.size(); }

 private:
  static constexpr std::size_t kTwoSyllables = 6;  // bytes

  static bool is_hangul(std::string_view text) {
    return !text.empty() && static_cast<unsigned char>(text[0]) >= 0xEA;
  }

  void add_word(const TokenView& token) {
    const Span span{token.byte_begin, token.byte_end};
    const auto exact = terms_.find(token.term);
    if (exact != terms_.end()) {
      matches_.push_back({span, numbers_.at(exact->first), exact->second});
    } else if (token.kind == TokenKind::hangul) {
      add_hangul(token.term, span);
    }
  }

  void add_hangul(std::string_view word, const Span& span) {
    for (const Term& term : hangul_) {
      const bool part = word.size() >= kTwoSyllables &&
                        (term.text.starts_with(word) || term.text.ends_with(word));
      if (!part && word.find(term.text) == std::string_view::npos) continue;
      matches_.push_back({span, term.number, part ? term.weight / 2 : term.weight});
      return;
    }
  }

  void add_symbol(const TokenView& token) {
    const Span span{token.byte_begin, token.byte_end};
    if (formulas_.empty() || !(formulas_.back() == span)) {
      end_formula();
      formulas_.push_back(span);
    }
    if (symbols_ == 0) return;
    const auto known = terms_.find(std::string(kSymbolPrefix).append(token.term));
    if (known != terms_.end()) found_.insert(known);
  }

  void end_formula() {
    if (!found_.empty() && 2 * found_.size() >= symbols_) {
      for (const auto& known : found_) {
        matches_.push_back({formulas_.back(), numbers_.at(known->first), known->second});
      }
    }
    found_.clear();
  }

  // A compound and its parts, or a formula and its words: one mark, the wider.
  void drop_overlaps() {
    std::vector<Match> apart;
    for (const Match& match : matches_) {
      if (apart.empty() || match.span.begin >= apart.back().span.end) {
        apart.push_back(match);
        continue;
      }
      Match& last = apart.back();
      last.span.end = std::max(last.span.end, match.span.end);
      if (match.weight > last.weight) {
        last.weight = match.weight;
        last.term = match.term;
      }
    }
    matches_ = std::move(apart);
  }

  struct ByKey {
    bool operator()(const TermWeights::const_iterator& a,
                    const TermWeights::const_iterator& b) const {
      return a->first < b->first;
    }
  };

  const TermWeights& terms_;
  std::map<std::string_view, std::size_t> numbers_;
  std::vector<Term> hangul_;
  WantedTerms wanted_;
  std::size_t symbols_ = 0;
  std::set<TermWeights::const_iterator, ByKey> found_;  // symbols of the formula in hand
  std::vector<Match> matches_;
  std::vector<Span> formulas_;
};

// What a window of matches is worth, kept up while it slides over them: each term once in full,
// repetitions a little, neighbours a little more.
class WindowWorth {
 public:
  WindowWorth(const std::vector<Match>& matches, std::size_t terms)
      : matches_(matches), counts_(terms) {}

  void add(std::size_t i, bool has_before) {
    const Match& match = matches_[i];
    worth_ += match.weight * (counts_[match.term]++ == 0 ? 1.0 : kRepeated);
    if (has_before) worth_ += beside(i - 1);
  }

  void remove(std::size_t i, bool has_after) {
    const Match& match = matches_[i];
    worth_ -= match.weight * (--counts_[match.term] == 0 ? 1.0 : kRepeated);
    if (has_after) worth_ -= beside(i);
  }

  double worth() const { return worth_; }

 private:
  static constexpr double kRepeated = 0.1;
  static constexpr double kBeside = 0.2;

  // Two different words of the query beside each other are likely what was meant.
  double beside(std::size_t i) const {
    const Match& a = matches_[i];
    const Match& b = matches_[i + 1];
    const bool neighbours = b.span.begin - a.span.end <= 1 && a.term != b.term;
    return neighbours ? kBeside * std::min(a.weight, b.weight) : 0;
  }

  const std::vector<Match>& matches_;
  std::vector<std::size_t> counts_;
  double worth_ = 0;
};

// The match with which the best window of so many bytes begins.
std::size_t best_match(const std::vector<Match>& matches, std::size_t terms, std::size_t bytes) {
  constexpr double kSame = 1e-9;  // what adding and taking away again may leave
  WindowWorth window(matches, terms);
  std::size_t best = 0;
  double best_worth = -1;
  std::size_t end = 0;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const std::size_t limit = matches[i].span.begin + bytes;
    while (end < matches.size() && (end == i || matches[end].span.end <= limit)) {
      window.add(end, end > i);
      ++end;
    }
    if (window.worth() > best_worth + kSame) {
      best = i;
      best_worth = window.worth();
    }
    window.remove(i, end > i + 1);
  }
  return best;
}

bool is_inside_character(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80;
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
  // One endless word (a URL, Japanese): cut it between letters, none from its marks.
  std::size_t end = std::max(at, least);
  while (end > least && (is_inside_character(text, end) || !begins_cluster(text, end))) --end;
  while (end < text.size() && (is_inside_character(text, end) || !begins_cluster(text, end))) ++end;
  return end;
}

// The formula that a place is inside of.
const Span* formula_around(const std::vector<Span>& formulas, std::size_t at) {
  const auto behind = std::partition_point(formulas.begin(), formulas.end(),
                                           [&](const Span& formula) { return formula.end <= at; });
  return behind != formulas.end() && behind->begin < at ? &*behind : nullptr;
}

}  // namespace

Snippet make_snippet(std::string_view text, const TermWeights& terms, std::size_t bytes) {
  Matcher matcher(terms);
  matcher.scan(text);
  const std::vector<Match>& matches = matcher.matches();
  std::size_t begin = 0;
  std::size_t least_end = 0;
  if (!matches.empty()) {
    const Span first = matches[best_match(matches, matcher.term_count(), bytes * 3 / 4)].span;
    const std::size_t lead = bytes / 4;
    begin = window_begin(text, first.begin, first.begin > lead ? first.begin - lead : 0);
    least_end = first.end;
  }
  std::size_t end = window_end(text, begin + bytes, least_end);
  // Half a formula says nothing: in goes the whole, where it is no longer than a window, or none.
  const Span* cut = formula_around(matcher.formulas(), begin);
  if (cut != nullptr && cut->end - cut->begin <= bytes) begin = cut->begin;
  cut = formula_around(matcher.formulas(), end);
  if (cut != nullptr && cut->begin > least_end && cut->begin > begin) {
    end = window_end(text, cut->begin - 1, least_end);
  } else if (cut != nullptr && cut->end - cut->begin <= bytes) {
    end = cut->end;
  }
  Snippet snippet{std::string(text.substr(begin, end - begin)), {}, begin > 0, end < text.size()};
  const auto take = [&](std::vector<Span>& spans, const Span& span) {
    if (span.begin >= begin && span.end <= end)
      spans.push_back({span.begin - begin, span.end - begin});
  };
  for (const Match& match : matches) take(snippet.marks, match.span);
  for (const Span& formula : matcher.formulas()) take(snippet.formulas, formula);
  return snippet;
}

std::vector<Span> find_marks(std::string_view text, const TermWeights& terms) {
  if (terms.empty()) return {};
  Matcher matcher(terms);
  matcher.scan(text);
  std::vector<Span> marks;
  for (const Match& match : matcher.matches()) marks.push_back(match.span);
  return marks;
}

}  // namespace mi
