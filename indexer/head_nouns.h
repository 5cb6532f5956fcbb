// Head nouns: common last words of Korean terms, with the English words that they can stand for.
//
// They tell a translation from a remark: "선형 결합(Direction)" says what a combination is used
// for, since 결합 is no direction; "어텐션 메커니즘(attention mechanism)" translates.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mi {

struct HeadNoun {
  std::string_view korean;  // empty: the word ends in no noun of the list
  std::string_view stems;   // beginnings of English words, spaces between: "learn train"
};

// The longest head noun that a Hangul word ends in.
HeadNoun head_noun_of(std::string_view word);

// Whether one of the (lower-case) English words begins with one of the noun's stems.
bool is_told_by(const HeadNoun& noun, const std::vector<std::string>& english);

}  // namespace mi
