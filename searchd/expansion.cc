#include "searchd/expansion.h"

#include <algorithm>

namespace mi {
namespace {

bool is_wanted(GlossaryTermKind of, GlossaryTermKind expansion) {
  if (of == GlossaryTermKind::english) return expansion == GlossaryTermKind::acronym;
  return expansion == GlossaryTermKind::english;
}

// The words of an expansion that say something and that some passage has.
std::vector<std::string> terms_of(const std::string& text, const TermFrequency& frequency) {
  std::vector<std::string> terms;
  for (const Token& token : analyze(text)) {
    const bool is_word = token.kind == TokenKind::word || token.kind == TokenKind::number ||
                         token.kind == TokenKind::hangul;
    if (is_word && !is_stop_word(token) && frequency(token.term) > 0) terms.push_back(token.term);
  }
  return terms;
}

template <class Value>
void add_once(std::vector<Value>& values, Value value) {
  if (std::find(values.begin(), values.end(), value) == values.end())
    values.push_back(std::move(value));
}

class Expander {
 public:
  Expander(const std::vector<ExpandableWord>& words, const std::vector<std::string>& dropped,
           const TermFrequency& frequency)
      : words_(words), frequency_(frequency) {
    out_.same.resize(words.size());
    for (const std::string& text : dropped) dropped_.push_back(glossary_key(text));
  }

  void add(const GlossaryMatch& match) {
    std::size_t taken = 0;
    for (const GlossaryExpansion& expansion : match.expansions) {
      if (taken == kMaxExpansions) return;
      if (!is_wanted(match.kind, expansion.kind)) continue;
      const std::vector<std::string> terms = terms_of(expansion.text, frequency_);
      if (terms.empty()) continue;
      const bool dropped = is_dropped(expansion.text);
      (dropped ? out_.dropped : out_.said)
          .push_back({typed(match), expansion.text, name_of(expansion.source)});
      if (dropped) continue;
      ++taken;
      match.kind == GlossaryTermKind::korean ? translate(match, terms, name_of(expansion.source))
                                             : spell_out(match, terms, name_of(expansion.source));
    }
  }

  QueryExpansion take() { return std::move(out_); }

 private:
  bool is_dropped(const std::string& text) const {
    return !dropped_.empty() &&
           std::find(dropped_.begin(), dropped_.end(), glossary_key(text)) != dropped_.end();
  }

  std::string typed(const GlossaryMatch& match) const {
    std::string out;
    for (std::size_t i = 0; i < match.words; ++i)
      out += (i == 0 ? "" : " ") + words_[match.first_word + i].typed;
    return out;
  }

  void translate(const GlossaryMatch& match, const std::vector<std::string>& terms,
                 const std::string& source) {
    for (std::size_t i = 0; i < terms.size(); ++i) {
      if (i < match.words) {
        add_once(out_.same[match.first_word + i], terms[i]);
      } else {
        add_once(out_.added, {match.first_word, {terms[i]}, false, source});
      }
    }
    add_neighbours(match, terms, false, source);
  }

  void spell_out(const GlossaryMatch& match, const std::vector<std::string>& terms,
                 const std::string& source) {
    for (const std::string& term : terms)
      add_once(out_.added, {match.first_word, {term}, true, source});
    add_neighbours(match, terms, true, source);
  }

  void add_neighbours(const GlossaryMatch& match, const std::vector<std::string>& terms,
                      bool is_acronym, const std::string& source) {
    for (std::size_t i = 0; i + 1 < terms.size(); ++i) {
      if (terms[i] != terms[i + 1])
        add_once(out_.added, {match.first_word, {terms[i], terms[i + 1]}, is_acronym, source});
    }
  }

  const std::vector<ExpandableWord>& words_;
  std::vector<std::string> dropped_;  // glossary_key() of each
  const TermFrequency& frequency_;
  QueryExpansion out_;
};

}  // namespace

QueryExpansion expand_words(const std::vector<ExpandableWord>& words, const Glossary& glossary,
                            const std::vector<std::string>& dropped,
                            const TermFrequency& frequency) {
  std::vector<Token> tokens;
  tokens.reserve(words.size());
  for (const ExpandableWord& word : words) tokens.push_back(word.token);
  Expander expander(words, dropped, frequency);
  for (const GlossaryMatch& match : glossary.match(tokens)) expander.add(match);
  return expander.take();
}

}  // namespace mi
