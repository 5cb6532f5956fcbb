// Completions: what a query that is being typed may become. Made with the index, one file for each
// of its parts, read where a lookup asks (core/file_pages.h).
//
// A lookup finds the range of keys that begin with what is typed by binary search, and the heaviest
// of the range by a tree of maxima over blocks of keys: its time does not grow with the number of
// matches, so that one letter costs what ten do.
//
// An entry is found by its beginning, by the beginning of a later word of it (at half its weight),
// and, where it has Hangul, by the first consonants: 인덕셔 and ㅇㄷㅅ both find 인덕션.
//
//   "MICOMPL1"  crc32  entries  keys  text bytes  key bytes        (numbers: 4 bytes, little
//   endian) entries     { text: begin, end; kind; weight; frequency } keys        { key: begin,
//   end; entry; weight }, in the order of the keys' bytes texts, then the bytes of the keys
//   (core/jamo.h)
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"

namespace mi {

// A word is one form of a term as texts have it: known, but nothing is completed to it, since the
// term stands for all of its forms.
enum class CompletionKind : std::uint8_t { title, heading, term, phrase, word };

const char* name_of(CompletionKind kind);

struct CompletionEntry {
  std::string text;  // as shown
  CompletionKind kind = CompletionKind::term;
  std::uint32_t weight = 0;     // the heavier is shown first
  std::uint32_t frequency = 0;  // in how many passages, as far as known
};

struct Completion {
  std::string text;
  CompletionKind kind = CompletionKind::term;
  std::uint32_t weight = 0;
  std::size_t replaces = 0;  // it stands for what was typed from this byte on
};

// The answer to what was typed.
struct Suggestions {
  std::string query;       // as typed
  std::string generation;  // which index answered
  double took_ms = 0;
  std::vector<Completion> completions;  // the best first
};

// Entries of more than this many bytes are left out.
inline constexpr std::size_t kMaxCompletionBytes = 200;

// The bytes of the file. Of entries that letter_key() does not tell apart, the heaviest is kept; of
// words apart from the others.
std::string encode_completions(const std::vector<CompletionEntry>& entries);

// An open file. Const functions may run in several threads at once. It may be unlinked while open.
class Completions {
 public:
  // Reads all of it once, to check it: any damage is an error.
  static Expected<Completions> open(const std::filesystem::path& path);

  // At most `limit`, the heaviest first. What begins with all that is typed comes before what only
  // begins with its last word. Empty for text without letters. At most the first 200 bytes count.
  std::vector<Completion> complete(std::string_view typed, std::size_t limit) const;

  // Each word and its frequency. A view is good until the next one.
  void for_each_word(const std::function<void(std::string_view, std::uint32_t)>& visit) const;

  Completions(Completions&&) noexcept;
  Completions& operator=(Completions&&) noexcept;
  ~Completions();

 private:
  struct Impl;
  explicit Completions(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The same over several parts, each query that it leads to once.
std::vector<Completion> complete(const std::vector<const Completions*>& parts,
                                 std::string_view typed, std::size_t limit);

}  // namespace mi
