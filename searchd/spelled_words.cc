#include "searchd/spelled_words.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/analyzer.h"
#include "core/jamo.h"
#include "core/schema.h"

namespace mi {
namespace {

// A term of one word has to be longer: a short one is too easily another's misspelling.
constexpr std::size_t kFewestLetters = 4;
constexpr std::size_t kFewestLettersAlone = 8;

bool is_spellable(const QueryWord& word) {
  return word.in_chain && word.kept &&
         (word.kind == TokenKind::word || word.kind == TokenKind::hangul);
}

// What the analyzer makes of a single word; nothing where it is several or says nothing.
std::optional<Token> word_of(const std::string& text) {
  std::optional<Token> word;
  for (Token& token : analyze(text)) {
    if (!is_word(token.kind)) continue;
    if (word || is_stop_word(token)) return std::nullopt;
    word = std::move(token);
  }
  return word;
}

class Speller {
 public:
  Speller(QueryWords words, const CollectionStatistics& statistics, const Glossary& glossary,
          const std::vector<std::string>& dropped)
      : words_(std::move(words)), statistics_(statistics), glossary_(glossary) {
    for (const std::string& text : dropped) dropped_.push_back(glossary_key(text));
  }

  void spell(std::size_t i) {
    const std::optional<std::string> text = meant(i);
    if (!text) return;
    const bool is_dropped =
        std::find(dropped_.begin(), dropped_.end(), glossary_key(*text)) != dropped_.end();
    (is_dropped ? out_.dropped : out_.said).push_back({words_.words[i].typed, *text, "spelling"});
    if (!is_dropped) replace(i, *text);
  }

  SpelledWords take() {
    out_.words = std::move(words_);
    return std::move(out_);
  }

  bool knows_any() const {
    return std::any_of(words_.words.begin(), words_.words.end(), [this](const QueryWord& word) {
      return word.kept && statistics_.frequency(word.term) > 0;
    });
  }

  bool is_unknown(std::size_t i) const {
    const QueryWord& word = words_.words[i];
    return is_spellable(word) && letter_key(word.term).size() >= kFewestLetters &&
           statistics_.frequency(word.term) == 0 &&
           statistics_.frequency(prefixed_term(kAuthorPrefix, word.term)) == 0;
  }

 private:
  // The word that this one is but for a letter, where it makes a term of the glossary.
  std::optional<std::string> meant(std::size_t i) const {
    constexpr std::size_t kTried = 8;
    const QueryWord& word = words_.words[i];
    const std::string& asked = word.kind == TokenKind::hangul ? word.term : word.typed;
    for (std::string& text : statistics_.similar(asked, kTried)) {
      const std::optional<Token> token = word_of(text);
      if (token && token->kind == word.kind && statistics_.frequency(token->term) > 0 &&
          is_term(i, *token))
        return std::move(text);
    }
    return std::nullopt;
  }

  // Whether the glossary has a term of this word in the place of the one typed: with words beside
  // it, or long enough alone.
  bool is_term(std::size_t i, const Token& instead) const {
    std::vector<Token> chain;
    std::size_t place = 0;
    for (std::size_t j = 0; j < words_.words.size(); ++j) {
      const QueryWord& word = words_.words[j];
      if (word.chain != words_.words[i].chain || !is_spellable(word)) continue;
      if (j == i) place = chain.size();
      const auto position = static_cast<std::uint32_t>(chain.size());
      chain.push_back({j == i ? instead.term : word.term, word.kind, position, 0, 0});
    }
    const bool is_long = letter_key(instead.term).size() >= kFewestLettersAlone;
    const std::vector<GlossaryMatch> matches = glossary_.match(chain);
    return std::any_of(matches.begin(), matches.end(), [&](const GlossaryMatch& match) {
      return match.first_word <= place && place < match.first_word + match.words &&
             (match.words > 1 || is_long) &&
             match.expansions.front().source != GlossarySource::bridge;
    });
  }

  void replace(std::size_t i, const std::string& text) {
    QueryWord& word = words_.words[i];
    std::vector<QueryTerm> instead;
    for (const Token& token : analyze(text)) {
      if (is_word(token.kind)) word.term = token.term;
      instead.push_back({term_of(token), word.typed, token.kind, i, nullptr});
    }
    std::vector<QueryTerm>& terms = words_.terms;
    const auto is_of_it = [i](const QueryTerm& term) { return term.word == i; };
    const auto first = std::find_if(terms.begin(), terms.end(), is_of_it);
    const auto after = std::find_if_not(first, terms.end(), is_of_it);
    terms.insert(terms.erase(first, after), instead.begin(), instead.end());
  }

  QueryWords words_;
  const CollectionStatistics& statistics_;
  const Glossary& glossary_;
  std::vector<std::string> dropped_;  // glossary_key() of each
  SpelledWords out_;
};

}  // namespace

SpelledWords spell_words(QueryWords words, const CollectionStatistics& statistics,
                         const Glossary& glossary, const std::vector<std::string>& dropped) {
  const std::size_t count = words.words.size();
  Speller speller(std::move(words), statistics, glossary, dropped);
  if (!statistics.similar || !speller.knows_any()) return speller.take();
  std::size_t looked_at = 0;
  for (std::size_t i = 0; i < count && looked_at < kMaxSpelledWords; ++i) {
    if (!speller.is_unknown(i)) continue;
    ++looked_at;
    speller.spell(i);
  }
  return speller.take();
}

}  // namespace mi
