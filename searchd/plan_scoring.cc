#include "searchd/plan_scoring.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "core/analyzer.h"
#include "core/schema.h"
#include "searchd/description_leaves.h"
#include "searchd/expansion.h"
#include "searchd/prefix_leaf.h"
#include "searchd/query_words.h"
#include "searchd/spelled_words.h"
#include "searchd/whole_query.h"

namespace mi {
namespace {

class Scoring {
 public:
  Scoring(const QueryWords& words, const PlanOptions& options,
          const CollectionStatistics& statistics, const Glossary& glossary)
      : query_(words),
        terms_(words.terms),
        words_(words.words),
        same_(words.words.size()),
        options_(options),
        statistics_(statistics) {
    for (std::size_t begin = 0; begin < words_.size();) begin = expand_chain(begin, glossary);
    once_ = each_once();
    for (const QueryTerm& term : terms_) {
      if (is_kept(term)) word_leaves_.push_back(leaf_of(term));
    }
    add_descriptions();
  }

  ScoringPlan plan() {
    return {leaves(),
            marks(),
            left_out(),
            std::move(expansions_),
            std::move(dropped_),
            is_keyword(query_),
            has_unknown_word()};
  }

 private:
  bool is_kept(const QueryTerm& term) const {
    return term.word == QueryTerm::kNoWord || words_[term.word].kept;
  }

  QueryPlans leaves() const {
    QueryPlans out = word_leaves_;
    out.insert(out.end(), added_.begin(), added_.end());
    add_names(out);
    add_neighbours(out);
    add_all_words(out);
    QueryPlans bonuses = whole_query_bonuses(query_, options_, statistics_);
    std::move(bonuses.begin(), bonuses.end(), std::back_inserter(out));
    return out;
  }

  TermWeights marks() const {
    TermWeights marks;
    for (const QueryPlan& plan : word_leaves_) {
      if (plan.origin == LeafOrigin::bigram) continue;
      const std::size_t own = plan.source == "glossary" ? 1 : plan.terms.size();
      for (std::size_t i = 0; i < own; ++i)
        marks[plan.terms[i]] = rarity(statistics_, plan.terms[i]);
    }
    // An expansion is marked too, but the window goes where the words as typed are.
    for (const std::vector<std::string>& same : same_) {
      for (const std::string& term : same) marks.emplace(term, rarity(statistics_, term));
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
    for (const QueryWord& word : words_) {
      if (!word.kept && seen.insert(word.term).second) out.push_back(word.typed);
    }
    return out;
  }

  // A short Latin word may be a name or a symbol. A Hangul word of two syllables is a jamo from too
  // many others, one of a question is as likely a form that nobody wrote; and one that something
  // stands for is known.
  bool has_unknown_word() const {
    constexpr std::size_t kFewestLetters = 4;
    constexpr std::size_t kThreeSyllables = 9;  // bytes
    constexpr std::size_t kFewWords = 4;        // more of them are a question
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const QueryWord& word = words_[i];
      if (!word.in_chain || statistics_.frequency(word.term) > 0) continue;
      if (word.kind == TokenKind::word && word.typed.size() >= kFewestLetters) return true;
      if (word.kind == TokenKind::hangul && words_.size() <= kFewWords &&
          word.term.size() >= kThreeSyllables && same_[i].empty())
        return true;
    }
    return false;
  }

  // Words of one chain, from `begin`; returns where the next chain begins.
  std::size_t expand_chain(std::size_t begin, const Glossary& glossary) {
    std::vector<ExpandableWord> words;
    std::vector<std::size_t> places;
    std::size_t end = begin;
    for (; end < words_.size() && words_[end].chain == words_[begin].chain; ++end) {
      const QueryWord& word = words_[end];
      if (!word.in_chain || !word.kept || word.kind == TokenKind::symbol) continue;
      const auto position = static_cast<std::uint32_t>(words.size());
      words.push_back({{word.term, word.kind, position, 0, 0}, word.typed});
      places.push_back(end);
    }
    QueryExpansion expansion =
        expand_words(words, glossary, options_.dropped_expansions, statistics_.frequency);
    for (std::size_t i = 0; i < places.size(); ++i) same_[places[i]] = std::move(expansion.same[i]);
    for (const AddedTerms& added : expansion.added)
      add_expansion(added, words_[places[added.word]]);
    std::move(expansion.said.begin(), expansion.said.end(), std::back_inserter(expansions_));
    std::move(expansion.dropped.begin(), expansion.dropped.end(), std::back_inserter(dropped_));
    return end;
  }

