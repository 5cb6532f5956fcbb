#include "indexer/markdown_portion.h"

#include <algorithm>
#include <cstddef>

namespace mi {
namespace {

// A full portion ends at the next good place, and at kMaxPortionCost at any.
constexpr std::size_t kEnough = kMaxPortionCost / 2;
constexpr std::size_t kLineCost = 2;  // a line's text and its end

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

// What a character may cost in units of one node and its text.
std::size_t cost_at(std::string_view text, std::size_t at) {
  switch (text[at]) {
    case '\n':
      return kLineCost;
    case '-':
    case '+':
    case '.':
    case ')':  // may be a list's marker
      return at + 1 == text.size() || is_blank(text[at + 1]) ? 1 : 0;
    default:
      return std::string_view("*_~`[]!<>&\\|$:#{").find(text[at]) == std::string_view::npos ? 0 : 1;
  }
}

std::string_view without_indent(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
  return line.substr(begin <= 3 ? begin : line.size());
}

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}
  std::vector<MarkdownPortion> run();

 private:
  void read_line(std::size_t end);
  std::string opener_before(std::string_view line) const;
  bool begins_afresh(std::string_view line) const;
  void follow_fence(std::string_view line);
  void close(std::size_t at, std::string opener);

  const std::string_view text_;
  std::vector<MarkdownPortion> portions_;
  MarkdownPortion open_;
  std::size_t begin_ = 0;  // of the open portion
  std::size_t at_ = 0;
  std::size_t cost_ = 0;
  int line_ = 1;
  bool behind_blank_ = true;
  std::string_view fence_;  // the line that opened it, without '\n'; empty: none is open
};

std::vector<MarkdownPortion> Splitter::run() {
  while (at_ < text_.size()) {
    read_line(std::min(text_.find('\n', at_), text_.size() - 1) + 1);
  }
  close(text_.size(), {});
  return std::move(portions_);
}

void Splitter::read_line(std::size_t end) {
  const std::string_view line = text_.substr(at_, end - at_);
  std::size_t cost = 0;
  for (std::size_t i = 0; i < line.size(); ++i) cost += cost_at(line, i);
  if (cost_ + cost > kMaxPortionCost || (cost_ > kEnough && begins_afresh(line))) {
    close(at_, opener_before(line));
  }
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::size_t here = cost_at(line, i);
    if (cost_ + here > kMaxPortionCost) close(at_ + i, "<b>");
    cost_ += here;
  }
  follow_fence(line.substr(0, line.find('\n')));
  behind_blank_ = line.find_first_not_of(" \t\n") == std::string_view::npos;
  at_ = end;
  ++line_;
}

// A "[a]: b" that goes on with a paragraph is text, and would be no text alone.
std::string Splitter::opener_before(std::string_view line) const {
  if (!fence_.empty()) return std::string(fence_) + "\n";
  return !behind_blank_ && without_indent(line).starts_with('[') ? "<b>" : "";
}

bool Splitter::begins_afresh(std::string_view line) const {
  if (!behind_blank_ || !fence_.empty() || line.empty()) return false;
  return std::string_view(" \t\n>-+*0123456789").find(line[0]) == std::string_view::npos;
}

void Splitter::follow_fence(std::string_view line) {
  const std::string_view content = without_indent(line);
  const bool marks = content.starts_with("```") || content.starts_with("~~~");
  if (!marks) return;
  const std::size_t size = std::min(content.find_first_not_of(content[0]), content.size());
  const std::string_view behind = content.substr(size);
  if (fence_.empty()) {
    if (content[0] == '~' || behind.find('`') == std::string_view::npos) fence_ = line;
    return;
  }
  const std::string_view opener = without_indent(fence_);
  const std::size_t needed = std::min(opener.find_first_not_of(opener[0]), opener.size());
  const bool closes = content[0] == opener[0] && size >= needed &&
                      behind.find_first_not_of(" \t") == std::string_view::npos;
  if (closes) fence_ = {};
}

void Splitter::close(std::size_t at, std::string opener) {
  if (at > begin_ || portions_.empty()) {
    open_.text = text_.substr(begin_, at - begin_);
    portions_.push_back(std::move(open_));
  }
  open_ = {std::move(opener), {}, line_};
  begin_ = at;
  cost_ = 0;
}

}  // namespace

std::vector<MarkdownPortion> split_markdown(std::string_view text) { return Splitter(text).run(); }

}  // namespace mi
