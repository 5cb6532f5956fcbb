#include "searchd/index_statistics.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "core/analyzer.h"
#include "core/schema.h"
#include "core/work_key.h"

namespace mi {
namespace {

std::vector<std::string> keys_of_named(const Library& library, const std::string& text) {
  constexpr std::size_t kMostDocuments = 16;
  std::vector<std::size_t> found = library.find(text);
  found.resize(std::min(found.size(), kMostDocuments));
  std::vector<std::string> keys;
  for (const std::size_t place : found) {
    for (std::string& key : keys_of(library.documents()[place])) keys.push_back(std::move(key));
  }
  return keys;
}

}  // namespace

CollectionStatistics statistics_of(const PassageIndex& index, std::function<const Shelf&()> shelf,
                                   std::function<const SpellingIndex&()> words) {
  CollectionStatistics statistics;
  statistics.passages = index.collection().passages;
  statistics.frequency = [&index](const std::string& term) { return index.frequency(term); };
  statistics.completions = [&index](const std::string& prefix, std::size_t limit) {
    return index.completions(prefix, limit);
  };
  statistics.similar = [words = std::move(words)](const std::string& word, std::size_t limit) {
    std::vector<std::string> texts;
    for (Spelling& spelling : words().similar(word, limit))
      texts.push_back(std::move(spelling.text));
    return texts;
  };
  statistics.keys_of_named = [shelf = std::move(shelf)](const std::string& text) {
    return keys_of_named(shelf().library, text);
  };
  return statistics;
}

IndexVocabulary::IndexVocabulary(const PassageIndex& index, Words words)
    : index_(index), words_(std::move(words)) {}

std::uint64_t IndexVocabulary::passages_with(std::string_view text) const {
  std::uint64_t fewest = 0;
  bool is_first = true;
  for (const Token& token : analyze(text)) {
    if (token.kind == TokenKind::bigram || token.kind == TokenKind::compound) continue;
    const std::uint64_t have = index_.frequency(term_of(token));
    fewest = is_first ? have : std::min(fewest, have);
    is_first = false;
  }
  return fewest;
}

std::vector<Spelling> IndexVocabulary::similar(std::string_view word, std::size_t limit) const {
  return words_().similar(word, limit);
}

}  // namespace mi
