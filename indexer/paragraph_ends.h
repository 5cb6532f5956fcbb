// ParagraphEnds: where the paragraphs of a Markdown text end, and what closes within them.
#pragma once

#include <cstddef>
#include <map>
#include <string_view>
#include <vector>

namespace mi {

struct ParagraphEnd {
  std::size_t at = 0;  // of the '\n' before a blank line ('>' is blank too), or of the text's end
  int line = 0;        // that it ends, 1-based
};

class ParagraphEnds {
 public:
  // `text` has to live as long as this.
  explicit ParagraphEnds(std::string_view text);

  // Forgets the paragraphs that end before `at`, which only grows; true where there were any.
  bool advance_to(std::size_t at);

  // The end of the paragraph that holds the place of advance_to().
  const ParagraphEnd& here() const { return ends_.back(); }

  // Behind the first `closer` at or after `from`; npos where the paragraph's end, `horizon` or
  // `limit` bytes come first. `from` only grows, so that all calls together take linear time.
  std::size_t find_closer(std::size_t from, std::string_view closer, std::size_t limit,
                          std::size_t horizon);

 private:
  bool is_blank_behind(std::size_t newline) const;

  std::string_view text_;
  std::vector<ParagraphEnd> ends_;                // last first
  std::map<std::string_view, std::size_t> next_;  // where each closer was found last
};

}  // namespace mi
