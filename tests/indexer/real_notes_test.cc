// Reads a folder of real notes, which is no part of the project: $MI_TEST_NOTES, else the folder
// that was found beside the source at build time. What is checked holds for any note.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/file.h"
#include "core/unicode.h"
#include "indexer/note.h"
#include "indexer/note_folder.h"

namespace mi {
namespace {

std::filesystem::path notes_folder() {
  const char* chosen = std::getenv("MI_TEST_NOTES");
  return chosen != nullptr ? chosen : MI_SHARED_DIR "/notes";
}

struct RealNote {
  NoteFile file;
  std::string text;
  Document document;
};

std::vector<RealNote> read_all() {
  std::vector<RealNote> notes;
  for (const NoteFile& file : list_notes(notes_folder()).files) {
    const Expected<std::string> bytes = read_file(file.path, 8U << 20U);
    EXPECT_TRUE(bytes) << file.id;
    if (!bytes) continue;
    notes.push_back({file, to_nfc(*bytes), read_note(*bytes, file.id, file.path.string())});
  }
  return notes;
}

class RealNotes : public testing::Test {
 protected:
  static void SetUpTestSuite() { notes_ = new std::vector<RealNote>(read_all()); }
  static void TearDownTestSuite() { delete notes_; }
  void SetUp() override {
    if (notes_->empty()) GTEST_SKIP() << "there are no notes in " << notes_folder();
  }
  static std::vector<RealNote>* notes_;
};

std::vector<RealNote>* RealNotes::notes_ = nullptr;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// The line at which the text below the front matter begins, 0-based.
std::size_t body_line(const std::vector<std::string>& lines) {
  if (lines.empty() || lines[0] != "---") return 0;
  const auto end = std::find(lines.begin() + 1, lines.end(), "---");
  return end == lines.end() ? 0 : static_cast<std::size_t>(end - lines.begin()) + 1;
}

// Runs of letters, Hangul and digits of three bytes and more (one syllable, three letters).
std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  std::size_t begin = 0;
  for (std::size_t i = 0, size = 1; i <= text.size(); i += size) {
    const CharClass kind =
        i < text.size() ? class_of(decode_utf8(text, i, size)) : CharClass::space;
    if (kind == CharClass::letter || kind == CharClass::hangul || kind == CharClass::digit)
      continue;
    if (i - begin >= 3) words.emplace(text.substr(begin, i - begin));
    begin = i + size;
  }
  return words;
}

std::string all_text(const Document& document) {
  std::string text = document.info.title;
  for (const Section& section : document.sections) {
    for (const std::string& heading : section.heading_path) text += "\n" + heading;
    for (const Block& block : section.blocks) text += "\n" + block.text;
  }
  for (const Link& link : document.links) text += "\n" + link.text;
  return text;
}

// Takes out "](address)" and leaves a title in quotes.
std::string without_addresses(std::string text) {
  for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 1)) {
    std::size_t end = at + 2;
    for (int open = 1; end < text.size() && text[end] != '\n' && text[end] != '"'; ++end) {
      if (text[end] == '(') ++open;
      if (text[end] == ')' && --open == 0) break;
    }
    text.replace(at, end - at, " ");
  }
  return text;
}

// The text without what a reader does not see. Crude on purpose: it shares nothing with the reader.
std::string without_markup(std::string text) {
  text = without_addresses(std::move(text));
  const std::vector<std::pair<std::string, std::string>> hidden = {
      {"<", ">"}, {"{% cite", "%}"}, {"{%- cite", "%}"}, {"{{<", ">}}"}, {"style=\"", "\""}};
  for (const auto& [open, close] : hidden) {
    for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at + 1)) {
      const std::size_t end = text.find(close, at + open.size());
      const std::size_t line = text.find('\n', at);
      if (end == std::string::npos || end > line) continue;
      text.replace(at, end + close.size() - at, " ");
    }
  }
  for (const std::string_view name : {"{% sidenote", "{% bibliography", "{{% bibliography",
                                      "{{% notice", "{{% /notice", "title="}) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
      text.replace(at, name.size(), " ");
    }
  }
  for (std::size_t at = text.find("```"); at != std::string::npos; at = text.find("```", at)) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    text.replace(at, end - at, " ");  // with the language behind it
  }
  return text;
}

TEST_F(RealNotes, HaveATitleAndABlock) {
  for (const RealNote& note : *notes_) {
    EXPECT_NE(note.document.info.title, "") << note.file.id;
    EXPECT_FALSE(note.document.sections.empty()) << note.file.id;
    std::size_t blocks = 0;
    for (const Section& section : note.document.sections) blocks += section.blocks.size();
    EXPECT_GT(blocks, 0U) << note.file.id;
  }
}

