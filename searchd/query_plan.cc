#include "searchd/query_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "core/analyzer.h"
#include "core/schema.h"
#include "core/unicode.h"
#include "searchd/expansion.h"
#include "searchd/field_condition.h"

namespace mi {
namespace {

using Plans = std::vector<QueryPlan>;

bool is_word(const Token& token) {
  return token.kind == TokenKind::word || token.kind == TokenKind::number ||
         token.kind == TokenKind::hangul;
}

QueryPlan leaf(PlanOp op, std::vector<std::string> terms, LeafOrigin origin, std::string word) {
  QueryPlan plan;
  plan.op = op;
  plan.terms = std::move(terms);
  plan.origin = origin;
  plan.word = std::move(word);
  return plan;
}

QueryPlan term_leaf(std::string term, LeafOrigin origin, std::string word) {
  return leaf(PlanOp::term, {std::move(term)}, origin, std::move(word));
}

// Several plans as one; one stays as it is.
QueryPlan joined(PlanOp op, Plans plans) {
  if (plans.size() == 1) return std::move(plans.front());
  QueryPlan plan;
  plan.op = plans.empty() ? PlanOp::nothing : op;
  plan.children = std::move(plans);
  return plan;
}

QueryPlan with_first(PlanOp op, QueryPlan first, Plans others) {
  if (others.empty()) return first;
  others.insert(others.begin(), std::move(first));
  return joined(op, std::move(others));
}

bool has_content_word(const Query& query) {
  if (query.op == QueryOp::without) return false;
  if (query.op == QueryOp::prefix) return true;
  if (query.op == QueryOp::word || query.op == QueryOp::phrase) {
    const std::vector<Token> tokens = analyze(query.text);
    return std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
      return token.kind != TokenKind::bigram && token.kind != TokenKind::symbol &&
             !is_stop_word(token);
    });
  }
  return std::any_of(query.children.begin(), query.children.end(), has_content_word);
}

// What a prefix stands for: the stem of it as a word, and the terms that begin with it.
QueryPlan prefix_leaf(const Query& query, const CollectionStatistics& statistics) {
  std::vector<std::string> terms;
  std::string folded;
  for (const Token& token : analyze(query.text)) {
    if (is_word(token)) terms.push_back(token.term);
  }
  for (const FoldedChar& c : fold(query.text)) append_utf8(folded, c.code);
  if (statistics.completions) {
    for (std::string& term : statistics.completions(folded, kMaxCompletions)) {
      if (std::find(terms.begin(), terms.end(), term) == terms.end())
        terms.push_back(std::move(term));
    }
  }
  QueryPlan plan = leaf(PlanOp::synonym, std::move(terms), LeafOrigin::expansion, query.text + "*");
  plan.source = "prefix";
  if (plan.terms.empty()) plan.op = PlanOp::nothing;
  return plan;
}

// As Xapian's BM25Weight has it: never below 0 however common the term is.
double bm25_idf(std::uint64_t passages, std::uint64_t have) {
  const auto all = static_cast<double>(passages);
  const auto some = static_cast<double>(have);
  double odds = (all - some + 0.5) / (some + 0.5);
  if (odds < 2) odds = odds / 2 + 1;
  return std::log(odds);
}

// The leaves that score: each word of the query, its 2-grams beside it, and its neighbours.
class Scoring {
 public:
  Scoring(const PlanOptions& options, const CollectionStatistics& statistics,
          const Glossary& glossary, bool drop_stop_words)
      : options_(options),
        statistics_(statistics),
        glossary_(glossary),
        drop_stop_words_(drop_stop_words) {}

  void add(const Query& root) {
    add_children(root);
    drop_the_commonest();
    for (std::size_t begin = 0; begin < words_.size();) begin = expand_chain(begin);
  }

  const std::vector<Expansion>& expansions() const { return expansions_; }
  const std::vector<Expansion>& dropped() const { return dropped_; }

  bool has_unknown_word() const {
    constexpr std::size_t kFewestLetters = 4;
    return std::any_of(words_.begin(), words_.end(), [&](const Word& word) {
      return word.kind == TokenKind::word && word.in_chain && word.typed.size() >= kFewestLetters &&
             statistics_.frequency(word.term) == 0;
    });
  }

