#include "searchd/spelled_words.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/analyzer.h"
#include "core/ascii.h"
#include "core/jamo.h"
#include "core/schema.h"
#include "searchd/similar_forms.h"

namespace mi {
namespace {

// Of the word typed. A term of one word has to be longer than one of several: a short one is too
// easily another's misspelling. Korean words are the easier to miss by a letter, as 단의성 and
// 다의성.
constexpr std::size_t kFewestLetters = 4;
constexpr std::size_t kFewestLettersAlone = 7;
constexpr std::size_t kFewestJamoAlone = 8;
constexpr std::size_t kFewestJamoToSuggest = 5;

bool is_spellable(const QueryWord& word) {
  return word.in_chain && word.kept &&
         (word.kind == TokenKind::word || word.kind == TokenKind::hangul);
}

// A Hangul word with another first syllable is another word.
bool begin_alike(std::string_view word, std::string_view other) {
  constexpr std::size_t kSyllable = 3;  // bytes
  return word.substr(0, kSyllable) == other.substr(0, kSyllable);
}

bool is_small(std::string_view word) { return std::none_of(word.begin(), word.end(), is_upper); }

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
  // The word that this one is but for a letter, where it makes a term of the glossary and the one
  // typed does not.
  std::optional<std::string> meant(std::size_t i) {
    constexpr std::size_t kTried = 8;
    const QueryWord& word = words_.words[i];
    if (words_of_term(i, word.term) > 0) return std::nullopt;
    for (const SimilarForm& form : similar_forms(word.typed, kTried, statistics_.similar)) {
      const std::string& text = form.similar.text;
      const std::optional<Token> token = word_of(text);
      if (form.similar.distance > 1 || !token || token->kind != word.kind ||
          statistics_.frequency(token->term) == 0)
        continue;
      const std::size_t words = words_of_term(i, token->term);
      if (words > 1 || (words == 1 && is_clear_alone(word, text)))
        return is_small(word.typed) ? lower_case(text) : text;
      out_.may_be_misspelt |= words == 1 && word.kind == TokenKind::hangul &&
                              letter_key(text).size() >= kFewestJamoToSuggest &&
                              begin_alike(word.typed, text);
    }
    return std::nullopt;
  }

  static bool is_clear_alone(const QueryWord& word, const std::string& meant) {
    const std::size_t letters = letter_key(meant).size();
    if (word.kind != TokenKind::hangul) return letters >= kFewestLettersAlone;
    return letters >= kFewestJamoAlone && begin_alike(word.typed, meant);
  }

  // How many words the glossary's term has that this word, or one in its place, is in; 0: none.
  std::size_t words_of_term(std::size_t i, const std::string& instead) const {
    std::vector<Token> chain;
    std::size_t place = 0;
    for (std::size_t j = 0; j < words_.words.size(); ++j) {
      const QueryWord& word = words_.words[j];
      if (word.chain != words_.words[i].chain || !word.in_chain || !word.kept ||
          word.kind == TokenKind::symbol)
        continue;
      if (j == i) place = chain.size();
      const auto position = static_cast<std::uint32_t>(chain.size());
      chain.push_back({j == i ? instead : word.term, word.kind, position, 0, 0});
    }
    for (const GlossaryMatch& match : glossary_.match(chain)) {
      if (match.first_word <= place && place < match.first_word + match.words &&
          match.expansions.front().source != GlossarySource::bridge)
        return match.words;
    }
    return 0;
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
