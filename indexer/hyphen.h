// Hyphens at the ends of lines: whether "repre-" and "sentation" are one word.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

namespace mi {

// The words of a text that stand within its lines, by which a broken word is known again.
class WordsOfText {
 public:
  void add_line(std::string_view line);
  bool contains(std::string_view word) const { return words_.contains(std::string(word)); }

 private:
  std::unordered_set<std::string> words_;
};

// Appends a line to a paragraph: after a space, or, where the paragraph ends in a hyphen behind a
// letter, to its last word. The hyphen goes where a small letter follows, unless the vocabulary has
// the word with its hyphen ("two-column") and not without.
void append_line(std::string& paragraph, std::string_view line, const WordsOfText& vocabulary);

}  // namespace mi