  Plans leaves() const {
    Plans out;
    for (const Term& term : terms_) {
      if (term.word != kNoWord && !words_[term.word].kept) continue;
      out.push_back(with_same_words(term));
    }
    out.insert(out.end(), added_.begin(), added_.end());
    add_names(out);
    add_neighbours(out);
    add_all_words(out);
    return out;
  }

  TermWeights marks() const {
    TermWeights marks;
    for (const Term& term : terms_) {
      if (term.plan.origin == LeafOrigin::bigram) continue;
      if (term.word != kNoWord && !words_[term.word].kept) continue;
      for (const std::string& text : term.plan.terms) marks[text] = rarity(statistics_, text);
    }
    // An expansion is marked too, but the window goes where the words as typed are.
    for (const Word& word : words_) {
      for (const std::string& same : word.same) marks.emplace(same, rarity(statistics_, same));
    }
    for (const QueryPlan& plan : added_) {
      if (plan.op == PlanOp::term)
        marks.emplace(plan.terms.front(), plan.factor * rarity(statistics_, plan.terms.front()));
    }
    return marks;
  }

  std::vector<std::string> left_out() const {
    std::vector<std::string> out;
    std::set<std::string> seen;
    for (const Word& word : words_) {
      if (!word.kept && seen.insert(word.term).second) out.push_back(word.typed);
    }
    return out;
  }

 private:
  static constexpr std::size_t kNoWord = SIZE_MAX;

  struct Term {
    QueryPlan plan;
    std::size_t word = kNoWord;  // index into words_
  };

  struct Word {
    std::string term;
    std::string typed;
    std::uint32_t position = 0;  // within its text
    std::size_t chain = 0;       // words of one chain stand beside each other in the query
    bool in_chain = true;
    bool kept = true;
    TokenKind kind = TokenKind::word;
    std::vector<std::string> same{};  // terms that count as the word
    std::string source{};             // of those
  };

  void add_children(const Query& query) {
    ++chain_;
    for (const Query& child : query.children) {
      add_one(child);
      const bool beside = query.op == QueryOp::any;
      if (!beside) ++chain_;
    }
    ++chain_;
  }

  void add_one(const Query& query) {
    switch (query.op) {
      case QueryOp::word:
      case QueryOp::phrase:
        return add_words(query.text);
      case QueryOp::prefix:
        return terms_.push_back({prefix_leaf(query, statistics_), kNoWord});
      case QueryOp::must:
        return add_one(query.children.front());
      case QueryOp::field:
        return add_math(query);
      case QueryOp::without:
        return;
      case QueryOp::any:  // parentheses in running text part no neighbours
        for (const Query& child : query.children) add_one(child);
        return;
      default:
        return add_children(query);
    }
  }

  void add_words(const std::string& text) {
    std::uint32_t stopped = UINT32_MAX;  // position of a stop word, whose 2-grams go with it
    const std::size_t first = words_.size();
    for (const Token& token : analyze(text)) {
      const bool stop = drop_stop_words_ && is_stop_word(token);
      if (stop) stopped = token.position;
      if (stop || (token.kind == TokenKind::bigram && token.position == stopped)) continue;
      const std::string typed = text.substr(token.byte_begin, token.byte_end - token.byte_begin);
      const bool is_bigram = token.kind == TokenKind::bigram;
      const bool beside =
          !is_word(token) && words_.size() > first && words_.back().position == token.position;
      if (!beside)
        words_.push_back(
            {token.term, typed, token.position, chain_, is_word(token), true, token.kind});
      QueryPlan plan =
          term_leaf(term_of(token), is_bigram ? LeafOrigin::bigram : LeafOrigin::word, typed);
      if (is_bigram) plan.factor = options_.bigram_weight;
      if (is_bigram || token.kind == TokenKind::hangul)
        plan.factor *= rarity_among_korean(plan.terms.front());
      terms_.push_back({std::move(plan), words_.size() - 1});
    }
  }

  // The symbols of a formula: each, and neighbours near each other. Their positions are not those
  // of words.
  void add_math(const Query& query) {
    if (query.field != QueryField::math) return;
    ++chain_;
    for (std::string& symbol : symbol_terms(query.text)) {
      words_.push_back({symbol, query.text, 0, chain_, true, true, TokenKind::symbol});
      terms_.push_back(
          {term_leaf(std::move(symbol), LeafOrigin::word, query.text), words_.size() - 1});
    }
    ++chain_;
  }

