#include "indexer/passages.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/ascii.h"
#include "core/unicode.h"

namespace mi {
namespace {

constexpr std::string_view kBlanks = " \n\t\r";

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// Where the pieces of a text end: after a sentence, a line or a word.
enum class Cut { sentence, line, word };

// "e.g." and its like, and initials: "C. Olah".
bool is_abbreviation(std::string_view word) {
  constexpr std::array<std::string_view, 10> kKnown = {"e.g.", "i.e.", "cf.",  "al.",   "vs.",
                                                       "Fig.", "Eq.",  "Sec.", "resp.", "approx."};
  while (!word.empty() && (word.front() == '(' || word.front() == '[')) word.remove_prefix(1);
  const bool is_initial = word.size() == 2 && is_upper(word[0]) && word[1] == '.';
  return is_initial || std::find(kKnown.begin(), kKnown.end(), word) != kKnown.end();
}

bool ends_sentence(std::string_view text, std::size_t space) {
  std::size_t end = space;
  while (end > 0 && (text[end - 1] == ')' || text[end - 1] == '"' || text[end - 1] == '\'')) --end;
  const char last = end > 0 ? text[end - 1] : ' ';
  if (last == '!' || last == '?') return true;
  const std::size_t nearby = end - std::min<std::size_t>(end, 12);
  const std::string_view before = text.substr(nearby, end - nearby);
  return last == '.' && !is_abbreviation(before.substr(before.rfind(' ') + 1));
}

bool is_cut(std::string_view text, std::size_t at, Cut cut) {
  if (!is_space(text[at])) return false;
  if (cut == Cut::word) return true;
  return cut == Cut::line ? text[at] == '\n' : ends_sentence(text, at);
}

// The text in consecutive pieces; together they are the whole text.
std::vector<std::string_view> pieces_of(std::string_view text, Cut cut) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_cut(text, at, cut)) continue;
    pieces.push_back(text.substr(begin, at + 1 - begin));
    begin = at + 1;
  }
  if (begin < text.size()) pieces.push_back(text.substr(begin));
  return pieces;
}

// Packs pieces into runs of at most `most` words; a piece that is too long alone is cut at words.
std::vector<std::string> pack(std::string_view text, Cut cut, std::size_t most) {
  std::vector<std::string> runs;
  std::string run;
  std::size_t words = 0;
  const auto close = [&] {
    if (const std::string_view whole = trim(run, kBlanks); !whole.empty()) runs.emplace_back(whole);
    run.clear();
    words = 0;
  };
  for (const std::string_view piece : pieces_of(text, cut)) {
    const std::size_t size = count_words(piece);
    if (words + size > most) close();
    if (size > most && cut != Cut::word) {
      for (std::string& part : pack(piece, Cut::word, most)) runs.push_back(std::move(part));
      continue;
    }
    run += piece;
    words += size;
  }
  close();
  return runs;
}

bool stays_whole(BlockKind kind) {
  return kind == BlockKind::footnote || kind == BlockKind::caption;
}

// A block, or one of the pieces of a long one.
struct Piece {
  Block block;
  bool continues = false;  // not the block's first piece
};

// The blocks of one section as pieces, none longer than the maximum unless it has to stay whole.
std::vector<Piece> cut_long_blocks(const Section& section, std::size_t most) {
  std::vector<Piece> pieces;
  for (const Block& block : section.blocks) {
    if (count_words(block.text) <= most || stays_whole(block.kind)) {
      pieces.push_back({block});
      continue;
    }
    // A copy with the whole text for each piece would be quadratic: the pieces share all but the
    // text.
    const Block head{block.kind, {}, block.line_begin, block.line_end, block.anchor};
    const bool has_lines = block.kind == BlockKind::code || block.kind == BlockKind::table;
    bool continues = false;
    for (std::string& run : pack(block.text, has_lines ? Cut::line : Cut::sentence, most)) {
      pieces.push_back({head, std::exchange(continues, true)});
      pieces.back().block.text = std::move(run);
    }
  }
  return pieces;
}

class PassageBuilder {
 public:
  PassageBuilder(const Section& section, std::size_t least, std::size_t most)
      : section_(section), least_(least), most_(most) {}

  void add(const Piece& piece) {
    const Block& block = piece.block;
    const std::size_t words = count_words(block.text);
    const bool full = words_ >= least_ || words_ + words > most_;
    if (words_ > 0 && full) close();
    if (words_ == 0) {
      passage_.heading_path = section_.heading_path;
      passage_.anchor = block.anchor.empty() ? section_.anchor : block.anchor;
      passage_.line_begin = block.line_begin;
    } else {
      passage_.text += "\n\n";
    }
    passage_.blocks.push_back({block.kind, passage_.text.size(), piece.continues});
    passage_.text += block.text;
    passage_.line_end = block.line_end;
    words_ += words;
  }

  std::vector<Passage> finish() {
    if (words_ > 0) close();
    return std::move(passages_);
  }

 private:
  // What stayed short, before a block that is long or at the end, belongs to what it follows.
  void close() {
    if (words_ < least_ && !passages_.empty() && words_before_ + words_ <= most_) {
      Passage& before = passages_.back();
      const std::size_t begin = before.text.size() + 2;
      for (PassageBlock& block : passage_.blocks) {
        block.begin += begin;
        before.blocks.push_back(block);
      }
      before.text += "\n\n" + passage_.text;
      before.line_end = passage_.line_end;
      words_before_ += words_;
      passage_ = {};
    } else {
      passages_.push_back(std::exchange(passage_, {}));
      words_before_ = words_;
    }
    words_ = 0;
  }

  const Section& section_;
  std::size_t least_;
  std::size_t most_;
  std::size_t words_ = 0;
  std::size_t words_before_ = 0;  // of the last passage that is closed
  Passage passage_;
  std::vector<Passage> passages_;
};

// Every passage of a section carries its heading path: a heading of a megabyte must not be
// multiplied.
Section with_bounded_headings(const Section& section) {
  Section bounded{{}, section.anchor, {}};
  if (bounded.anchor.size() > kMaxHeadingBytes) bounded.anchor.clear();
  for (const std::string& heading : section.heading_path) {
    bounded.heading_path.emplace_back(beginning_of(heading, kMaxHeadingBytes));
  }
  return bounded;
}

}  // namespace

std::vector<Passage> split_passages(const Document& document, const IndexConfig& config) {
  const auto least = static_cast<std::size_t>(config.passage_min_words);
  const auto most = static_cast<std::size_t>(config.passage_max_words);
  std::vector<Passage> passages;
  for (const Section& section : document.sections) {
    const Section headings = with_bounded_headings(section);
    PassageBuilder builder(headings, least, most);
    for (const Piece& piece : cut_long_blocks(section, most)) {
      if (!trim(piece.block.text, kBlanks).empty()) builder.add(piece);
    }
    for (Passage& passage : builder.finish()) passages.push_back(std::move(passage));
  }
  return passages;
}

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool space = is_space(c);
    words += !space && !inside ? 1 : 0;
    inside = !space;
  }
  return words;
}

}  // namespace mi
