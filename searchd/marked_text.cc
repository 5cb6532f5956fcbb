#include "searchd/marked_text.h"

#include <algorithm>
#include <cstddef>

namespace mi {
namespace {

std::vector<Span> valid_spans(const std::vector<Span>& spans, std::size_t size) {
  std::vector<Span> valid;
  for (const Span& span : spans) {
    const std::size_t from = valid.empty() ? 0 : valid.back().end;
    if (span.begin >= from && span.begin < span.end && span.end <= size) valid.push_back(span);
  }
  return valid;
}

bool touch(const Span& a, const Span& b) { return a.begin < b.end && b.begin < a.end; }

// The marks, each as wide as the formulas that it touches; those that meet become one.
std::vector<Span> around_formulas(const std::vector<Span>& marks,
                                  const std::vector<Span>& formulas) {
  std::vector<Span> wide;
  auto formula = formulas.begin();
  for (Span mark : marks) {
    while (formula != formulas.end() && formula->end <= mark.begin) ++formula;
    for (auto it = formula; it != formulas.end() && touch(*it, mark); ++it)
      mark = {std::min(mark.begin, it->begin), std::max(mark.end, it->end)};
    if (!wide.empty() && touch(wide.back(), mark)) {
      wide.back().end = std::max(wide.back().end, mark.end);
    } else {
      wide.push_back(mark);
    }
  }
  return wide;
}

class Marker {
 public:
  Marker(std::string_view text, std::vector<Span> formulas)
      : text_(text), formulas_(std::move(formulas)) {}

  // Adds what stands before `end`, formulas as such.
  void add_up_to(std::size_t end) {
    for (; next_ < formulas_.size() && formulas_[next_].end <= end; ++next_) {
      const Span& formula = formulas_[next_];
      out_.text(text_.substr(at_, formula.begin - at_))
          .raw("<span class=\"tex\">")
          .text(text_.substr(formula.begin, formula.end - formula.begin))
          .raw("</span>");
      at_ = formula.end;
    }
    out_.text(text_.substr(at_, end - at_));
    at_ = end;
  }

  Html& out() { return out_; }

 private:
  std::string_view text_;
  std::vector<Span> formulas_;
  std::size_t at_ = 0;
  std::size_t next_ = 0;
  Html out_;
};

}  // namespace

Html marked_text(std::string_view text, const std::vector<Span>& marks,
                 const std::vector<Span>& formulas) {
  const std::vector<Span> drawn = valid_spans(formulas, text.size());
  Marker marker(text, drawn);
  for (const Span& mark : around_formulas(valid_spans(marks, text.size()), drawn)) {
    marker.add_up_to(mark.begin);
    marker.out().raw("<mark>");
    marker.add_up_to(mark.end);
    marker.out().raw("</mark>");
  }
  marker.add_up_to(text.size());
  return marker.out();
}

}  // namespace mi
