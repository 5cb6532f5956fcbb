// Stemming of English words. The only door to libstemmer.
#pragma once

#include <string>
#include <string_view>

namespace mi {

// The stem of a lower-case word by Snowball's "english" algorithm (Porter2,
// https://snowballstem.org/algorithms/english/stemmer.html): "superpositions" -> "superposit".
// A word of more than 64 bytes is its own stem. Thread-safe.
std::string stem_english(std::string_view word);

// The same without a copy: the view lives until this thread's next call, and while `word` does.
// Words seen lately are not stemmed again (160 KB a thread).
std::string_view stem_english_view(std::string_view word);

}  // namespace mi
