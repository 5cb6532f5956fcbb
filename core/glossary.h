// Glossary: which terms say the same, in Korean, in English and as acronyms.
//
// Made of several texts (core/glossary_text.h) in order of trust; where two say the same pair, the
// more trusted one is its source, and a text's removals take pairs from the texts behind it.
//
//   Glossary glossary({{GlossarySource::user, read_glossary_text(bytes)},
//                      {GlossarySource::shipped, shipped_glossary()}});
//   glossary.match(analyze("인덕션헤드는 언제 생기나"))
//     one match: words 0 to 1, korean, expansions {"induction head", english, user}
//
// Terms are compared by what the analyzer makes of them, without the spaces: 인덕션헤드를 and
// 인덕션 헤드, auto-encoders and autoencoder are the same term.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/analyzer.h"
#include "core/glossary_text.h"

namespace mi {

enum class GlossaryTermKind : std::uint8_t { korean, english, acronym };

const char* name_of(GlossaryTermKind kind);  // "korean", "english", "acronym"

// A term that says the same as the matched one.
struct GlossaryExpansion {
  std::string text;  // as the glossary writes it
  GlossaryTermKind kind = GlossaryTermKind::english;
  GlossarySource source = GlossarySource::shipped;
  std::size_t count = 0;  // mined: documents that say so
  std::string place;      // mined: where one says so first

  friend bool operator==(const GlossaryExpansion&, const GlossaryExpansion&) = default;
};

// A run of query words that is a term of the glossary.
struct GlossaryMatch {
  std::size_t first_word = 0;  // of the tokens that are words (no bigram, no compound), in order
  std::size_t words = 0;
  std::uint32_t byte_begin = 0;  // in the query's text
  std::uint32_t byte_end = 0;
  GlossaryTermKind kind = GlossaryTermKind::korean;  // what the matched term is, by the most
                                                     // trusted entry that holds it
  std::vector<GlossaryExpansion> expansions;         // each once, the most trusted first, then
                                                     // by count, then as written
  friend bool operator==(const GlossaryMatch&, const GlossaryMatch&) = default;
};

struct GlossaryPart {
  GlossarySource source = GlossarySource::shipped;
  GlossaryText text;
};

// Cheap to make (lines are analyzed when a query's first letter asks for them) and to copy. Const
// functions may run in several threads at once.
class Glossary {
 public:
  Glossary();  // knows no term
  // `parts` in order of trust. Behind them stand two texts that are long and searched as they are,
  // each for what nothing before it knows: `table`, shipped, of glossary_table(), which must
  // outlive the glossary and its copies; and `bridge`, the hanja bridge, of the same form, for
  // single words.
  explicit Glossary(std::vector<GlossaryPart> parts, std::string bridge = {},
                    std::string_view table = {});

  // The terms of the glossary among a query's tokens (as analyze() gives them), from left to right,
  // the longest first, none inside another. A match has at least one expansion: a Korean or English
  // term's others, and the acronyms of its English spellings; an acronym's long forms.
  std::vector<GlossaryMatch> match(const std::vector<Token>& query) const;

  // What one term says the same as, by the same rules; empty: not known.
  std::vector<GlossaryExpansion> expand(std::string_view term) const;

  std::size_t size() const;  // entries of all parts

 private:
  struct Impl;
  std::shared_ptr<const Impl> impl_;
};

// What terms are compared by: their analyzed words in one piece. Empty where there is no word.
std::string glossary_key(std::string_view term);

// The Korean of a text and its English, as a text that needs no reading: a line each key in the
// order of their bytes, as write_glossary_text() writes it.
std::string glossary_table(const GlossaryText& text);

// What comes with the program: terms of machine learning and interpretability with everyday words;
// and a table of general academic Korean.
const GlossaryText& shipped_glossary();
std::string_view shipped_glossary_table();

}  // namespace mi
