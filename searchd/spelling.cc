#include "searchd/spelling.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
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

// The letter keys of words, in one piece: half a million of them are in memory for a moment.
struct Keys {
  std::string bytes;
  std::vector<std::uint32_t> ends;       // in it, of each word's key; empty ones are of no word
  std::vector<std::uint32_t> by_length;  // the words that have one, the shortest keys first
  std::vector<std::size_t> begins;       // there, of the keys of each length and of longer ones

  std::string_view of(std::size_t word) const {
    const std::uint32_t begin = word == 0 ? 0 : ends[word - 1];
    return std::string_view(bytes).substr(begin, ends[word] - begin);
  }
};

// Keys of more than so many letters are none.
Keys keys_of(const std::vector<KnownWord>& words, std::size_t most) {
  Keys keys;
  keys.ends.reserve(words.size());
  keys.begins.assign(most + 2, 0);
  for (const KnownWord& word : words) {
    const std::string key = letter_key(word.text);
    const bool has_key = !key.empty() && key.size() <= most;
    if (has_key) keys.bytes += key;
    if (has_key) ++keys.begins[key.size() + 1];
    keys.ends.push_back(static_cast<std::uint32_t>(keys.bytes.size()));
  }
  std::partial_sum(keys.begins.begin(), keys.begins.end(), keys.begins.begin());
  std::vector<std::size_t> next = keys.begins;
  keys.by_length.resize(keys.begins.back());
  for (std::size_t word = 0; word < words.size(); ++word) {
    if (const std::size_t length = keys.of(word).size(); length > 0)
      keys.by_length[next[length]++] = static_cast<std::uint32_t>(word);
  }
  return keys;
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
  const Keys keys = keys_of(words, kMaxLetters);
  begins_ = keys.begins;
  std::size_t bytes = keys.bytes.size();
  for (const std::uint32_t word : keys.by_length) bytes += words[word].text.size();
  bytes_.reserve(bytes);
  entries_.reserve(keys.by_length.size() + 1);
  signatures_.reserve(keys.by_length.size());
  for (const std::uint32_t word : keys.by_length) {
    const auto key = static_cast<std::uint32_t>(bytes_.size());
    bytes_ += keys.of(word);
    entries_.push_back({key, static_cast<std::uint32_t>(bytes_.size()), words[word].frequency});
    bytes_ += words[word].text;
    signatures_.push_back(signature_of(keys.of(word)));
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
