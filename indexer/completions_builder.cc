#include "indexer/completions_builder.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/analyzer.h"

namespace mi {
namespace {

constexpr std::size_t kMaxWords = 2'000'000;
constexpr std::size_t kMaxPairs = 1'000'000;
constexpr std::uint32_t kLeastPassages = 2;  // of a word
constexpr std::uint32_t kLeastTogether = 3;  // of a pair

// A frequent word outweighs a title, so that few letters complete to it; more letters, which leave
// few words, reach the titles.
constexpr std::uint32_t kTitleWeight = 1500;
constexpr std::uint32_t kHeadingWeight = 1000;
constexpr double kDoubledWeight = 200;  // for each doubling of a frequency
constexpr std::uint32_t kPairBonus = 100;

std::uint32_t weight_of(std::uint32_t frequency) {
  return static_cast<std::uint32_t>(std::lround(kDoubledWeight * std::log2(1.0 + frequency)));
}

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};

template <class Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

// A word as it is written.
struct Form {
  std::uint32_t stem = 0;          // number of what the analyzer makes of it
  std::uint32_t passages = 0;      // that have it
  std::uint32_t last_passage = 0;  // that was counted
  bool stop = false;               // says nothing: neither completed to nor paired
};

// How often each pair of numbers was seen: a table without nodes, since every pair of words of
// every text passes here.
class PairCounts {
 public:
  struct Slot {
    std::uint64_t pair = 0;
    std::uint32_t count = 0;  // 0: free
  };

  PairCounts() : slots_(kFirstSlots) {}

  void add(std::uint32_t first, std::uint32_t second, std::uint32_t count = 1) {
    const std::uint64_t pair = (std::uint64_t{first} << 32U) | second;
    Slot& slot = slot_of(pair);
    if (slot.count == 0) ++size_;
    slot.pair = pair;
    slot.count += count;
    if (2 * size_ > slots_.size()) resize(2 * slots_.size(), 0);
  }

  // Forgets the pairs that were seen fewer times.
  void forget(std::uint32_t below) { resize(slots_.size(), below); }

  std::size_t size() const { return size_; }

  std::uint32_t count_of(std::uint32_t first, std::uint32_t second) const {
    return slots_[place_of((std::uint64_t{first} << 32U) | second)].count;
  }

  // In no order.
  const std::vector<Slot>& slots() const { return slots_; }

 private:
  static constexpr std::size_t kFirstSlots = 1024;

  Slot& slot_of(std::uint64_t pair) { return slots_[place_of(pair)]; }

  std::size_t place_of(std::uint64_t pair) const {
    // Fibonacci hashing (Knuth, volume 3, section 6.4), then the next free place.
    std::size_t at = (pair * 0x9E3779B97F4A7C15U >> 20U) & (slots_.size() - 1);
    while (slots_[at].count != 0 && slots_[at].pair != pair) at = (at + 1) & (slots_.size() - 1);
    return at;
  }

  void resize(std::size_t slots, std::uint32_t below) {
    std::vector<Slot> old(slots);
    old.swap(slots_);
    size_ = 0;
    for (const Slot& slot : old) {
      if (slot.count == 0 || slot.count < below) continue;
      slot_of(slot.pair) = slot;
      ++size_;
    }
  }

  std::vector<Slot> slots_;  // a power of two
  std::size_t size_ = 0;
};

// The forms of one stem, or of two: how often together, and the most frequent of them.
struct Merged {
  std::uint32_t count = 0;
  std::uint32_t best_count = 0;
  std::string best;

  void add(std::uint32_t more, const std::string& text) {
    count += more;
    // Of equals the later: "neuron" rather than "Neuron".
    if (more > best_count || (more == best_count && text > best)) {
      best_count = more;
      best = text;
    }
  }
};

}  // namespace

struct CompletionsBuilder::Impl {
  std::vector<CompletionEntry> titles;
  TextMap<std::uint32_t> headings;  // how many documents have each
  TextMap<std::uint32_t> form_numbers;
  std::vector<Form> forms;
  std::vector<const std::string*> form_texts;  // keys of form_numbers, which stay where they are
  TextMap<std::uint32_t> stems;
  PairCounts pairs;  // of the numbers of two forms
  std::uint32_t passage = 0;
  std::uint32_t forget_below = 2;

  // The number of a word's form; none where there are too many already.
  static constexpr std::uint32_t kNone = UINT32_MAX;
  std::uint32_t number_of(const TokenView& token, std::string_view text) {
    const auto known = form_numbers.find(text);
    if (known != form_numbers.end()) return known->second;
    if (forms.size() >= kMaxWords) return kNone;
    const auto number = static_cast<std::uint32_t>(forms.size());
    const auto added = form_numbers.emplace(std::string(text), number).first;
    form_texts.push_back(&added->first);
    const auto stem =
        stems.emplace(std::string(token.term), static_cast<std::uint32_t>(stems.size())).first;
    const bool stop = token.term.size() < 2 || is_stop_word({std::string(token.term), token.kind});
    forms.push_back({stem->second, 0, 0, stop});
    return number;
  }