TEST_F(RealNotes, HaveLinesInOrder) {
  for (const RealNote& note : *notes_) {
    const auto lines = static_cast<int>(lines_of(note.text).size());
    int last = 1;
    for (const Section& section : note.document.sections) {
      for (const Block& block : section.blocks) {
        EXPECT_GE(block.line_begin, last) << note.file.id << ": " << block.text;
        EXPECT_GE(block.line_end, block.line_begin) << note.file.id << ": " << block.text;
        EXPECT_LE(block.line_end, lines) << note.file.id << ": " << block.text;
        last = block.line_begin;
      }
    }
  }
}

// The letters of one script that the text begins with, two syllables at most: what follows may
// stand behind markup.
std::string first_letters(std::string_view text) {
  std::size_t size = 1;
  if (text.empty()) return {};
  const CharClass first = class_of(decode_utf8(text, 0, size));
  if (first != CharClass::letter && first != CharClass::hangul) return {};
  std::size_t end = 0;
  while (end < std::min<std::size_t>(text.size(), 6) &&
         class_of(decode_utf8(text, end, size)) == first) {
    end += size;
  }
  return std::string(text.substr(0, end));
}

TEST_F(RealNotes, HaveTheRightFirstLines) {
  for (const RealNote& note : *notes_) {
    const std::vector<std::string> lines = lines_of(note.text);
    for (const Section& section : note.document.sections) {
      for (const Block& block : section.blocks) {
        if (block.kind == BlockKind::code) continue;
        const std::string word = first_letters(block.text);
        if (word.size() < 3) continue;
        std::string here;
        // HTML begins on the line of its tag, a template on that of its bracket.
        for (int i = block.line_begin; i <= std::min(block.line_end, block.line_begin + 2); ++i) {
          here += lines.at(static_cast<std::size_t>(i - 1)) + "\n";
        }
        EXPECT_NE(here.find(word), std::string::npos)
            << note.file.id << ":" << block.line_begin << ": " << block.text.substr(0, 80);
      }
    }
  }
}

TEST_F(RealNotes, KeepEveryWordOfTheirText) {
  std::size_t total = 0;
  for (const RealNote& note : *notes_) {
    const std::vector<std::string> lines = lines_of(note.text);
    std::string body;
    for (std::size_t i = body_line(lines); i < lines.size(); ++i) body += lines[i] + "\n";
    const std::set<std::string> kept = words_of(all_text(note.document));
    const std::string kept_text = all_text(note.document);
    for (const std::string& word : words_of(without_markup(body))) {
      ++total;
      EXPECT_TRUE(kept.contains(word) || kept_text.find(word) != std::string::npos)
          << note.file.id << " lost " << word;
    }
  }
  RecordProperty("words", static_cast<int>(total));
}

// Lines with "](http" or "https://" outside of code have as many links at least.
TEST_F(RealNotes, HaveLinksOnTheirLines) {
  std::size_t total = 0;
  for (const RealNote& note : *notes_) {
    const std::vector<std::string> lines = lines_of(note.text);
    std::multiset<int> found;
    for (const Link& link : note.document.links) {
      found.insert(link.line);
      const std::string& line = lines.at(static_cast<std::size_t>(link.line - 1));
      EXPECT_NE(line.find("http"), std::string::npos) << note.file.id << ":" << link.line;
    }
    bool fenced = false;
    for (std::size_t i = body_line(lines); i < lines.size(); ++i) {
      const std::size_t first = std::min(lines[i].find_first_not_of(' '), lines[i].size());
      if (lines[i].substr(first, 3) == "```") fenced = !fenced;
      if (fenced || lines[i].find('`') != std::string::npos) continue;
      std::size_t links = 0;
      for (std::size_t at = lines[i].find("](http"); at != std::string::npos;
           at = lines[i].find("](http", at + 1)) {
        // An image is no link.
        const std::size_t open = lines[i].rfind('[', at);
        const bool image = open != std::string::npos && open > 0 && lines[i][open - 1] == '!';
        if (!image) ++links;
      }
      total += links;
      EXPECT_GE(found.count(static_cast<int>(i + 1)), links)
          << note.file.id << ":" << i + 1 << ": " << lines[i].substr(0, 200);
    }
  }
  RecordProperty("links", static_cast<int>(total));
}

}  // namespace
}  // namespace mi
