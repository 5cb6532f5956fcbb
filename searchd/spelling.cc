#include "searchd/spelling.h"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>

#include "core/jamo.h"

namespace mi {
namespace {

// Which letters a key has: a bit for the first of a letter, another for more of it. An edit that
// adds or takes one letter turns at most one bit over, a change of a letter two, an exchange none.
// (32 classes of letters: those that share one only let more words through.)
std::uint64_t signature_of(std::string_view key) {
  std::uint64_t signature = 0;
  for (const char c : key) {
    const std::uint64_t once = std::uint64_t{1} << (static_cast<unsigned char>(c) % 32U);
    signature |= (signature & once) != 0 ? once << 32U : once;
  }
  return signature;
}

}  // namespace

int allowed_distance(std::size_t letters) {
  if (letters < 3) return 0;
  return letters < 8 ? 1 : 2;
}

int letter_distance(std::string_view a, std::string_view b, int limit) {
  constexpr std::size_t kMost = 64;
  if (a.size() < b.size()) std::swap(a, b);
  if (a.size() - b.size() > static_cast<std::size_t>(limit) || a.size() >= kMost) return limit + 1;
  // rows[0] is the row of the letter of `a` in hand, rows[1] and rows[2] those before it.
  std::array<std::array<int, kMost>, 3> rows{};
  std::array<int, kMost>*now = &rows[0], *before = &rows[1], *two_before = &rows[2];
  for (std::size_t j = 0; j <= b.size(); ++j) (*before)[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    (*now)[0] = static_cast<int>(i);
    int least = (*now)[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      int cost = (*before)[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost = std::min({cost, (*before)[j] + 1, (*now)[j - 1] + 1});
      const bool exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (exchanged) cost = std::min(cost, (*two_before)[j - 2] + 1);
      (*now)[j] = cost;
      least = std::min(least, cost);
    }
    if (least > limit) return limit + 1;
    std::swap(two_before, before);
    std::swap(before, now);
  }
  return std::min((*before)[b.size()], limit + 1);
}

SpellingIndex::SpellingIndex(const std::vector<KnownWord>& words) {
  struct Keyed {
    std::string key;
    const KnownWord* word;
  };
  std::vector<Keyed> keyed;
  for (const KnownWord& word : words) {
    std::string key = letter_key(word.text);
    if (!key.empty() && key.size() <= kMaxLetters) keyed.push_back({std::move(key), &word});
  }
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const Keyed& a, const Keyed& b) { return a.key.size() < b.key.size(); });
  begins_.assign(kMaxLetters + 2, keyed.size());
  for (std::size_t i = keyed.size(); i-- > 0;) begins_[keyed[i].key.size()] = i;
  for (std::size_t length = kMaxLetters + 1; length-- > 0;) {
    begins_[length] = std::min(begins_[length], begins_[length + 1]);
  }
  std::size_t bytes = 0;
  for (const Keyed& word : keyed) bytes += word.key.size() + word.word->text.size();
  bytes_.reserve(bytes);
  entries_.reserve(keyed.size() + 1);
  signatures_.reserve(keyed.size());
  for (const Keyed& word : keyed) {
    const auto key = static_cast<std::uint32_t>(bytes_.size());
    bytes_ += word.key;
    entries_.push_back({key, static_cast<std::uint32_t>(bytes_.size()), word.word->frequency});
    bytes_ += word.word->text;
    signatures_.push_back(signature_of(word.key));
  }
  entries_.push_back({static_cast<std::uint32_t>(bytes_.size()), 0, 0});
}

std::vector<Spelling> SpellingIndex::similar(std::string_view word, std::size_t limit) const {
  const std::string key = letter_key(word);
  const int allowed = allowed_distance(key.size());
  if (allowed == 0 || key.size() > kMaxLetters || signatures_.empty()) return {};
  const std::uint64_t signature = signature_of(key);
  const auto reach = static_cast<std::size_t>(allowed);
  const std::size_t first = begins_[key.size() - reach];
  const std::size_t last = begins_[std::min(key.size() + reach, kMaxLetters) + 1];
  std::vector<Candidate> found;
  for (std::size_t i = first; i < last; ++i) {
    if (std::popcount(signature ^ signatures_[i]) > 2 * allowed) continue;
    const int distance = letter_distance(key, key_of(i), allowed);
    if (distance > allowed || text_of(i) == word) continue;
    found.push_back({i, distance, key_of(i)[0] != key[0]});
  }
  const auto better = [&](const Candidate& a, const Candidate& b) {
    const auto rank = [&](const Candidate& c) {
      return std::tuple(c.distance, c.other_beginning, UINT32_MAX - entries_[c.entry].frequency,
                        c.entry);
    };
    return rank(a) < rank(b);
  };
  const std::size_t count = std::min(limit, found.size());
  const auto middle = found.begin() + static_cast<std::ptrdiff_t>(count);
  std::partial_sort(found.begin(), middle, found.end(), better);
  std::vector<Spelling> spellings;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t entry = found[i].entry;
    spellings.push_back(
        {std::string(text_of(entry)), entries_[entry].frequency, found[i].distance});
  }
  return spellings;
}

std::string_view SpellingIndex::key_of(std::size_t entry) const {
  const Entry& e = entries_[entry];
  return std::string_view(bytes_).substr(e.key, e.text - e.key);
}

std::string_view SpellingIndex::text_of(std::size_t entry) const {
  const std::uint32_t begin = entries_[entry].text;
  return std::string_view(bytes_).substr(begin, entries_[entry + 1].key - begin);
}

}  // namespace mi
