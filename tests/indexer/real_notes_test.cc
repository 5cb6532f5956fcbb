// Reads a folder of real notes, which is no part of the project: $MI_TEST_NOTES, else the folder
// that was found beside the source at build time. What is checked holds for any note.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
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

// The number of times that each run of letters, Hangul and digits stands in a text. What Markdown
// writes inside of words is dropped, on both sides of a comparison.
std::map<std::string, int> words_of(std::string_view text) {
  std::map<std::string, int> words;
  std::string word;
  for (std::size_t i = 0, size = 1; i <= text.size(); i += size) {
    const char32_t code = i < text.size() ? decode_utf8(text, i, size) : U' ';
    if (std::u32string_view(U"*_`~[]\\$").find(code) != std::u32string_view::npos) continue;
    const CharClass kind = class_of(code);
    if (kind == CharClass::letter || kind == CharClass::hangul || kind == CharClass::digit ||
        kind == CharClass::mark) {
      word += text.substr(i, size);
    } else if (!word.empty()) {
      ++words[word];
      word.clear();
    }
  }
  return words;
}

// Each heading and block once.
std::string all_text(const Document& document) {
  std::string text;
  for (const Section& section : document.sections) {
    if (!section.heading_path.empty()) text += section.heading_path.back() + "\n";
    for (const Block& block : section.blocks) text += block.text + "\n";
  }
  return text;
}

// What a reader sees of a note's source. Crude on purpose: it shares nothing with the reader.
class CrudeText {
 public:
  CrudeText(std::string source, std::size_t begin) : source_(std::move(source)), at_(begin) {}

  std::string read() {
    while (at_ < source_.size()) {
      if (at_ == 0 || source_[at_ - 1] == '\n') begin_line();
      if (at_ < source_.size()) step();
    }
    return out_;
  }

 private:
  bool here(std::string_view piece) const {
    return std::string_view(source_).substr(at_).starts_with(piece);
  }
  std::size_t line_end() const { return std::min(source_.find('\n', at_), source_.size()); }

  // Copies fenced code, and goes beyond the markers of quotes and lists.
  void begin_line() {
    at_ = std::min(source_.find_first_not_of(" >-+", at_), source_.size());
    if (here("```")) {
      const std::size_t size = source_.find_first_not_of('`', at_) - at_;
      const std::size_t body = line_end();
      const std::size_t close =
          std::min(source_.find(std::string(size, '`'), body), source_.size());
      out_ += source_.substr(body, close - body) + "\n";
      at_ = close;
      at_ = line_end();
      return;
    }
    std::size_t end = at_;
    while (end < source_.size() && source_[end] >= '0' && source_[end] <= '9') ++end;
    const bool number = end > at_ && end + 1 < source_.size() &&
                        (source_[end] == '.' || source_[end] == ')') && source_[end + 1] == ' ';
    if (number) at_ = end + 1;
  }

  // To behind the closing piece, which may be far; false where there is none.
  bool skip(std::string_view close) {
    const std::size_t end = source_.find(close, at_);
    if (end == std::string::npos) return false;
    at_ = end + close.size();
    return true;
  }

  // Text between two equal marks on one line.
  bool copy_between(char mark) {
    const std::size_t end = source_.find(mark, at_ + 1);
    if (end >= line_end()) return false;
    out_ += source_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return true;
  }

  void step() {
    if (here("`") && copy_between('`')) return;
    if (here("$") && !here("$$") && copy_between('$')) return;
    if (here("<!--") && skip("-->")) return;
    if ((here("{#") || here("{:")) && skip("}")) return;
    if (here("&amp;") && skip(";")) return;
    if (here("](") && skip_address()) return;
    if (here("[^") && skip_footnote()) return;
    if ((here("{%") || here("{{<") || here("{{%")) && skip_template()) return;
    if (here("<") && skip_tag()) return;
    out_ += source_[at_++];
  }

  // "](address "title")": the title stays.
  bool skip_address() {
    int open = 0;
    for (std::size_t end = at_ + 1; end < line_end(); ++end) {
      if (source_[end] == '"' && source_[end - 1] == ' ') {
        const std::size_t close = source_.find('"', end + 1);
        if (close >= line_end()) return false;
        out_ += " " + source_.substr(end + 1, close - end - 1);
        end = close;
      }
      if (source_[end] == '(') ++open;
      if (source_[end] == ')' && --open == 0) {
        at_ = end + 1;
        return true;
      }
    }
    return false;
  }