  // Words of one chain, from `begin`; returns where the next chain begins.
  std::size_t expand_chain(std::size_t begin) {
    std::vector<ExpandableWord> words;
    std::vector<std::size_t> places;
    std::size_t end = begin;
    for (; end < words_.size() && words_[end].chain == words_[begin].chain; ++end) {
      const Word& word = words_[end];
      if (!word.in_chain || !word.kept || word.kind == TokenKind::symbol) continue;
      const auto position = static_cast<std::uint32_t>(words.size());
      words.push_back({{word.term, word.kind, position, 0, 0}, word.typed});
      places.push_back(end);
    }
    QueryExpansion expansion =
        expand_words(words, glossary_, options_.dropped_expansions, statistics_.frequency);
    for (std::size_t i = 0; i < places.size(); ++i)
      words_[places[i]].same = std::move(expansion.same[i]);
    for (AddedTerms& added : expansion.added) add_expansion(added, words_[places[added.word]]);
    std::move(expansion.said.begin(), expansion.said.end(), std::back_inserter(expansions_));
    std::move(expansion.dropped.begin(), expansion.dropped.end(), std::back_inserter(dropped_));
    return end;
  }

  void add_expansion(const AddedTerms& added, const Word& word) {
    const bool is_near = added.terms.size() > 1;
    QueryPlan plan =
        leaf(is_near ? PlanOp::near : PlanOp::term, added.terms, LeafOrigin::expansion, word.typed);
    plan.source = added.source;
    plan.window = is_near ? options_.proximity_window : 0;
    plan.factor = (added.is_acronym ? options_.acronym_weight : 1) *
                  (is_near ? options_.proximity_weight : 1);
    added_.push_back(std::move(plan));
  }

  // The word, or the word and what counts as it, scored as one term: by how many passages have
  // any of them.
  QueryPlan with_same_words(const Term& term) const {
    QueryPlan plan = term.plan;
    if (term.word == kNoWord || plan.op != PlanOp::term || plan.origin != LeafOrigin::word)
      return plan;
    const Word& word = words_[term.word];
    if (word.same.empty() || plan.terms.front() != word.term) return plan;
    plan.op = PlanOp::synonym;
    plan.origin = LeafOrigin::expansion;
    plan.source = "glossary";
    plan.factor = 1;
    plan.terms.insert(plan.terms.end(), word.same.begin(), word.same.end());
    return plan;
  }

  // What to multiply a Hangul term's score with so that it is weighed by its rarity among the
  // Korean passages. Among mostly English ones every Korean word is rare, and Korean notes would
  // win every Korean query.
  double rarity_among_korean(const std::string& term) const {
    const std::uint64_t have = statistics_.frequency(term);
    const std::uint64_t korean = statistics_.frequency(prefixed_term(kLanguagePrefix, "ko"));
    if (korean <= have || korean >= statistics_.passages) return 1;
    return std::min(1.0, bm25_idf(korean, have) / bm25_idf(statistics_.passages, have));
  }

  // Names and years stand in no text: a passage whose document has them gets what a rare word of it
  // would get.
  void add_names(Plans& out) const {
    std::set<std::string> seen;
    for (const Word& word : words_) {
      if (!word.kept || !word.in_chain || word.kind == TokenKind::symbol ||
          !seen.insert(word.term).second)
        continue;
      const bool may_be_year = word.kind == TokenKind::number && word.term.size() == 4;
      const std::string term = prefixed_term(may_be_year ? kYearPrefix : kAuthorPrefix, word.term);
      const std::uint64_t have = statistics_.frequency(term);
      if (have == 0 || options_.name_weight <= 0) continue;
      QueryPlan plan = leaf(PlanOp::bonus, {term}, LeafOrigin::name, word.typed);
      plan.factor = options_.name_weight * bm25_idf(statistics_.passages, have);
      out.push_back(std::move(plan));
    }
  }

