#include "core/schema.h"

#include <algorithm>

#include "core/ascii.h"
#include "core/digest.h"
#include "core/unicode.h"

namespace mi {
namespace {

// Folded, runs of white space as one '-', none at the ends.
std::string folded_tag(std::string_view tag) {
  std::string out;
  bool space = false;
  for (const FoldedChar& c : fold(tag)) {
    if (class_of(c.code) == CharClass::space) {
      space = true;
      continue;
    }
    if (space && !out.empty()) out += '-';
    space = false;
    append_utf8(out, c.code);
  }
  return out;
}

}  // namespace

std::string prefixed_term(std::string_view prefix, std::string_view text) {
  std::string term(prefix);
  term += text;
  return term.size() <= kMaxPrefixedTermBytes ? term : std::string(prefix) + sha256_hex(text);
}

std::string document_term(std::string_view document_id) {
  return prefixed_term(kDocumentPrefix, document_id);
}

std::vector<std::string> tag_terms(std::string_view tag) {
  // Tags nest a few deep; one that is all slashes must not become thousands of terms.
  constexpr std::size_t kMaxDepth = 8;
  const std::string folded = folded_tag(tag);
  std::vector<std::string> terms;
  std::size_t end = folded.find('/');
  for (; end != std::string::npos && terms.size() < kMaxDepth; end = folded.find('/', end + 1)) {
    if (end > 0 && folded[end - 1] != '/')
      terms.push_back(prefixed_term(kTagPrefix, std::string_view(folded).substr(0, end)));
  }
  std::string_view whole = folded;
  while (whole.ends_with('/')) whole.remove_suffix(1);
  std::string last = prefixed_term(kTagPrefix, whole);
  if (!whole.empty() && (terms.empty() || terms.back() != last)) terms.push_back(std::move(last));
  return terms;
}

std::vector<std::string> host_terms(std::string_view host) {
  const std::string lower = lower_case(host);
  std::vector<std::string> terms;
  if (lower.empty()) return terms;
  terms.push_back(prefixed_term(kHostPrefix, lower));
  const bool is_address = lower.front() == '[' || is_digit(lower.back());
  std::string_view rest = lower;
  while (!is_address && std::count(rest.begin(), rest.end(), '.') >= 2) {
    rest.remove_prefix(rest.find('.') + 1);
    terms.push_back(prefixed_term(kHostPrefix, rest));
  }
  return terms;
}

std::vector<std::string> language_terms(std::string_view language) {
  const std::string lower = lower_case(language);
  std::vector<std::string> terms;
  if (lower.empty()) return terms;
  terms.push_back(prefixed_term(kLanguagePrefix, lower));
  const std::size_t end = lower.find_first_of("-_");
  if (end != std::string::npos && end > 0)
    terms.push_back(prefixed_term(kLanguagePrefix, std::string_view(lower).substr(0, end)));
  return terms;
}

std::string date_value(std::string_view date) {
  std::string value;
  for (std::size_t i = 0; i < date.size() && value.size() < 8; ++i) {
    const bool is_separator = date[i] == '-' && (value.size() == 4 || value.size() == 6);
    if (is_digit(date[i])) {
      value += date[i];
    } else if (!is_separator) {
      break;
    }
  }
  if (value.size() < 4) return {};
  value.resize(value.size() / 2 * 2);  // half a month is none
  return value + std::string(8 - value.size(), '0');
}

std::string order_value(std::string_view document_id, std::uint32_t passage) {
  // Eight bytes of a digest: two documents of a million share them once in 10^7 collections.
  std::string value = sha256(document_id).substr(0, kOrderDocumentBytes);
  for (const unsigned shift : {16U, 8U, 0U}) value += static_cast<char>((passage >> shift) & 0xffU);
  return value;
}

}  // namespace mi
