// The text of real pages, held against a crude reading of them.
#include <cstddef>
#include <string>
#include <vector>

#include "tests/indexer/crude_page.h"
#include "tests/indexer/real_papers.h"

namespace mi {
namespace {

constexpr std::size_t npos = std::string::npos;

std::size_t count(const std::vector<std::string>& texts, const std::string& wanted) {
  std::size_t found = 0;
  for (const std::string& text : texts) {
    for (std::size_t at = text.find(wanted); at != npos; at = text.find(wanted, at + 1)) ++found;
  }
  return found;
}

// The letters of each block; marks of citations (bibliography.h) are none of the page's.
std::vector<std::string> blocks_of(const Document& document) {
  std::vector<std::string> blocks;
  for (const Section& section : document.sections) {
    for (const Block& block : section.blocks) {
      std::string text;
      for (const char c : block.text) text += c == '&' ? "&;" : std::string(1, c);
      blocks.push_back(letters_of(text));
    }
  }
  return blocks;
}

TEST_F(RealPapers, HoldEverySentenceOfTheirPageOnce) {
  std::size_t checked = 0;
  for (const Facts& facts : known_papers()) {
    if (facts.sections == 0) continue;
    const std::vector<std::string> blocks = blocks_of(paper_at(facts.path));
    const std::vector<std::string> sentences = sentences_of_page(bytes_of(facts.path));
    EXPECT_GE(sentences.size(), 10U) << facts.path;
    for (const std::string& sentence : sentences) {
      const std::size_t found = count(blocks, sentence);
      EXPECT_GE(found, 1U) << facts.path << ": " << sentence;
      // A short one may stand inside others as well.
      if (sentence.size() >= 50) {
        EXPECT_EQ(found, count(sentences, sentence)) << facts.path << ": " << sentence;
      }
    }
    checked += sentences.size();
  }
  EXPECT_GE(checked, 10'000U);
}

// A block's text without math and marks of citations, which pages write in other ways.
std::string prose_of(std::string text) {
  for (std::size_t open = text.find('['); open != npos; open = text.find('[', open + 1)) {
    const std::size_t close = text.find(']', open);
    if (close == npos) break;
    const std::string inside = text.substr(open + 1, close - open - 1);
    const bool is_mark =
        inside.ends_with("et al.") || inside.find(", 19") != npos || inside.find(", 20") != npos;
    if (is_mark) text.replace(open, close + 1 - open, "");
  }
  std::string prose;
  bool in_math = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '$') in_math = !in_math;
    if (!in_math || text[at] == '$') prose += text[at];
    if (text.compare(at, 2, "$$") == 0) ++at;
  }
  return prose;
}

TEST_F(RealPapers, HoldNoSentenceThatTheirPageDoesNotShow) {
  std::size_t checked = 0;
  for (const Facts& facts : known_papers()) {
    const std::string shown = letters_of_page(bytes_of(facts.path));
    const Document document = paper_at(facts.path);
    for (const Section& section : document.sections) {
      for (const Block& block : section.blocks) {
        std::vector<std::string> sentences;
        if (block.text.find('&') == npos) sentences = sentences_of(prose_of(block.text));
        for (const std::string& sentence : sentences) {
          EXPECT_NE(shown.find(sentence), npos) << facts.path << ": " << sentence;
        }
        checked += sentences.size();
      }
    }
  }
  EXPECT_GE(checked, 10'000U);
}

}  // namespace
}  // namespace mi
