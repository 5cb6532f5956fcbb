#include "indexer/completions_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace mi {
namespace {

IndexedDocument document(std::string title, std::vector<Passage> passages) {
  IndexedDocument out;
  out.info.title = std::move(title);
  out.passages = std::move(passages);
  return out;
}

// "kind text frequency" of each that is completed to, the heaviest first.
std::vector<std::string> lines(const CompletionsBuilder& builder) {
  std::vector<CompletionEntry> entries = builder.entries();
  std::erase_if(entries, [](const auto& entry) { return entry.kind == CompletionKind::word; });
  std::stable_sort(entries.begin(), entries.end(),
                   [](const auto& a, const auto& b) { return a.weight > b.weight; });
  std::vector<std::string> out;
  for (const CompletionEntry& e : entries) {
    out.push_back(std::string(name_of(e.kind)) + " " + e.text + " " + std::to_string(e.frequency));
  }
  return out;
}

TEST(CompletionsBuilder, CollectsTitlesHeadingsFrequentWordsAndPairs) {
  CompletionsBuilder builder;
  builder.add(document("Toy Models", {{{"Results"}, "", "The sparse autoencoder. A neuron.", 0, 0},
                                      {{"Results"}, "", "Sparse autoencoders of neurons", 0, 0}}));
  builder.add(
      document("메모", {{{"결론", "Results"}, "", "sparse autoencoders and neurons 중첩을", 0, 0},
                        {{}, "", "인덕션 헤드가 중첩은", 0, 0},
                        {{}, "", "인덕션 헤드는 인덕션 헤드의", 0, 0}}));
  EXPECT_EQ(lines(builder),
            (std::vector<std::string>{"title Toy Models 1", "title 메모 1", "heading Results 2",
                                      "phrase sparse autoencoders 3", "phrase 인덕션 헤드 3",
                                      "term sparse 3", "term autoencoders 3", "term neurons 3",
                                      "term 중첩 2", "term 인덕션 2", "term 헤드 2"}));
}

TEST(CompletionsBuilder, CollectsTheFormsOfATermAsWords) {
  CompletionsBuilder builder;
  builder.add(
      document("A", {{{}, "", "Monosemantic features show monosemanticity, the toy", 0, 0},
                     {{}, "", "monosemantic: of monosemanticity; the feature of 중첩은", 0, 0},
                     {{}, "", "monosemantic neurons, monosemanticly 중첩을", 0, 0}}));
  std::string words;
  for (const CompletionEntry& entry : builder.entries()) {
    if (entry.kind == CompletionKind::word)
      words += entry.text + " " + std::to_string(entry.frequency) + ", ";
  }
  EXPECT_EQ(words, "features 1, monosemanticity 2, monosemantic 2, 중첩 2, ");
}

TEST(CompletionsBuilder, KnowsWordsInTheFormThatIsWritten) {
  CompletionsBuilder builder;
  builder.add(
      document("Title", {{{}, "", "Emergence is amenable, BERT neurons fire seldom", 0, 0}}));
  for (const char* word : {"emergence", "amenable", "neurons", "neurons fire"}) {
    EXPECT_TRUE(builder.has(word)) << word;
  }
  for (const char* word :
       {"emergency", "amen", "neuron", "bert", "title", "amenable neurons", "neurons ", " ", ""}) {
    EXPECT_FALSE(builder.has(word)) << word;
  }
}

TEST(CompletionsBuilder, GivesNothingForNothing) {
  CompletionsBuilder builder;
  builder.add({});
  EXPECT_TRUE(builder.entries().empty());
}

}  // namespace
}  // namespace mi
