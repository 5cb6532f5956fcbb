// Collects what a query that is being typed may become from the documents of a part: their titles
// and headings, the words that several passages have, and the pairs of words that stand together
// again and again.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "core/completions.h"
#include "core/document.h"

namespace mi {

// A word is shown in its most frequent form, and stands for the others that the analyzer does not
// tell from it ("neurons", "Neurons", "neuron"). Memory is bounded: of more than 2,000,000
// different words the later ones are not counted; pairs that were seen once are forgotten whenever
// there are 1,000,000 (Manku and Motwani 2002, lossy counting).
class CompletionsBuilder {
 public:
  CompletionsBuilder();

  void add(const IndexedDocument& document);

  // For encode_completions(). The order depends on the documents and their order only.
  std::vector<CompletionEntry> entries() const;

  // Whether a document has the word in this very form, given in lower case: as it is, or with its
  // first letter in upper case. Of two words with a space between them: whether they stand so
  // together in lower case, as far as pairs are remembered.
  bool has(std::string_view words) const;

  CompletionsBuilder(CompletionsBuilder&&) noexcept;
  CompletionsBuilder& operator=(CompletionsBuilder&&) noexcept;
  ~CompletionsBuilder();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mi