  // Of more than kMaxRankedWords different words the rarest are kept; words that no passage has go
  // first.
  void drop_the_commonest() {
    std::map<std::string, std::uint64_t> frequencies;
    for (const Word& word : words_) frequencies.emplace(word.term, 0);
    if (frequencies.size() <= kMaxRankedWords) return;
    std::vector<std::pair<std::uint64_t, std::string>> order;
    for (auto& [term, frequency] : frequencies) {
      frequency = statistics_.frequency(term);
      order.emplace_back(frequency == 0 ? UINT64_MAX : frequency, term);
    }
    std::sort(order.begin(), order.end());
    std::set<std::string> kept;
    for (std::size_t i = 0; i < kMaxRankedWords; ++i) kept.insert(order[i].second);
    for (Word& word : words_) word.kept = kept.contains(word.term);
  }

  // Two words of the query that stand beside each other in it, found near each other in a passage.
  void add_neighbours(Plans& out) const {
    const Word* before = nullptr;
    for (const Word& word : words_) {
      if (!word.in_chain) continue;
      if (before != nullptr && before->chain == word.chain && before->kept && word.kept &&
          before->term != word.term) {
        QueryPlan plan = leaf(PlanOp::near, {before->term, word.term}, LeafOrigin::proximity,
                              before->typed + " " + word.typed);
        plan.window = options_.proximity_window;
        plan.factor = options_.proximity_weight;
        out.push_back(std::move(plan));
      }
      before = &word;
    }
  }

  void add_all_words(Plans& out) const {
    std::set<std::string> different;
    Plans words;
    for (const Word& word : words_) {
      if (!word.kept || !word.in_chain || !different.insert(word.term).second) continue;
      std::vector<std::string> terms = word.same;
      terms.insert(terms.begin(), word.term);
      const PlanOp op = terms.size() == 1 ? PlanOp::term : PlanOp::synonym;
      words.push_back(leaf(op, std::move(terms), LeafOrigin::all_words, word.typed));
    }
    if (options_.all_words_weight <= 0 || words.size() < 2) return;
    QueryPlan all = joined(PlanOp::all, std::move(words));
    all.factor = options_.all_words_weight;
    out.push_back(std::move(all));
  }

  const PlanOptions& options_;
  const CollectionStatistics& statistics_;
  const Glossary& glossary_;
  Plans added_;  // of expansions
  std::vector<Expansion> expansions_;
  std::vector<Expansion> dropped_;
  bool drop_stop_words_ = false;
  std::vector<Term> terms_;
  std::vector<Word> words_;
  std::size_t chain_ = 0;
};

// What must hold of a passage, and what must not. Nothing is asked where `holds` is empty.
struct Condition {
  std::optional<QueryPlan> holds;
  Plans excluded;
};

// Words beside each other; empty where there are no words.
std::optional<QueryPlan> exact_condition(const std::string& text) {
  std::vector<std::string> words;
  for (const Token& token : analyze(text)) {
    if (is_word(token)) words.push_back(term_of(token));
  }
  if (words.empty()) return {};
  if (words.size() == 1) return term_leaf(std::move(words[0]), LeafOrigin::condition, text);
  return leaf(PlanOp::phrase, std::move(words), LeafOrigin::condition, text);
}

// A word that must be there. One of Hangul may be a part of a longer one: all its 2-grams are
// there.
std::optional<QueryPlan> word_condition(const std::string& text) {
  std::optional<QueryPlan> exact = exact_condition(text);
  if (!exact || exact->op != PlanOp::term) return exact;
  Plans bigrams;
  for (const Token& token : analyze(text)) {
    if (token.kind == TokenKind::bigram)
      bigrams.push_back(term_leaf(term_of(token), LeafOrigin::condition, text));
  }
  if (bigrams.empty()) return exact;
  return joined(PlanOp::any, {std::move(*exact), joined(PlanOp::all, std::move(bigrams))});
}

std::optional<QueryPlan> near_condition(const Query& query) {
  std::vector<std::string> words;
  Plans phrases;
  for (const Query& child : query.children) {
    std::optional<QueryPlan> exact = exact_condition(child.text);
    if (!exact) continue;
    words.insert(words.end(), exact->terms.begin(), exact->terms.end());
    if (exact->op == PlanOp::phrase) phrases.push_back(std::move(*exact));
  }
  if (words.empty()) return {};
  if (words.size() == 1) return term_leaf(words[0], LeafOrigin::condition, to_string(query));
  QueryPlan near = leaf(PlanOp::near, words, LeafOrigin::condition, to_string(query));
  // Between two neighbours of the list lie at most `distance` words' steps.
  near.window = query.distance * static_cast<std::uint32_t>(query.children.size() - 1) +
                static_cast<std::uint32_t>(words.size() - query.children.size()) + 1;
  near.window = std::max(near.window, static_cast<std::uint32_t>(words.size()));
  return with_first(PlanOp::all, std::move(near), std::move(phrases));
}

