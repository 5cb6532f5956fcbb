// What planning (searchd/planner.h) and repairing (searchd/repair.h) a query ask of an index,
// answered by a PassageIndex. Both throw as it does, and are valid while it is open.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "core/glossary.h"
#include "searchd/collection_statistics.h"
#include "searchd/passage_index.h"
#include "searchd/repair.h"
#include "searchd/shelf.h"

namespace mi {

// The shelf is asked for when a name is looked up first, the words when one is unknown: they cost a
// look at every document, and at every word.
CollectionStatistics statistics_of(const PassageIndex& index, std::function<const Shelf&()> shelf,
                                   std::function<const SpellingIndex&()> words);

class IndexVocabulary final : public Vocabulary {
 public:
  // Asked for likewise.
  using Words = std::function<const SpellingIndex&()>;

  IndexVocabulary(const PassageIndex& index, Words words, Glossary glossary);

  std::uint64_t passages_with(std::string_view text) const override;
  std::vector<Spelling> similar(std::string_view word, std::size_t limit) const override;
  bool has_beside(std::string_view word, std::string_view next) const override;
  std::vector<ByteRange> terms_in(std::string_view text) const override;

 private:
  const PassageIndex& index_;
  Words words_;
  Glossary glossary_;
};

}  // namespace mi
