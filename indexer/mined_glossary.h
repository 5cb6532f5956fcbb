// The mined glossary: what all documents of a part say about terms, as entries of a glossary.
//
// To be made when a part is built: add() each document's term pairs, taken over or newly read, then
// write write_glossary_text(entries()) into the part's folder (core/glossary_files.h).
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/document.h"
#include "core/glossary_text.h"

namespace mi {

class MinedGlossary {
 public:
  // The pairs of one document. Its place is "id:line", or the id where there is no line.
  void add(std::string_view document_id, const std::vector<TermPair>& pairs);

  // An entry of another mined glossary: the two parts' glossaries become one for people to read.
  void add(const GlossaryEntry& entry);

  // The same entries in whatever order documents were added: the most often said first, at most
  // kMaxMinedEntries.
  //
  // Pairs that the analyzer cannot tell apart are one entry (미세조정 fine-tuning, 미세 조정
  // Fine-Tuning): its spellings are the commonest, its count the number of documents, its place the
  // first by name. Of two Korean terms for the same English where one ends in the other (언어 표현,
  // 표현), the rarer is a wrong cut and counts for the commoner; equally common ones are both kept.
  std::vector<GlossaryEntry> entries() const;

 private:
  // Spellings with the number of documents that use them.
  using Spellings = std::map<std::string, std::size_t>;

  struct Group {
    std::size_t count = 0;
    Spellings terms;   // Korean; of an acronym the long form
    Spellings others;  // English; of an acronym the short form
    std::string place;
  };

  void add_pair(TermPairKind kind, const std::string& term, const std::string& other,
                std::size_t count, const std::string& place);

  // By the key of the English or the acronym, then by the key of the term.
  std::map<std::pair<TermPairKind, std::string>, std::map<std::string, Group>> groups_;
};

inline constexpr std::size_t kMaxMinedEntries = 50'000;

}  // namespace mi
