#include "indexer/section_builder.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "core/unicode.h"
#include "indexer/passages.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

std::string slug_of(std::string_view heading) {
  std::string slug;
  for (const FoldedChar& c : fold(heading)) {
    const CharClass kind = class_of(c.code);
    if (kind == CharClass::space) {
      slug += '-';
    } else if (kind != CharClass::other || c.code == U'-' || c.code == U'_') {
      append_utf8(slug, c.code);
    }
  }
  return slug;
}

// Headings that are open, outermost first.
using Outline = std::vector<std::pair<int, std::string>>;

std::vector<std::string> path_of(const Outline& outline) {
  std::vector<std::string> path;
  path.reserve(outline.size());
  for (const auto& [level, text] : outline) path.push_back(text);
  return path;
}

// The longest beginning that a heading path takes, between words where there are any.
std::string short_heading(std::string_view text) {
  std::string_view beginning = beginning_of(text, kMaxHeadingBytes);
  const std::size_t space = beginning.rfind(' ');
  return std::string(space == std::string_view::npos ? beginning : beginning.substr(0, space));
}

}  // namespace

void SectionBuilder::add(int level, Block block) {
  if (level > 0 && ++headings_ > kMaxNoteHeadings) level = 0;
  if (level == 0 || block.text.size() <= kMaxHeadingBytes) {
    push(level, std::move(block));
    return;
  }
  Block heading = block;
  heading.text = short_heading(block.text);
  push(level, std::move(heading));
  push(0, std::move(block));
}

void SectionBuilder::push(int level, Block block) {
  if (parts_.size() < kMaxNoteBlocks) {
    parts_.push_back({level, std::move(block)});
    return;
  }
  block.text = collapse_white_space(block.text);
  block.kind = BlockKind::paragraph;
  if (parts_.size() == kMaxNoteBlocks) {
    parts_.push_back({0, std::move(block)});
    return;
  }
  Block& last = parts_.back().block;
  last.text += ' ';
  last.text += block.text;
  last.line_end = std::max(last.line_end, block.line_end);
}

std::string SectionBuilder::title() const {
  const auto is_heading = [](const Part& part) { return part.level > 0; };
  const auto is_first_level = [](const Part& part) { return part.level == 1; };
  const auto first = std::find_if(parts_.begin(), parts_.end(), is_heading);
  const bool alone = std::count_if(parts_.begin(), parts_.end(), is_first_level) == 1;
  return alone && first->level == 1 ? first->block.text : std::string();
}

std::vector<Section> SectionBuilder::sections() && {
  std::stable_sort(parts_.begin(), parts_.end(), [](const Part& a, const Part& b) {
    return a.block.line_begin < b.block.line_begin;
  });
  std::vector<Section> sections;
  std::map<std::string, int> seen;
  Outline outline;
  for (Part& part : parts_) {
    if (part.level == 0) {
      if (sections.empty()) sections.emplace_back();
      sections.back().blocks.push_back(std::move(part.block));
      continue;
    }
    while (!outline.empty() && outline.back().first >= part.level) outline.pop_back();
    outline.emplace_back(part.level, part.block.text);
    std::string anchor = slug_of(part.block.text);
    const int times = seen[anchor]++;
    if (times > 0) anchor += "-" + std::to_string(times);
    sections.push_back({path_of(outline), anchor, {}});
  }
  return sections;
}

}  // namespace mi
