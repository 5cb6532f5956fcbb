#include "searchd/similar_forms.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/analyzer.h"
#include "core/korean.h"
#include "core/unicode.h"

namespace mi {
namespace {

constexpr std::size_t kSyllable = 3;  // bytes
constexpr std::size_t kLongestParticle = 4 * kSyllable;

std::u32string code_points(std::string_view text) {
  std::u32string codes;
  for (std::size_t at = 0, size = 0; at < text.size(); at += size)
    codes += decode_utf8(text, at, size);
  return codes;
}

// What may stand before a particle, or is the stem of a verb.
std::vector<std::string_view> beginnings_of(std::string_view word) {
  std::vector<std::string_view> beginnings;
  const std::vector<Token> tokens = analyze(word);
  if (tokens.empty() || tokens.front().kind != TokenKind::hangul) return beginnings;
  for (std::size_t size = kSyllable; size <= kLongestParticle && size + kSyllable < word.size();
       size += kSyllable) {
    const std::string_view before = word.substr(0, word.size() - size);
    if (before == tokens.front().term || is_josa(code_points(word.substr(before.size()))))
      beginnings.push_back(before);
  }
  return beginnings;
}

}  // namespace

std::vector<SimilarForm> similar_forms(
    std::string_view word, std::size_t limit,
    const std::function<std::vector<Spelling>(std::string_view word, std::size_t limit)>& similar) {
  std::vector<SimilarForm> forms;
  const auto add = [&](std::string_view beginning) {
    for (Spelling& spelling : similar(beginning, limit))
      forms.push_back({std::move(spelling), std::string(word.substr(beginning.size()))});
  };
  add(word);
  const bool is_near = !forms.empty() && forms.front().similar.distance <= 1;
  if (!is_near) {
    for (const std::string_view beginning : beginnings_of(word)) add(beginning);
  }
  std::stable_sort(forms.begin(), forms.end(), [](const SimilarForm& a, const SimilarForm& b) {
    return a.similar.distance < b.similar.distance;
  });
  std::set<std::string> seen;
  std::erase_if(forms, [&](const SimilarForm& form) {
    return !seen.insert(form.similar.text + form.particle).second;
  });
  return forms;
}

}  // namespace mi
