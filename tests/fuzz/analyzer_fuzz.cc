// Any bytes as text to analyze, as a formula, as keys and as a word to repair: what comes out is
// valid, and in order.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/analyzer.h"
#include "core/jamo.h"
#include "core/tex_symbols.h"
#include "core/unicode.h"
#include "searchd/keyboard_layout.h"
#include "searchd/repair.h"

namespace {

// Knows nothing but what is like "neuron".
class OneWord : public mi::Vocabulary {
 public:
  std::uint64_t passages_with(std::string_view text) const override {
    return text == "neuron" ? 1 : 0;
  }
  std::vector<mi::Spelling> similar(std::string_view word, std::size_t limit) const override {
    return index_.similar(word, limit);
  }
  bool has_beside(std::string_view word, std::string_view) const override {
    return word.size() % 2 == 0;
  }
  std::vector<mi::ByteRange> terms_in(std::string_view text) const override {
    return {{text.size() / 2, text.size()}};
  }

 private:
  mi::SpellingIndex index_{{{"neuron", 1}, {"중첩", 1}}};
};

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const OneWord kVocabulary;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  std::uint32_t begin = 0;
  mi::analyze(text, [&](const mi::TokenView& token) {
    require(token.byte_begin >= begin && token.byte_begin < token.byte_end);
    require(token.byte_end <= size && !token.term.empty());
    require(token.term.size() <= mi::kMaxTermBytes && mi::is_valid_utf8(token.term));
    begin = token.byte_begin;
  });
  for (const std::string& symbol : mi::tex_symbols(text)) require(mi::is_valid_utf8(symbol));
  mi::letter_key(text);
  require(mi::is_valid_utf8(mi::as_latin_keys(text)));
  require(mi::is_valid_utf8(mi::as_hangul_keys(text)));
  for (const mi::Repair& r : mi::repair(text, kVocabulary)) require(mi::is_valid_utf8(r.query));
  return 0;
}