  // One that is defined somewhere.
  bool skip_footnote() {
    const std::size_t end = source_.find(']', at_);
    if (end >= line_end() ||
        source_.find(source_.substr(at_, end + 1 - at_) + ":") >= source_.size())
      return false;
    at_ = end + 1;
    return true;
  }

  // Drops all but what stands in the quotes of a sidenote and of a few keys. Those are source text.
  bool skip_template() {
    const std::string_view close = here("{%") ? "%}" : here("{{<") ? ">}}" : "%}}";
    std::size_t end = source_.find(close, at_);
    const bool aside = source_.compare(at_, 11, "{% sidenote") == 0;
    if (aside) end = source_.find(close, end_of_quotes(source_.find('"', at_)));
    if (end >= source_.size()) return false;
    const std::string inside = source_.substr(at_, end - at_);
    at_ = end + close.size();
    out_ += ' ';
    for (std::size_t quote = inside.find('"'); quote < inside.size();
         quote = inside.find('"', quote + 1)) {
      std::size_t last = quote + 1;
      while (last < inside.size() && (inside[last] != '"' || inside[last - 1] == '\\')) ++last;
      const bool kept = aside || inside.substr(0, quote).ends_with("title=") ||
                        inside.substr(0, quote).ends_with("caption=") ||
                        inside.substr(0, quote).ends_with("alt=");
      if (kept)
        out_ += CrudeText(without_escapes(inside.substr(quote + 1, last - quote - 1)), 0).read();
      quote = last;
    }
    out_ += ' ';
    return true;
  }

  // The quote that closes the one at `at`.
  std::size_t end_of_quotes(std::size_t at) const {
    do {
      at = source_.find('"', at + 1);
    } while (at < source_.size() && source_[at - 1] == '\\');
    return at;
  }

  static std::string without_escapes(std::string text) {
    for (std::size_t at = text.find("\\\""); at < text.size(); at = text.find("\\\"", at))
      text.erase(at, 1);
    return text;
  }

  bool skip_tag() {
    const char next = at_ + 1 < source_.size() ? source_[at_ + 1] : ' ';
    const bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '/';
    const std::size_t end = source_.find('>', at_);
    if (!letter || end >= line_end()) return false;
    const std::string tag = source_.substr(at_, end - at_);
    if (tag.starts_with("<http")) return false;
    if (const std::size_t alt = tag.find("alt=\""); alt != std::string::npos) {
      out_ += " " + tag.substr(alt + 5, tag.find('"', alt + 5) - alt - 5) + " ";
    }
    if (tag.starts_with("<br") || tag.starts_with("</p")) out_ += ' ';
    at_ = end + 1;
    return true;
  }

  const std::string source_;
  std::size_t at_;
  std::string out_;
};

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

// What the front matter gives to the text.
std::string glossary_of(const std::vector<std::string>& lines) {
  std::string out;
  for (std::size_t i = 0; i < body_line(lines); ++i) {
    for (const std::string_view key : {"term:", "definition:"}) {
      const std::size_t at = lines[i].find(key);
      if (at != std::string::npos && at > 0) out += lines[i].substr(at + key.size()) + "\n";
    }
  }
  return out;
}

TEST_F(RealNotes, HoldEveryWordOnceAndNoOther) {
  std::size_t total = 0;
  for (const RealNote& note : *notes_) {
    const std::vector<std::string> lines = lines_of(note.text);
    std::size_t begin = 0;
    for (std::size_t i = 0; i < body_line(lines); ++i) begin += lines[i].size() + 1;
    std::string kept = all_text(note.document);
    const std::string heading = "# " + note.document.info.title;
    if (std::find(lines.begin(), lines.end(), heading) != lines.end()) kept += heading;
    const bool plain = note.file.id.ends_with(".txt");
    const std::string crude =
        plain ? note.text : CrudeText(note.text, begin).read() + glossary_of(lines);
    const std::map<std::string, int> seen = words_of(crude);
    const std::map<std::string, int> found = words_of(kept);
    for (const auto& [word, times] : seen) {
      total += static_cast<std::size_t>(times);
      const auto here = found.find(word);
      const int kept_times = here == found.end() ? 0 : here->second;
      // The number of an item that is no item, because it stands too far to the right, is text.
      const bool is_number = word.find_first_not_of("0123456789") == std::string::npos;
      EXPECT_EQ(is_number ? std::min(kept_times, times) : kept_times, times)
          << note.file.id << ": " << word;
    }
    for (const auto& [word, times] : found) {
      EXPECT_TRUE(seen.contains(word)) << note.file.id << " invents " << word;
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
