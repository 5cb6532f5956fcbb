#include "indexer/citation_gap.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/ascii.h"
#include "indexer/html_tag.h"

namespace mi {
namespace {

constexpr std::size_t kMaxGap = 40;  // bytes that are looked at

// Words that mostly lead to a citation, and words that may stand beside them.
constexpr std::array<std::string_view, 7> kLeads = {"see", "e.g.", "e.g", "i.e.",
                                                    "i.e", "cf.",  "cf"};
constexpr std::array<std::string_view, 13> kCompanions = {
    "also", "but", "as",  "from",    "in",        "and",    "or",
    "with", "by",  "for", "example", "generally", "adapted"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Whether the text between two parentheses led to a citation: "see e.g. ", " ".
bool is_gap(std::string_view inside) {
  bool has_lead = false;
  const bool ends_in_space = inside.ends_with(' ');
  while (!inside.empty()) {
    const std::size_t size = std::min(inside.find_first_of(" ,;:"), inside.size());
    const std::string word = lower_case(inside.substr(0, size));
    inside.remove_prefix(std::min(size + 1, inside.size()));
    const bool is_lead = contains(kLeads, word);
    if (!word.empty() && !is_lead && !contains(kCompanions, word)) return false;
    has_lead = has_lead || is_lead;
  }
  return has_lead || ends_in_space;
}

// How many bytes of the text from `at` on are an empty parenthesis; 0 where none begins.
std::size_t gap_at(std::string_view text, std::size_t at) {
  const std::string_view near = text.substr(at + 1, kMaxGap);
  const std::size_t close = near.find_first_of("()");
  if (close == std::string_view::npos || near[close] != ')') return 0;
  return is_gap(near.substr(0, close)) ? close + 2 : 0;
}

class GapMender {
 public:
  explicit GapMender(std::string_view text) : text_(text) { out_.reserve(text.size()); }

  std::string mend() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t gap = text_[at] == '(' ? gap_at(text_, at) : 0;
      const bool is_double_stop = after_gap_ && text_[at] == '.' && out_.ends_with('.');
      after_gap_ = gap > 0;
      if (gap > 0) {
        drop_space();
      } else if (!is_double_stop) {  // "As known. (see )."
        take(at);
      }
      at += std::max<std::size_t>(gap, 1);
    }
    return std::move(out_);
  }

 private:
  void take(std::size_t at) {
    if (is_stray(at)) drop_space();
    if (text_[at] == ')') drop_leads();
    const bool is_first = out_.empty() && text_[at] == ' ';  // behind a gap
    if (!is_first) out_ += text_[at];
  }

  // A closing sign that a space keeps from its word; not one of several full stops.
  bool is_stray(std::size_t at) const {
    const char c = text_[at];
    if (!out_.ends_with(' ') || out_.ends_with(". ")) return false;
    if (c == ')' || c == ';') return true;
    if (c != '.' && c != ',') return false;
    const bool ends_word = at + 1 >= text_.size() || text_[at + 1] == ' ' || text_[at + 1] == ')';
    return ends_word && text_.substr(at + 1, 2) != " .";
  }

  void drop_space() {
    if (out_.ends_with(' ')) out_.pop_back();
  }

  // ", see e.g." and "; but see" before the parenthesis that closes, where they led to nothing.
  void drop_leads() {
    constexpr std::string_view kBetween = " ,;";
    bool is_certain = false;  // "see" and "but" alone may end a sentence
    bool after_see = false;
    const std::size_t before = out_.size() - std::min(out_.size(), kMaxGap);
    const std::string_view near = std::string_view(out_).substr(before);
    std::size_t end = near.size();
    for (int words = 0; words < 4 && end > 0; ++words) {
      const std::size_t last = near.find_last_not_of(kBetween, end - 1);
      if (last == std::string_view::npos) break;
      const std::size_t begin = near.find_last_of(" ,;(", last) + 1;
      const std::string_view word = near.substr(begin, last + 1 - begin);
      const bool is_abbreviation = word == "e.g." || word == "e.g" || word == "cf.";
      if (!is_abbreviation && word != "see" && word != "but") break;
      is_certain = is_certain || is_abbreviation || (word == "but" && after_see);
      after_see = word == "see";
      end = begin;
    }
    if (!is_certain) return;
    end = near.substr(0, end).find_last_not_of(kBetween) + 1;
    out_.resize(before + end);
  }

  std::string_view text_;
  std::string out_;
  bool after_gap_ = false;
};

}  // namespace

std::string without_citation_gaps(std::string_view text) { return GapMender(text).mend(); }

}  // namespace mi