  void add_words(std::string_view text) {
    ++passage;
    std::uint32_t previous = kNone;
    std::size_t previous_end = 0;
    analyze(text, [&](const TokenView& token) {
      if (token.kind != TokenKind::word && token.kind != TokenKind::hangul) return;
      // A Hangul word is shown as it is indexed, without what follows the noun.
      const bool hangul = token.kind == TokenKind::hangul;
      const std::string_view form =
          hangul ? token.term : text.substr(token.byte_begin, token.byte_end - token.byte_begin);
      const std::uint32_t number = number_of(token, form);
      if (number == kNone) return;
      Form& counted = forms[number];
      if (counted.last_passage != passage) ++counted.passages;
      counted.last_passage = passage;
      const std::string_view between =
          previous == kNone ? "" : text.substr(previous_end, token.byte_begin - previous_end);
      if (between == " " && !counted.stop) add_pair(previous, number);
      previous = counted.stop ? kNone : number;
      previous_end = token.byte_end;
    });
  }

  void add_pair(std::uint32_t first, std::uint32_t second) {
    pairs.add(first, second);
    if (pairs.size() < kMaxPairs) return;
    pairs.forget(forget_below);
    if (pairs.size() > kMaxPairs / 2) ++forget_below;
  }

  bool has_pair(std::string_view first, std::string_view second) const {
    const auto one = form_numbers.find(first);
    const auto other = form_numbers.find(second);
    return one != form_numbers.end() && other != form_numbers.end() &&
           pairs.count_of(one->second, other->second) > 0;
  }

  void append_words(std::vector<CompletionEntry>& out) const {
    std::vector<Merged> merged(stems.size());
    for (std::size_t i = 0; i < forms.size(); ++i) {
      if (!forms[i].stop) merged[forms[i].stem].add(forms[i].passages, *form_texts[i]);
    }
    for (const Merged& word : merged) {
      if (word.count < kLeastPassages) continue;
      out.push_back({word.best, CompletionKind::term, weight_of(word.count), word.count});
    }
    append_forms(merged, out);
  }

  // "monosemanticity" is meant by "monosemnticity", though its term is shown as "monosemantic".
  void append_forms(const std::vector<Merged>& merged, std::vector<CompletionEntry>& out) const {
    for (std::size_t i = 0; i < forms.size(); ++i) {
      const Merged& term = merged[forms[i].stem];
      const bool is_best = term.count >= kLeastPassages && *form_texts[i] == term.best;
      if (is_best || (!forms[i].stop && forms[i].passages >= kLeastPassages))
        out.push_back({*form_texts[i], CompletionKind::word, 0, forms[i].passages});
    }
  }

  void append_pairs(std::vector<CompletionEntry>& out) const {
    PairCounts totals;
    for (const PairCounts::Slot& slot : pairs.slots()) {
      const auto [first, second] = forms_of(slot.pair);
      if (slot.count != 0) totals.add(forms[first].stem, forms[second].stem, slot.count);
    }
    std::map<std::pair<std::uint32_t, std::uint32_t>, Merged> merged;
    for (const PairCounts::Slot& slot : pairs.slots()) {
      if (slot.count == 0) continue;
      const auto [first, second] = forms_of(slot.pair);
      const std::pair stems_of_pair(forms[first].stem, forms[second].stem);
      if (totals.count_of(stems_of_pair.first, stems_of_pair.second) < kLeastTogether) continue;
      merged[stems_of_pair].add(slot.count, *form_texts[first] + " " + *form_texts[second]);
    }
    for (const auto& [stems_of_pair, pair] : merged) {
      out.push_back(
          {pair.best, CompletionKind::phrase, weight_of(pair.count) + kPairBonus, pair.count});
    }
  }

  static std::pair<std::uint32_t, std::uint32_t> forms_of(std::uint64_t pair) {
    return {static_cast<std::uint32_t>(pair >> 32U), static_cast<std::uint32_t>(pair)};
  }
};

void CompletionsBuilder::add(const IndexedDocument& document) {
  Impl& impl = *impl_;
  if (!document.info.title.empty()) {
    impl.titles.push_back({document.info.title, CompletionKind::title, kTitleWeight, 1});
  }
  const std::string* last = nullptr;
  for (const Passage& passage : document.passages) {
    if (!passage.heading_path.empty()) {
      const std::string& heading = passage.heading_path.back();
      if (last == nullptr || *last != heading) ++impl.headings[heading];
      last = &heading;
    }
    impl.add_words(passage.text);
  }
}

std::vector<CompletionEntry> CompletionsBuilder::entries() const {
  std::vector<CompletionEntry> out = impl_->titles;
  const auto titles = out.size();
  for (const auto& [heading, count] : impl_->headings) {
    out.push_back({heading, CompletionKind::heading, kHeadingWeight, count});
  }
  // A hash table gives no order of its own.
  std::sort(out.begin() + static_cast<std::ptrdiff_t>(titles), out.end(),
            [](const CompletionEntry& a, const CompletionEntry& b) { return a.text < b.text; });
  impl_->append_words(out);
  impl_->append_pairs(out);
  return out;
}

bool CompletionsBuilder::has(std::string_view words) const {
  const std::size_t gap = words.find(' ');
  if (gap != std::string_view::npos) {
    return impl_->has_pair(words.substr(0, gap), words.substr(gap + 1));
  }
  if (impl_->form_numbers.contains(words)) return true;
  if (words.empty() || words.front() < 'a' || words.front() > 'z') return false;
  std::string capital(words);
  capital.front() = static_cast<char>(capital.front() - 'a' + 'A');
  return impl_->form_numbers.contains(capital);
}

CompletionsBuilder::CompletionsBuilder() : impl_(std::make_unique<Impl>()) {}
CompletionsBuilder::CompletionsBuilder(CompletionsBuilder&&) noexcept = default;
CompletionsBuilder& CompletionsBuilder::operator=(CompletionsBuilder&&) noexcept = default;
CompletionsBuilder::~CompletionsBuilder() = default;

}  // namespace mi
