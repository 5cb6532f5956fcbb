#include "indexer/term_pairs.h"

#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "core/unicode.h"
#include "indexer/acronym.h"
#include "indexer/term_text.h"
#include "indexer/translation.h"

namespace mi {
namespace {

std::string folded(std::string_view text) {
  std::string out;
  for (const FoldedChar& c : fold(text)) append_utf8(out, c.code);
  return out;
}

class TermPairFinder {
 public:
  explicit TermPairFinder(bool translations) : translations_(translations) {}

  void read(std::string_view text, int line) {
    if (pairs_.size() >= kMaxTermPairs || text.find_first_of("(\xEF") == std::string_view::npos) {
      return;  // "\xEF" begins the full-width parenthesis
    }
    const std::vector<TermPiece> pieces = term_pieces(text);
    if (translations_) add(find_translations(pieces), line);
    add(find_acronyms(pieces), line);
  }

  std::vector<TermPair> take() { return std::move(pairs_); }

 private:
  void add(std::vector<TermPair> found, int line) {
    for (TermPair& pair : found) {
      if (pairs_.size() >= kMaxTermPairs) return;
      if (!seen_.emplace(pair.kind, folded(pair.term), folded(pair.other)).second) continue;
      pair.line = line;
      pairs_.push_back(std::move(pair));
    }
  }

  bool translations_;
  std::vector<TermPair> pairs_;
  std::set<std::tuple<TermPairKind, std::string, std::string>> seen_;
};

}  // namespace

std::vector<TermPair> find_term_pairs(const Document& document) {
  TermPairFinder finder(document.info.kind == DocumentKind::note);
  for (const Section& section : document.sections) {
    const int line = section.blocks.empty() ? 0 : section.blocks.front().line_begin;
    if (!section.heading_path.empty()) finder.read(section.heading_path.back(), line);
    for (const Block& block : section.blocks) {
      if (block.kind != BlockKind::code) finder.read(block.text, block.line_begin);
    }
  }
  return finder.take();
}

}  // namespace mi
