// The reader against real pages.
#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "core/config.h"
#include "indexer/paper.h"
#include "indexer/passages.h"
#include "tests/indexer/real_papers.h"

namespace mi {
namespace {

TEST_F(RealPapers, AreReadAsTheyPresentThemselves) {
  std::vector<std::string> known;
  for (const Facts& facts : known_papers()) {
    SCOPED_TRACE(facts.path);
    known.push_back(facts.path);
    const Document document = paper_at(facts.path);
    EXPECT_EQ(document.info.title, facts.title);
    EXPECT_EQ(joined(document.info.authors), facts.authors);
    EXPECT_EQ(document.info.date, facts.date);
    EXPECT_EQ(document.info.language, "en");
    EXPECT_GE(document.sections.size(), facts.sections);
    EXPECT_EQ(has_body(document), facts.sections > 0);
    EXPECT_EQ(document.citations.size(), facts.citations);
  }
  EXPECT_EQ(known, all_pages());  // the table has them all
}

TEST_F(RealPapers, TellWhatTheyCite) {
  for (const std::string& path : all_pages()) {
    for (const Citation& work : paper_at(path).citations) {
      SCOPED_TRACE(path + ": " + work.key);
      EXPECT_FALSE(work.title.empty());
      EXPECT_TRUE(work.year.empty() || work.year.size() == 4) << work.year;
      EXPECT_EQ((work.title + joined(work.authors)).find_first_of("{}\\"), std::string::npos)
          << work.title << joined(work.authors);
    }
  }
}

TEST_F(RealPapers, HoldNothingOfTheirPagesMachinery) {
  constexpr std::string_view kMachinery[] = {"innerHTML",
                                             "decoy superposition",
                                             "data:image",
                                             "base64,",
                                             "webpack",
                                             "Not published yet",
                                             "ISSN 2476",
                                             "unfinished",

                                             "citation_title",
                                             "display: none",

                                             "<!--",
                                             "\u200B",
                                             "dedicated to clear",

                                             "\u00A0",
                                             "\u00AD",
                                             "No DOI yet"};
  for (const std::string& path : all_pages()) {
    const Document document = paper_at(path);
    for (const Section& section : document.sections) {
      for (const Block& block : section.blocks) {
        for (const std::string_view word : kMachinery) {
          EXPECT_EQ(block.text.find(word), std::string::npos) << path << ": " << block.text;
        }
      }
    }
  }
}

// Words with single spaces between them.
std::string words_of(std::string_view text) {
  std::string words;
  for (const char c : text) {
    const bool is_space = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!is_space) words += c;
    if (is_space && !words.empty() && words.back() != ' ') words += ' ';
  }
  return words;
}

void expect_good_passages(const Section& section) {
  const IndexConfig config;
  const auto least = static_cast<std::size_t>(config.passage_min_words);
  const auto most = static_cast<std::size_t>(config.passage_max_words);
  Document document;
  document.sections = {section};
  std::string blocks;
  for (const Block& block : section.blocks) blocks += words_of(block.text + " ");
  std::string passages;
  std::size_t before = most;
  for (const Passage& passage : split_passages(document, config)) {
    passages += words_of(passage.text + " ");
    const std::size_t words = count_words(passage.text);
    const bool is_one_block = passage.text.find("\n\n") == std::string::npos;
    EXPECT_TRUE(words <= most || is_one_block) << passage.text;
    // One that is short stands alone, or between such as it would make too long.
    EXPECT_TRUE(std::min(words, before) >= least || words + before > most) << passage.text;
    before = words;
  }
  EXPECT_EQ(passages, blocks);
}

TEST_F(RealPapers, AreCutIntoPassagesThatLoseNoWord) {
  for (const std::string& path : all_pages()) {
    SCOPED_TRACE(path);
    for (const Section& section : paper_at(path).sections) {
      expect_good_passages(section);
    }
  }
}

}  // namespace
}  // namespace mi