class Conditions {
 public:
  explicit Conditions(const CollectionStatistics& statistics) : statistics_(statistics) {}

  Condition of(const Query& query) const {
    switch (query.op) {
      case QueryOp::any:
        return of_any(query);
      case QueryOp::all:
      case QueryOp::either:
        return of_operands(query);
      case QueryOp::without: {
        Condition condition;
        // A phrase of no words ("!!!") asks for nothing, and must not rule everything out.
        if (std::optional<QueryPlan> not_this = excluded(query.children.front()))
          condition.excluded.push_back(std::move(*not_this));
        return condition;
      }
      case QueryOp::must:
        return of(query.children.front());
      case QueryOp::near:
        return {near_condition(query), {}};
      case QueryOp::phrase:
        return {exact_condition(query.text), {}};
      case QueryOp::word:
        return {word_condition(query.text), {}};
      case QueryOp::prefix:
        return {prefix_leaf(query, statistics_), {}};
      case QueryOp::field:
        break;
    }
    return {field_condition(query, statistics_), {}};
  }

  // Of children beside each other: what must hold beyond that a word of them is there.
  struct Level {
    Plans required;  // phrases, formulas, +words, groups of AND
    Plans filters;   // fields
    Plans excluded;
    std::vector<const Query*> optional;
  };

  Level level(const Query& query) const {
    Level level;
    for (const Query& child : query.children) {
      if (is_optional(child)) {
        level.optional.push_back(&child);
        continue;
      }
      Condition condition = of(child);
      if (condition.holds) {
        const bool narrows = child.op == QueryOp::field && child.field != QueryField::math;
        Plans& place = narrows ? level.filters : level.required;
        place.push_back(composed(std::move(condition)));
      } else {
        std::move(condition.excluded.begin(), condition.excluded.end(),
                  std::back_inserter(level.excluded));
      }
    }
    return level;
  }

  static QueryPlan composed(Condition condition) {
    return with_first(PlanOp::without, std::move(*condition.holds), std::move(condition.excluded));
  }

 private:
  static bool is_optional(const Query& query) {
    return query.op == QueryOp::word || query.op == QueryOp::prefix || query.op == QueryOp::any ||
           query.op == QueryOp::either;
  }

  Condition of_any(const Query& query) const {
    Level level = this->level(query);
    Plans parts = std::move(level.required);
    std::move(level.filters.begin(), level.filters.end(), std::back_inserter(parts));
    Condition optional;
    optional.excluded = std::move(level.excluded);
    Plans words;
    for (const Query* child : level.optional) add_operand(*child, words, optional.excluded);
    const bool text_is_required = !parts.empty() && level.filters.size() < parts.size();
    if (!text_is_required && !words.empty()) parts.push_back(joined(PlanOp::any, std::move(words)));
    if (!parts.empty()) optional.holds = joined(PlanOp::all, std::move(parts));
    return optional;
  }

  Condition of_operands(const Query& query) const {
    Condition condition;
    Plans parts;
    for (const Query& child : query.children) add_operand(child, parts, condition.excluded);
    const PlanOp op = query.op == QueryOp::all ? PlanOp::all : PlanOp::any;
    if (!parts.empty()) condition.holds = joined(op, std::move(parts));
    return condition;
  }

  // What only leaves out leaves out of the whole.
  void add_operand(const Query& query, Plans& parts, Plans& excluded) const {
    Condition condition = of(query);
    if (condition.holds) {
      parts.push_back(composed(std::move(condition)));
    } else {
      std::move(condition.excluded.begin(), condition.excluded.end(), std::back_inserter(excluded));
    }
  }

  std::optional<QueryPlan> excluded(const Query& query) const {
    if (query.op == QueryOp::word) return exact_condition(query.text);
    Condition condition = of(query);
    if (!condition.holds) return {};
    return composed(std::move(condition));
  }

