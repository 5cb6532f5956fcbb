#include "core/completions.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <queue>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/checksum.h"
#include "core/file_pages.h"
#include "core/jamo.h"
#include "core/open_file.h"
#include "core/unicode.h"

namespace mi {
namespace {

constexpr std::string_view kMagic = "MICOMPL1";
constexpr std::size_t kCrcEnd = 12;  // what the checksum covers begins here
constexpr std::size_t kHeadBytes = 28;
constexpr std::size_t kEntryBytes = 20;
constexpr std::size_t kKeyBytes = 16;
constexpr std::size_t kMaxWordStarts = 8;  // words of an entry that it is found by
constexpr char kInitials = '\x01';         // before the keys of first consonants

void append_u32(std::string& out, std::size_t value) {
  for (unsigned shift = 0; shift < 32; shift += 8)
    out += static_cast<char>((value >> shift) & 0xffU);
}

struct Key {
  std::uint32_t begin = 0;  // in the bytes of the keys
  std::uint32_t end = 0;
  std::uint32_t entry = 0;
  std::uint32_t weight = 0;
};

// The heaviest entry for each key, in the order given.
std::vector<const CompletionEntry*> distinct(const std::vector<CompletionEntry>& entries,
                                             std::vector<std::string>& keys) {
  std::vector<const CompletionEntry*> kept;
  std::unordered_map<std::string, std::size_t> places;
  std::unordered_map<std::string, std::size_t> word_places;
  for (const CompletionEntry& entry : entries) {
    std::string key = letter_key(entry.text);
    if (key.empty() || entry.text.size() > kMaxCompletionBytes) continue;
    auto& places_of_kind = entry.kind == CompletionKind::word ? word_places : places;
    const auto [known, added] = places_of_kind.emplace(std::move(key), kept.size());
    if (added) {
      kept.push_back(&entry);
      keys.push_back(known->first);
    } else if (entry.weight > kept[known->second]->weight) {
      kept[known->second] = &entry;
    }
  }
  return kept;
}

// Appends an entry's keys: the whole, each later word's beginning, and the first consonants.
void add_keys(const CompletionEntry& entry, std::uint32_t number, const std::string& key,
              std::string& bytes, std::vector<Key>& keys) {
  const auto begin = static_cast<std::uint32_t>(bytes.size());
  bytes += key;
  const auto end = static_cast<std::uint32_t>(bytes.size());
  keys.push_back({begin, end, number, entry.weight});
  std::size_t at = 0;
  for (std::size_t words = 1; words < kMaxWordStarts; ++words) {
    at = key.find(' ', at);
    if (at == std::string::npos) break;
    ++at;
    keys.push_back({begin + static_cast<std::uint32_t>(at), end, number, entry.weight / 2});
  }
  const std::string initials = initials_key(entry.text);
  if (initials.size() < 2) return;
  bytes += kInitials;
  bytes += initials;
  keys.push_back({end, static_cast<std::uint32_t>(bytes.size()), number, entry.weight});
}

bool is_initials(std::string_view key, std::string_view typed) {
  if (key.size() < 2) return false;
  for (std::size_t at = 0, size = 0; at < typed.size(); at += size) {
    const char32_t code = decode_utf8(typed, at, size);
    if (code != U' ' && !is_consonant(code)) return false;
  }
  return true;
}

std::size_t last_word_of(std::string_view typed) {
  std::size_t begin = 0;
  for (std::size_t at = 0, size = 0; at < typed.size(); at += size) {
    if (class_of(decode_utf8(typed, at, size)) == CharClass::space) begin = at + size;
  }
  return begin;
}

}  // namespace

const char* name_of(CompletionKind kind) {
  switch (kind) {
    case CompletionKind::title:
      return "title";
    case CompletionKind::heading:
      return "heading";
    case CompletionKind::term:
      return "term";
    case CompletionKind::phrase:
      return "phrase";
    case CompletionKind::word:
      return "word";
  }
  return "";
}

std::string encode_completions(const std::vector<CompletionEntry>& entries) {
  std::vector<std::string> entry_keys;
  const std::vector<const CompletionEntry*> kept = distinct(entries, entry_keys);
  std::string texts;
  std::string table;
  std::string key_bytes;
  std::vector<Key> keys;
  for (std::uint32_t i = 0; i < kept.size(); ++i) {
    const CompletionEntry& entry = *kept[i];
    append_u32(table, texts.size());
    texts += entry.text;
    append_u32(table, texts.size());
    append_u32(table, static_cast<std::size_t>(entry.kind));
    append_u32(table, entry.weight);
    append_u32(table, entry.frequency);
    if (entry.kind != CompletionKind::word) add_keys(entry, i, entry_keys[i], key_bytes, keys);
  }
  const auto bytes_of = [&](const Key& key) {
    return std::string_view(key_bytes).substr(key.begin, key.end - key.begin);
  };
  std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
    const int order = bytes_of(a).compare(bytes_of(b));
    return order != 0 ? order < 0 : a.entry < b.entry;
  });
  std::string rest;
  for (const std::size_t count : {kept.size(), keys.size(), texts.size(), key_bytes.size()})
    append_u32(rest, count);
  rest += table;
  for (const Key& key : keys) {
    for (const std::uint32_t value : {key.begin, key.end, key.entry, key.weight})
      append_u32(rest, value);
  }
  rest += texts;
  rest += key_bytes;
  std::string out(kMagic);
  append_u32(out, crc32_of(rest));
  return out + rest;
}

