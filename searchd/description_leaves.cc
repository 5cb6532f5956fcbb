#include "searchd/description_leaves.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/analyzer.h"
#include "core/glossary.h"

namespace mi {
namespace {

// Of a term of several words: what each is worth by itself, and two that are near each other.
constexpr double kWordShare = 0.5;
constexpr double kNearShare = 2;

// The query's words that say something, each once; empty where they are no run.
std::vector<const QueryWord*> describing_words(const QueryWords& query) {
  std::vector<const QueryWord*> words;
  for (const QueryWord& word : query.words) {
    if (word.chain != query.words.front().chain) return {};
    if (!word.in_chain || !word.kept || word.kind == TokenKind::symbol) continue;
    if (std::none_of(words.begin(), words.end(),
                     [&](const QueryWord* each) { return each->term == word.term; }))
      words.push_back(&word);
  }
  return words;
}

// The words of a term; empty where the collection lacks one.
std::vector<std::string> words_of_term(const std::string& text,
                                       const CollectionStatistics& statistics) {
  std::vector<std::string> words;
  for (Token& token : analyze(text)) {
    if (!is_word(token.kind) || is_stop_word(token)) continue;
    if (statistics.frequency(token.term) == 0) return {};
    words.push_back(std::move(token.term));
  }
  return words;
}

class Describer {
 public:
  Describer(const DescriptionOptions& options, const CollectionStatistics& statistics)
      : options_(options), statistics_(statistics) {
    for (const std::string& text : options.dropped) dropped_.push_back(glossary_key(text));
  }

  void add(const DescribedTerm& described, const std::string& typed) {
    std::size_t spellings = 0;
    for (const std::string& text : described.terms) {
      const std::vector<std::string> words = words_of_term(text, statistics_);
      const std::string key = glossary_key(text);
      if (words.empty() || spellings == kMostSpellings || !seen_.insert(key).second) continue;
      ++spellings;
      const bool is_dropped = std::find(dropped_.begin(), dropped_.end(), key) != dropped_.end();
      (is_dropped ? out_.dropped : out_.said).push_back({typed, text, "described"});
      if (!is_dropped) add_leaves(words, options_.weight * described.confidence, typed);
    }
  }

  DescriptionLeaves take() { return std::move(out_); }

 private:
  void add_leaves(const std::vector<std::string>& words, double weight, const std::string& typed) {
    const double of_word = words.size() > 1 ? kWordShare * weight : weight;
    for (const std::string& word : words) add_leaf(PlanOp::term, {word}, of_word, typed);
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      if (words[i] != words[i + 1])
        add_leaf(PlanOp::near, {words[i], words[i + 1]}, kNearShare * weight, typed);
    }
  }

  void add_leaf(PlanOp op, std::vector<std::string> terms, double factor,
                const std::string& typed) {
    QueryPlan plan = leaf(op, std::move(terms), LeafOrigin::expansion, typed);
    plan.source = "described";
    plan.factor = factor;
    plan.window = op == PlanOp::near ? options_.proximity_window : 0;
    out_.leaves.push_back(std::move(plan));
  }

  const DescriptionOptions& options_;
  const CollectionStatistics& statistics_;
  std::vector<std::string> dropped_;  // glossary_key() of each
  std::set<std::string> seen_;        // likewise, of what was added
  DescriptionLeaves out_;
};

}  // namespace

DescriptionLeaves description_leaves(const QueryWords& query, const DescriptionOptions& options,
                                     const CollectionStatistics& statistics,
                                     const DescribedTerms& descriptions) {
  if (options.weight <= 0) return {};
  const std::vector<const QueryWord*> words = describing_words(query);
  std::vector<std::string> terms;
  terms.reserve(words.size());
  for (const QueryWord* word : words) terms.push_back(word->term);
  Describer describer(options, statistics);
  for (const DescribedTerm& described : descriptions.find(terms)) {
    std::string typed;
    for (const std::size_t i : described.words)
      typed += (typed.empty() ? "" : " ") + words[i]->typed;
    describer.add(described, typed);
  }
  return describer.take();
}

}  // namespace mi