  // Of what counts as each word what is no other word of the query, and counts as none before it: a
  // passage that speaks of masks must not count as much again because "mask" and 마스킹 were typed.
  std::vector<std::vector<std::string>> each_once() const {
    std::map<std::string, std::string> counted;  // terms, and the word that each counts for
    for (const QueryWord& word : words_)
      if (word.kept && word.in_chain) counted.emplace(word.term, word.term);
    std::vector<std::vector<std::string>> once = same_;
    for (std::size_t i = 0; i < once.size(); ++i) {
      std::erase_if(once[i], [&](const std::string& term) {
        return counted.emplace(term, words_[i].term).first->second != words_[i].term;
      });
    }
    return once;
  }

  void add_descriptions() {
    DescriptionLeaves described = description_leaves(
        query_,
        {options_.description_weight, options_.proximity_window, options_.dropped_expansions},
        statistics_, shipped_descriptions());
    std::move(described.leaves.begin(), described.leaves.end(), std::back_inserter(added_));
    std::move(described.said.begin(), described.said.end(), std::back_inserter(expansions_));
    std::move(described.dropped.begin(), described.dropped.end(), std::back_inserter(dropped_));
  }

  void add_expansion(const AddedTerms& added, const QueryWord& word) {
    const bool is_near = added.terms.size() > 1;
    QueryPlan plan =
        leaf(is_near ? PlanOp::near : PlanOp::term, added.terms, LeafOrigin::expansion, word.typed);
    plan.source = added.source;
    plan.window = is_near ? options_.proximity_window : 0;
    plan.factor = (added.is_acronym ? options_.acronym_weight : 1) *
                  (is_near ? options_.proximity_weight : 1);
    added_.push_back(std::move(plan));
  }

  QueryPlan leaf_of(const QueryTerm& term) const {
    if (term.prefix != nullptr) return prefix_leaf(*term.prefix, statistics_);
    const bool is_bigram = term.kind == TokenKind::bigram;
    QueryPlan plan =
        term_leaf(term.term, is_bigram ? LeafOrigin::bigram : LeafOrigin::word, term.typed);
    if (is_bigram) plan.factor = options_.bigram_weight * share_of_bigram(term);
    if (is_bigram || term.kind == TokenKind::hangul)
      plan.factor *= rarity_among_korean(statistics_, term.term);
    return is_bigram ? plan : with_same_words(std::move(plan), term.word);
  }

  // A passage in English can have the translations and never the 2-grams: beside a word that has
  // translations they say half as much, or Korean passages would win.
  double share_of_bigram(const QueryTerm& term) const {
    return term.word != QueryTerm::kNoWord && !same_[term.word].empty() ? 0.5 : 1;
  }

  // The word, or the word and what counts as it, scored as one term: by how many passages have
  // any of them.
  QueryPlan with_same_words(QueryPlan plan, std::size_t word) const {
    const std::vector<std::string>& same = once_[word];
    if (same.empty() || plan.terms.front() != words_[word].term) return plan;
    plan.op = PlanOp::synonym;
    plan.origin = LeafOrigin::expansion;
    plan.source = "glossary";
    plan.factor = 1;
    plan.terms.insert(plan.terms.end(), same.begin(), same.end());
    return plan;
  }