namespace {

struct Table {
  static constexpr std::size_t kBlock = 64;

  explicit Table(OpenFile opened) : file(std::move(opened)) {}

  OpenFile file;
  std::size_t entry_count = 0;
  std::size_t key_count = 0;
  std::size_t keys = 0;  // where they begin
  std::size_t texts = 0;
  std::size_t key_text = 0;
  std::vector<std::uint32_t> maxima;  // a binary tree over blocks of keys: the heaviest weight

  bool read_layout();
  void build_maxima();

  std::uint32_t most_of_blocks(std::size_t begin, std::size_t end) const {
    const std::size_t blocks = maxima.size() / 2;
    std::uint32_t most = 0;
    for (begin += blocks, end += blocks; begin < end; begin /= 2, end /= 2) {
      if (begin % 2 == 1) most = std::max(most, maxima[begin++]);
      if (end % 2 == 1) most = std::max(most, maxima[--end]);
    }
    return most;
  }

  // By halving: the first block of [begin, end) whose heaviest key has this weight.
  std::size_t first_block_with(std::uint32_t weight, std::size_t begin, std::size_t end) const {
    while (end - begin > 1) {
      const std::size_t middle = begin + (end - begin) / 2;
      (most_of_blocks(begin, middle) == weight ? end : begin) = middle;
    }
    return begin;
  }
};

// The table as one question reads it. Views are good until the next one.
class Lookup {
 public:
  explicit Lookup(const Table& table, std::size_t page_bytes = FilePages::kToJump)
      : table_(table), pages_(table.file, page_bytes) {}

  Key key_at(std::size_t i) {
    const std::size_t at = table_.keys + i * kKeyBytes;
    return {pages_.u32(at), pages_.u32(at + 4), pages_.u32(at + 8), pages_.u32(at + 12)};
  }

  std::uint32_t weight_at(std::size_t i) { return pages_.u32(table_.keys + i * kKeyBytes + 12); }

  std::string_view text_of(std::size_t entry) {
    const std::uint32_t begin = pages_.u32(place_of(entry));
    const std::uint32_t end = pages_.u32(place_of(entry) + 4);
    return begin < end ? pages_.bytes(table_.texts + begin, end - begin) : std::string_view();
  }

  CompletionKind kind_of(std::size_t entry) {
    return static_cast<CompletionKind>(pages_.u32(place_of(entry) + 8));
  }

  std::uint32_t frequency_of(std::size_t entry) { return pages_.u32(place_of(entry) + 16); }

  // False where an offset points out of its bytes.
  bool is_sound(std::size_t text_bytes, std::size_t key_bytes);

  // Appends the heaviest entries that a key with this beginning leads to, but for those seen.
  void collect(std::string_view beginning, bool words_only, std::size_t replaces, std::size_t limit,
               std::unordered_set<std::uint32_t>& seen, std::vector<Completion>& out);

