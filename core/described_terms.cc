#include "core/described_terms.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "core/analyzer.h"
#include "core/sorted_lines.h"

namespace mi {
namespace {

// The words of a concept's descriptions, by how many of these have each.
using Bag = std::map<std::string, std::uint32_t>;

// Takes what stands before the separator, and the separator, off a text.
std::string_view take_before(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return taken;
}

bool says_something(const Token& token) {
  const bool is_word = token.kind == TokenKind::word || token.kind == TokenKind::number ||
                       token.kind == TokenKind::hangul;
  return is_word && !is_stop_word(token);
}

Bag bag_of(std::string_view descriptions) {
  Bag bag;
  while (!descriptions.empty()) {
    std::set<std::string> words;
    for (Token& token : analyze(take_before(descriptions, ';'))) {
      if (says_something(token)) words.insert(std::move(token.term));
    }
    for (const std::string& word : words) ++bag[word];
  }
  return bag;
}

std::uint64_t size_of(const Bag& bag) {
  std::uint64_t size = 0;
  for (const auto& [word, count] : bag) size += count;
  return size;
}

double idf(std::size_t concepts, std::size_t have) {
  const auto count = static_cast<double>(have);
  return std::log(1 + (static_cast<double>(concepts) - count + 0.5) / (count + 0.5));
}

// BM25's share of the idf for so many occurrences in a bag of a size.
double share(std::uint32_t occurrences, double size_to_average) {
  constexpr double kK1 = 0.5;
  constexpr double kB = 0.4;
  return occurrences * (kK1 + 1) / (occurrences + kK1 * (1 - kB + kB * size_to_average));
}

// A number before a separator, both taken off; nothing where none is there.
template <class Number>
std::optional<Number> take_number(std::string_view& text, char separator) {
  const std::string_view digits = take_before(text, separator);
  Number number{};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return {};
  return number;
}

struct Candidate {
  double score = 0;
  std::vector<std::size_t> words;
};

using Candidates = std::unordered_map<std::size_t, Candidate>;  // by the concepts' places

// The concepts of a word's line, behind its idf.
void add_concepts(std::string_view line, double idf, std::size_t word, Candidates& candidates) {
  while (!line.empty()) {
    const std::optional<std::size_t> place = take_number<std::size_t>(line, ':');
    const std::optional<double> percent = take_number<double>(line, ' ');
    if (!place || !percent) return;
    Candidate& candidate = candidates[*place];
    candidate.score += idf * *percent / 100;
    candidate.words.push_back(word);
  }
}

std::vector<std::pair<std::size_t, Candidate>> most_confident(Candidates&& candidates,
                                                              double possible) {
  std::vector<std::pair<std::size_t, Candidate>> best;
  std::size_t most_words = 0;
  for (auto& [place, candidate] : candidates) {
    if (candidate.words.size() < 2 || candidate.score < kLeastConfidence * possible) continue;
    most_words = std::max(most_words, candidate.words.size());
    best.emplace_back(place, std::move(candidate));
  }
  if (most_words < kLeastDescribedWords) return {};
  std::sort(best.begin(), best.end(), [](const auto& a, const auto& b) {
    return std::tie(b.second.score, a.first) < std::tie(a.second.score, b.first);
  });
  best.resize(std::min(best.size(), kMostDescribed));
  return best;
}

std::vector<std::string> terms_in(std::string_view line) {
  std::vector<std::string> terms;
  while (!line.empty()) {
    std::string_view term = take_before(line, ',');
    while (term.starts_with(' ')) term.remove_prefix(1);
    if (!term.empty()) terms.emplace_back(term);
  }
  return terms;
}

}  // namespace

// words: word, tab, a thousand times its idf, then for each concept that has it a space, the
// concept's place, a colon, a hundred times the share. The line of the empty word has the idf of
// words that no concept has. concepts: the terms, with commas between them.
DescriptionTable make_description_table(std::string_view descriptions) {
  DescriptionTable table;
  std::vector<std::pair<std::size_t, Bag>> bags;  // with the concepts' places
  double sizes = 0;
  while (!descriptions.empty()) {
    std::string_view line = take_before(descriptions, '\n');
    const std::string_view terms = take_before(line, '\t');
    if (terms.empty() || terms.starts_with('#') || line.empty()) continue;
    bags.emplace_back(table.concepts.size(), bag_of(line));
    sizes += static_cast<double>(size_of(bags.back().second));
    table.concepts.append(terms).append("\n");
  }
  std::map<std::string, std::string> postings;
  std::map<std::string, std::size_t> have;
  for (const auto& [place, bag] : bags) {
    const double average = sizes / static_cast<double>(bags.size());
    const double size = static_cast<double>(size_of(bag)) / average;
    for (const auto& [word, count] : bag) {
      postings[word] += fmt::format(" {}:{:.0f}", place, 100 * share(count, size));
      ++have[word];
    }
  }
  table.words = fmt::format("\t{:.0f}\n", 1000 * idf(bags.size(), 0));
  for (const auto& [word, list] : postings)
    table.words += fmt::format("{}\t{:.0f}{}\n", word, 1000 * idf(bags.size(), have[word]), list);
  return table;
}

std::vector<DescribedTerm> DescribedTerms::find(const std::vector<std::string>& words) const {
  if (words.size() < kLeastDescribingWords) return {};
  std::string_view rest = words_;
  take_before(rest, '\t');
  const double idf_of_unknown = take_number<double>(rest, '\n').value_or(0);
  Candidates candidates;
  double possible = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view line = line_with_key(words_, words[i]);
    take_before(line, '\t');
    const double idf = take_number<double>(line, ' ').value_or(idf_of_unknown);
    possible += idf;
    add_concepts(line, idf, i, candidates);
  }
  std::vector<DescribedTerm> described;
  for (auto& [place, candidate] : most_confident(std::move(candidates), possible)) {
    std::string_view line = concepts_.substr(std::min(place, concepts_.size()));
    line = take_before(line, '\n');
    described.push_back({terms_in(line), candidate.score / possible, std::move(candidate.words)});
  }
  return described;
}

}  // namespace mi