  // Names and years stand in no text: a passage whose document has them gets what a rare word of it
  // would get.
  void add_names(QueryPlans& out) const {
    std::set<std::string> seen;
    for (const QueryWord& word : words_) {
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

  // Two words of the query that stand beside each other in it, found near each other in a passage.
  void add_neighbours(QueryPlans& out) const {
    const QueryWord* before = nullptr;
    for (const QueryWord& word : words_) {
      if (!word.in_chain) continue;
      if (before != nullptr && before->chain == word.chain && before->kept && word.kept &&
          before->term != word.term) {
        QueryPlan plan = leaf(PlanOp::near, {before->term, word.term}, LeafOrigin::proximity,
                              before->typed + " " + word.typed);
        plan.window = options_.proximity_window;
        plan.factor = options_.proximity_weight;
        out.push_back(std::move(plan));
        add_translated_neighbours(*before, word, out);
      }
      before = &word;
    }
  }

  // What counts as the one, near what counts as the other: each said once, since the words of one
  // translation are near each other already (searchd/expansion.h).
  void add_translated_neighbours(const QueryWord& one, const QueryWord& other,
                                 QueryPlans& out) const {
    const auto place = [&](const QueryWord& word) {
      return static_cast<std::size_t>(&word - words_.data());
    };
    for (const std::string& first : same_[place(one)]) {
      for (const std::string& second : same_[place(other)]) {
        const std::vector<std::string> terms = {first, second};
        const bool is_known = std::any_of(added_.begin(), added_.end(), [&](const QueryPlan& plan) {
          return plan.terms == terms;
        });
        if (first == second || is_known) continue;
        QueryPlan plan =
            leaf(PlanOp::near, terms, LeafOrigin::proximity, one.typed + " " + other.typed);
        plan.window = options_.proximity_window;
        plan.factor = options_.proximity_weight;
        plan.source = "glossary";
        out.push_back(std::move(plan));
      }
    }
  }

  void add_all_words(QueryPlans& out) const {
    std::set<std::string> different;
    QueryPlans words;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const QueryWord& word = words_[i];
      if (!word.kept || !word.in_chain || !different.insert(word.term).second) continue;
      std::vector<std::string> terms = same_[i];
      terms.insert(terms.begin(), word.term);
      const PlanOp op = terms.size() == 1 ? PlanOp::term : PlanOp::synonym;
      words.push_back(leaf(op, std::move(terms), LeafOrigin::all_words, word.typed));
    }
    if (options_.all_words_weight <= 0 || words.size() < 2) return;
    QueryPlan all = joined(PlanOp::all, std::move(words));
    all.factor = options_.all_words_weight;
    out.push_back(std::move(all));
  }

  const QueryWords& query_;
  const std::vector<QueryTerm>& terms_;
  const std::vector<QueryWord>& words_;
  std::vector<std::vector<std::string>> same_;  // of each word: terms that count as it
  std::vector<std::vector<std::string>> once_;  // of them, those to be scored for this word
  const PlanOptions& options_;
  const CollectionStatistics& statistics_;
  QueryPlans word_leaves_;
  QueryPlans added_;  // of expansions
  std::vector<Expansion> expansions_;
  std::vector<Expansion> dropped_;
};

}  // namespace

ScoringPlan plan_scoring(const Query& query, const PlanOptions& options,
                         const CollectionStatistics& statistics, const Glossary& glossary) {
  // What is in quotes is to be found as it is.
  SpelledWords spelled;
  spelled.words = query_words(query, statistics);
  if (options.spell_terms && !has_phrase(query))
    spelled =
        spell_words(std::move(spelled.words), statistics, glossary, options.dropped_expansions);
  ScoringPlan plan = Scoring(spelled.words, options, statistics, glossary).plan();
  plan.expansions.insert(plan.expansions.begin(), spelled.said.begin(), spelled.said.end());
  plan.dropped.insert(plan.dropped.begin(), spelled.dropped.begin(), spelled.dropped.end());
  plan.has_unknown_word |=
      spelled.may_be_misspelt || !spelled.said.empty() || !spelled.dropped.empty();
  return plan;
}

}  // namespace mi
