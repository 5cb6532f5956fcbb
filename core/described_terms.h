// DescribedTerms: the field's words for what a query describes in others, as far as somebody has
// described it so before: "a part is taken out to see what breaks" -> ablation.
//
// Each concept is the bag of the words of its descriptions, and a query is matched with the bags by
// BM25 (k1 .5, b .4), as a share of what a bag could get that has all of its words: the confidence.
// Of 286 descriptions that were written without a look at these, 227 are taken for descriptions,
// and for 183 the concept meant is among those found; of 966 queries that describe nothing of the
// field (on computing, aerodynamics and biomedicine, questions to Korean texts) 4 are taken for
// descriptions (docs/ranking.md).
//
// What is searched is a table that was made of the descriptions when the program was built: nothing
// is read at its start.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mi {

// A concept that a query describes.
struct DescribedTerm {
  std::vector<std::string> terms;  // what papers call it, the usual one first
  double confidence = 0;           // at least kLeastConfidence; may be above 1
  std::vector<std::size_t> words;  // of the query, which its descriptions have

  friend bool operator==(const DescribedTerm&, const DescribedTerm&) = default;
};

// A query of fewer words is no description.
inline constexpr std::size_t kLeastDescribingWords = 4;
// Nothing is taken for described where no concept has so many words of the query; beside one that
// has them, others may have two.
inline constexpr std::size_t kLeastDescribedWords = 3;
inline constexpr double kLeastConfidence = 0.4;
inline constexpr std::size_t kMostDescribed = 3;

// The table's two texts: for each word of descriptions, the concepts that have it; and the
// concepts. Both in lines.
struct DescriptionTable {
  std::string words;
  std::string concepts;
};

// Of a text as index-data/glossary/descriptions.tsv has it: a line a concept, its terms with commas
// between them, a tab, its descriptions with semicolons between them; comments begin with '#'.
// Lines of another form are left out.
DescriptionTable make_description_table(std::string_view descriptions);

// Const functions may run in several threads at once.
class DescribedTerms {
 public:
  // Over a table's texts, which must outlive it.
  DescribedTerms(std::string_view words, std::string_view concepts)
      : words_(words), concepts_(concepts) {}

  // What words describe, the most confident first, at most kMostDescribed. `words` are a query's
  // terms (core/analyzer.h) without its stop words, each once.
  std::vector<DescribedTerm> find(const std::vector<std::string>& words) const;

 private:
  std::string_view words_;
  std::string_view concepts_;
};

// The descriptions that come with the program.
const DescribedTerms& shipped_descriptions();

}  // namespace mi