 private:
  struct Range {
    std::uint32_t weight = 0;
    std::size_t best = 0;  // the key that has it
    std::size_t begin = 0;
    std::size_t end = 0;

    friend bool operator<(const Range& a, const Range& b) {
      return a.weight != b.weight ? a.weight < b.weight : a.best > b.best;
    }
  };

  static std::size_t place_of(std::size_t entry) { return kHeadBytes + entry * kEntryBytes; }

  std::string_view key_text_at(std::size_t i) {
    const Key key = key_at(i);
    return key.begin < key.end ? pages_.bytes(table_.key_text + key.begin, key.end - key.begin)
                               : std::string_view();
  }

  // The first key of [begin, key_count) for which `below` no longer holds.
  template <class Below>
  std::size_t first_not(Below below) {
    std::size_t low = 0;
    std::size_t high = table_.key_count;
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      if (below(key_text_at(middle))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  Range best_of(std::size_t begin, std::size_t end);

  const Table& table_;
  FilePages pages_;
};

bool Lookup::is_sound(std::size_t text_bytes, std::size_t key_bytes) {
  for (std::size_t i = 0; i < table_.entry_count; ++i) {
    const std::uint32_t end = pages_.u32(place_of(i) + 4);
    if (pages_.u32(place_of(i)) > end || end > text_bytes) return false;
    if (kind_of(i) > CompletionKind::word) return false;
  }
  for (std::size_t i = 0; i < table_.key_count; ++i) {
    const Key key = key_at(i);
    if (key.begin > key.end || key.end > key_bytes || key.entry >= table_.entry_count) return false;
  }
  return true;
}

// The heaviest key of a range that is not empty; of equals the first.
Lookup::Range Lookup::best_of(std::size_t begin, std::size_t end) {
  constexpr std::size_t kBlock = Table::kBlock;
  Range range{0, begin, begin, end};
  const auto look_at = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      const std::uint32_t weight = weight_at(i);
      if (weight > range.weight) range = {weight, i, begin, end};
    }
  };
  const std::size_t first_block = (begin + kBlock - 1) / kBlock;
  const std::size_t last_block = end / kBlock;
  if (first_block >= last_block) {
    look_at(begin, end);
    return range;
  }
  look_at(begin, first_block * kBlock);
  const std::uint32_t most = table_.most_of_blocks(first_block, last_block);
  if (most > range.weight) {
    const std::size_t block = table_.first_block_with(most, first_block, last_block);
    look_at(block * kBlock, (block + 1) * kBlock);
  }
  look_at(last_block * kBlock, end);
  return range;
}

void Lookup::collect(std::string_view beginning, bool words_only, std::size_t replaces,
                     std::size_t limit, std::unordered_set<std::uint32_t>& seen,
                     std::vector<Completion>& out) {
  const std::size_t begin =
      first_not([&](std::string_view key) { return key.compare(beginning) < 0; });
  const std::size_t end = first_not([&](std::string_view key) {
    return key.compare(beginning) < 0 || key.starts_with(beginning);
  });
  if (begin >= end) return;
  std::priority_queue<Range> ranges;
  ranges.push(best_of(begin, end));
  // Titles among the words, and entries found by two keys, are looked past, but not without end.
  for (std::size_t left = 16 * limit; left > 0 && out.size() < limit && !ranges.empty(); --left) {
    const Range range = ranges.top();
    ranges.pop();
    if (range.begin < range.best) ranges.push(best_of(range.begin, range.best));
    if (range.best + 1 < range.end) ranges.push(best_of(range.best + 1, range.end));
    const std::uint32_t entry = key_at(range.best).entry;
    const CompletionKind kind = kind_of(entry);
    const bool is_words = kind == CompletionKind::term || kind == CompletionKind::phrase;
    if (!seen.insert(entry).second || (words_only && !is_words)) continue;
    out.push_back({std::string(text_of(entry)), kind, range.weight, replaces});
  }
}

// False where the counts, or any offset, point out of the file.
bool Table::read_layout() {
  FilePages head(file);
  entry_count = head.u32(kCrcEnd);
  key_count = head.u32(kCrcEnd + 4);
  const std::size_t text_bytes = head.u32(kCrcEnd + 8);
  const std::size_t key_bytes = head.u32(kCrcEnd + 12);
  keys = kHeadBytes + entry_count * kEntryBytes;
  texts = keys + key_count * kKeyBytes;
  key_text = texts + text_bytes;
  return key_text + key_bytes == file.size() &&
         Lookup(*this, FilePages::kToWalk).is_sound(text_bytes, key_bytes);
}

void Table::build_maxima() {
  const std::size_t blocks = (key_count + kBlock - 1) / kBlock;
  maxima.assign(2 * blocks, 0);
  Lookup lookup(*this, FilePages::kToWalk);
  for (std::size_t i = 0; i < key_count; ++i) {
    std::uint32_t& most = maxima[blocks + i / kBlock];
    most = std::max(most, lookup.weight_at(i));
  }
  for (std::size_t i = blocks; i-- > 1;) maxima[i] = std::max(maxima[2 * i], maxima[2 * i + 1]);
}

}  // namespace

