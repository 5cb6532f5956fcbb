#include "searchd/reading_text.h"

#include <algorithm>

#include "searchd/formulas.h"

namespace mi {
namespace {

constexpr std::size_t kBlankLine = 2;  // the bytes between two blocks

// The marks that lie in a range of the text, counted from its beginning.
std::vector<Span> marks_within(const std::vector<Span>& marks, std::size_t begin, std::size_t end) {
  std::vector<Span> within;
  for (const Span& mark : marks) {
    if (mark.begin >= begin && mark.end <= end)
      within.push_back({mark.begin - begin, mark.end - begin});
  }
  return within;
}

void add_passage(ReadingSection& section, const StoredPassage& stored, std::size_t number) {
  const Passage& passage = stored.passage;
  std::vector<PassageBlock> blocks = passage.blocks;
  if (blocks.empty()) blocks.emplace_back();
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const std::size_t begin = blocks[i].begin;
    const bool is_last = i + 1 == blocks.size();
    const std::size_t end = is_last
                                ? passage.text.size()
                                : std::max(begin + kBlankLine, blocks[i + 1].begin) - kBlankLine;
    ReadingPiece piece{number, &passage, i == 0,
                       std::string_view(passage.text).substr(begin, end - begin),
                       marks_within(stored.marks, begin, end)};
    if (blocks[i].kind != BlockKind::code) piece.formulas = find_formulas(piece.text);
    section.marks += piece.marks.size();
    const bool goes_on = blocks[i].continues && !section.blocks.empty() &&
                         section.blocks.back().kind == blocks[i].kind;
    if (!goes_on) section.blocks.push_back({blocks[i].kind, {}});
    section.blocks.back().pieces.push_back(std::move(piece));
  }
}

// What of a heading path is new behind another one.
std::vector<ReadingSection::Heading> new_headings(const std::vector<std::string>& before,
                                                  const std::vector<std::string>& path) {
  const auto differ = std::mismatch(before.begin(), before.end(), path.begin(), path.end());
  auto first = differ.second;
  // Back to a heading from below it: it is said again, or the text would seem to go on below.
  if (first == path.end() && first != path.begin()) --first;
  std::vector<ReadingSection::Heading> headings;
  for (; first != path.end(); ++first)
    headings.push_back({static_cast<std::size_t>(first - path.begin()) + 1, *first});
  return headings;
}

}  // namespace

std::vector<ReadingSection> reading_text(const WholeDocument& document) {
  std::vector<ReadingSection> sections;
  std::vector<std::string> path;
  std::size_t passages = 0;
  for (const StoredSection& stored : document.sections) {
    ReadingSection section;
    section.headings = new_headings(path, stored.heading_path);
    section.anchor = stored.anchor;
    for (const StoredPassage& passage : stored.passages) add_passage(section, passage, passages++);
    path = stored.heading_path;
    sections.push_back(std::move(section));
  }
  return sections;
}

}  // namespace mi
