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
  statistics.similar = [words = std::move(words)](std::string_view word, std::size_t limit) {
    return words().similar(word, limit);
  };
  statistics.keys_of_named = [shelf = std::move(shelf)](const std::string& text) {
    return keys_of_named(shelf().library, text);
  };
  return statistics;
}

IndexVocabulary::IndexVocabulary(const PassageIndex& index, Words words, Glossary glossary)
    : index_(index), words_(std::move(words)), glossary_(std::move(glossary)) {}

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

bool IndexVocabulary::has_beside(std::string_view word, std::string_view next) const {
  std::vector<std::string> terms;
  for (const std::string_view each : {word, next}) {
    for (const Token& token : analyze(each)) {
      if (token.kind != TokenKind::bigram && token.kind != TokenKind::compound)
        terms.push_back(term_of(token));
    }
  }
  return index_.has_phrase(terms);
}

std::vector<ByteRange> IndexVocabulary::terms_in(std::string_view text) const {
  std::vector<ByteRange> ranges;
  for (const GlossaryMatch& match : glossary_.match(analyze(text)))
    ranges.push_back({match.byte_begin, match.byte_end});
  return ranges;
}

}  // namespace mi