  const CollectionStatistics& statistics_;
};

// Whether words alone decide what matches, so that the scoring leaves are the condition too.
bool is_words_only(const Query& query) {
  switch (query.op) {
    case QueryOp::word:
    case QueryOp::prefix:
      return true;
    case QueryOp::any:
    case QueryOp::either:
      return std::all_of(query.children.begin(), query.children.end(), is_words_only);
    default:
      return false;
  }
}

QueryPlan scored(Plans leaves, QueryPlan condition) {
  condition.factor = 0;
  return with_first(PlanOp::maybe, std::move(condition),
                    leaves.empty() ? Plans{} : Plans{joined(PlanOp::any, std::move(leaves))});
}

// Puts what scores and what must hold together.
QueryPlan combined(const Query& root, Plans leaves, const Conditions& conditions) {
  if (root.op != QueryOp::any) {
    Condition condition = conditions.of(root);
    if (!condition.holds) return {};
    Plans excluded = std::move(condition.excluded);
    QueryPlan plan = is_words_only(root) ? joined(PlanOp::any, std::move(leaves))
                                         : scored(std::move(leaves), std::move(*condition.holds));
    return with_first(PlanOp::without, std::move(plan), std::move(excluded));
  }
  Conditions::Level level = conditions.level(root);
  const bool words_decide = level.required.empty() && !level.optional.empty() &&
                            std::all_of(level.optional.begin(), level.optional.end(),
                                        [](const Query* child) { return is_words_only(*child); });
  Plans excluded = level.excluded;
  QueryPlan plan;
  if (words_decide) {
    if (leaves.empty() && level.filters.empty()) return {};
    plan = leaves.empty() ? scored({}, joined(PlanOp::all, std::move(level.filters)))
                          : with_first(PlanOp::filter, joined(PlanOp::any, std::move(leaves)),
                                       std::move(level.filters));
  } else {
    Condition condition = conditions.of(root);
    if (!condition.holds) return {};
    excluded = std::move(condition.excluded);
    plan = scored(std::move(leaves), std::move(*condition.holds));
  }
  return with_first(PlanOp::without, std::move(plan), std::move(excluded));
}

std::string_view name_of(PlanOp op) {
  constexpr std::array<std::string_view, 13> kNames = {
      "nothing", "everything", "term", "phrase", "near",  "synonym", "bonus",
      "range",   "any",        "all",  "filter", "maybe", "without"};
  return kNames[static_cast<std::size_t>(op)];
}

std::string body_of(const QueryPlan& plan) {
  if (plan.op == PlanOp::nothing || plan.op == PlanOp::everything)
    return std::string(name_of(plan.op));
  if (plan.op == PlanOp::term) return plan.terms.front();
  std::string out = fmt::format("({}", name_of(plan.op));
  if (plan.op == PlanOp::near) out += fmt::format("/{}", plan.window);
  for (const std::string& term : plan.terms) out += " " + term;
  for (const QueryPlan& child : plan.children) out += " " + to_string(child);
  return out + ")";
}

}  // namespace

PlannedQuery plan_query(const Query& query, const PlanOptions& options,
                        const CollectionStatistics& statistics, const Glossary& glossary) {
  Scoring scoring(options, statistics, glossary, has_content_word(query));
  scoring.add(query);
  Plans leaves = scoring.leaves();
  PlannedQuery planned;
  planned.unordered = leaves.empty();
  planned.marks = scoring.marks();
  planned.has_unknown_word = scoring.has_unknown_word();
  planned.expansions = scoring.expansions();
  planned.dropped = scoring.dropped();
  planned.left_out = scoring.left_out();
  planned.plan = combined(query, std::move(leaves), Conditions(statistics));
  return planned;
}

double rarity(const CollectionStatistics& statistics, const std::string& term) {
  const auto all = static_cast<double>(statistics.passages);
  const auto have = static_cast<double>(statistics.frequency(term));
  return std::max(0.01, std::log((all - have + 0.5) / (have + 0.5)));
}

// Recursion is bounded by the depth of the query.
std::string to_string(const QueryPlan& plan) {
  return plan.factor == 1 ? body_of(plan) : fmt::format("{:g}*{}", plan.factor, body_of(plan));
}

}  // namespace mi