struct Completions::Impl : Table {
  using Table::Table;
};

Expected<Completions> Completions::open(const std::filesystem::path& path) {
  constexpr const char* kHint =
      "Run `mi-index --rebuild`: it makes the index again from the notes and the pages.";
  Expected<OpenFile> file = OpenFile::open(path);
  if (!file) return failure(file.error().message, kHint);
  FilePages head(*file);
  const bool is_ours = head.bytes(0, kMagic.size()) == kMagic && file->size() >= kHeadBytes;
  const bool whole = is_ours && head.u32(kMagic.size()) == crc32_of(*file, kCrcEnd);
  auto impl = std::make_unique<Impl>(std::move(*file));
  if (!whole || !impl->read_layout()) {
    return failure(fmt::format("{} is damaged", path.string()), kHint);
  }
  impl->build_maxima();
  return Completions(std::move(impl));
}

std::vector<Completion> Completions::complete(std::string_view typed, std::size_t limit) const {
  typed = beginning_of(typed, kMaxCompletionBytes);
  std::vector<Completion> out;
  std::unordered_set<std::uint32_t> seen;  // entries
  std::string key = letter_key(typed);
  if (key.empty() || limit == 0) return out;
  Lookup lookup(*impl_);
  if (is_initials(key, typed)) {
    std::erase(key, ' ');
    lookup.collect(kInitials + key, false, 0, limit, seen, out);
    return out;
  }
  if (typed.ends_with(' ')) key += ' ';
  lookup.collect(key, false, 0, limit, seen, out);
  const std::size_t last = last_word_of(typed);
  const std::string last_key = letter_key(typed.substr(last));
  if (last > 0 && !last_key.empty()) lookup.collect(last_key, true, last, limit, seen, out);
  return out;
}

void Completions::for_each_word(
    const std::function<void(std::string_view, std::uint32_t)>& visit) const {
  Lookup lookup(*impl_, FilePages::kToWalk);
  for (std::size_t i = 0; i < impl_->entry_count; ++i) {
    if (lookup.kind_of(i) != CompletionKind::word) continue;
    const std::uint32_t frequency = lookup.frequency_of(i);
    visit(lookup.text_of(i), frequency);
  }
}

Completions::Completions(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Completions::Completions(Completions&&) noexcept = default;
Completions& Completions::operator=(Completions&&) noexcept = default;
Completions::~Completions() = default;

std::vector<Completion> complete(const std::vector<const Completions*>& parts,
                                 std::string_view typed, std::size_t limit) {
  std::vector<Completion> all;
  for (const Completions* part : parts) {
    for (Completion& completion : part->complete(typed, limit))
      all.push_back(std::move(completion));
  }
  std::stable_sort(all.begin(), all.end(), [](const Completion& a, const Completion& b) {
    return a.replaces != b.replaces ? a.replaces < b.replaces : a.weight > b.weight;
  });
  std::unordered_set<std::string> seen;
  std::erase_if(all, [&](const Completion& completion) {
    const std::string query(typed.substr(0, completion.replaces));
    return !seen.insert(letter_key(query + completion.text)).second;
  });
  if (all.size() > limit) all.resize(limit);
  return all;
}

}  // namespace mi
