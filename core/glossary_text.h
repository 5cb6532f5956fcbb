// The text of a glossary: lines that a person can read and edit.
//
//   # comment
//   희소 오토인코더, 희소 자동부호화기 <tab> sparse autoencoder <tab> SAE
//   <tab> direct logit attribution <tab> DLA
//   중첩 <tab> superposition <tab> <tab> 12 <tab> papers/zoom-in.md:31
//   - 중첩 <tab> nesting
//   - 초록
//
// A line is one concept. Its columns, with a tab between them: Korean, English, acronym, and of a
// mined line the number of documents that say so and the place where one says it first. A column
// may hold several spellings, with a comma between them, or be empty; a line has two spellings at
// least. Spaces and case do not matter to what is found.
// A line that begins with '-' takes away, from what the less trusted glossaries say, the pairs of
// its Korean and its English; with one of the two alone, every pair that holds it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mi {

// In order of trust.
enum class GlossarySource {
  user,     // the reader's own glossary.tsv
  mined,    // read in the notes and papers
  shipped,  // comes with the program
  bridge,   // through Chinese characters, from Debian's dictionaries
};

const char* name_of(GlossarySource source);  // "user", "mined", "shipped", "bridge"

struct GlossaryEntry {
  std::vector<std::string> korean;  // spellings of one concept, the usual one first
  std::vector<std::string> english;
  std::vector<std::string> acronyms;
  std::size_t count = 0;  // mined: documents that say so
  std::string place;      // mined: where one says it first, "papers/zoom-in.md:31"

  friend bool operator==(const GlossaryEntry&, const GlossaryEntry&) = default;
};

struct GlossaryProblem {
  std::size_t line = 0;  // 1-based
  std::string reason;    // "no tab between the Korean and the English"

  friend bool operator==(const GlossaryProblem&, const GlossaryProblem&) = default;
};

struct GlossaryText {
  std::vector<GlossaryEntry> entries;
  std::vector<GlossaryEntry> removals;
  std::vector<GlossaryProblem> problems;  // lines that were left out

  friend bool operator==(const GlossaryText&, const GlossaryText&) = default;
};

// Longer spellings, and those of more words, are no terms.
inline constexpr std::size_t kMaxGlossaryTermBytes = 120;
inline constexpr std::size_t kMaxGlossaryWords = 6;
bool fits_glossary(std::string_view term);
// More lines are left out and reported once.
inline constexpr std::size_t kMaxGlossaryLines = 200'000;

// Total: any bytes give entries and problems. Linear.
GlossaryText read_glossary_text(std::string_view bytes);

// The text that read_glossary_text reads back, with a head of comments that tells the format. Tabs,
// commas and line ends inside a spelling become spaces.
std::string write_glossary_text(const std::vector<GlossaryEntry>& entries);

}  // namespace mi
