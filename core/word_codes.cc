#include "core/word_codes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <limits>
#include <utility>

#include "core/checksum.h"
#include "core/little_endian.h"
#include "core/schema.h"

namespace mi {
namespace {

constexpr std::string_view kMagic = "MIWORDS1";
constexpr std::size_t kCodeBytes = sizeof(WordCode);

bool is_word(const Token& token) {
  return token.kind == TokenKind::word || token.kind == TokenKind::number ||
         token.kind == TokenKind::hangul;
}

// Each token that counts at its place, in a field of its own.
template <class Counts>
void append_places(std::vector<WordCode>& codes, const std::vector<Token>& field, Counts counts) {
  const std::size_t begin = codes.size();
  for (const Token& token : field) {
    if (!counts(token)) continue;
    const std::size_t place = begin + token.position;
    if (place >= codes.size()) codes.resize(place + 1, kNoWordHere);
    codes[place] = word_code(term_of(token));
  }
  if (codes.size() > begin) codes.push_back(kFieldEnd);
}

}  // namespace

WordCode word_code(std::string_view term) {
  constexpr std::uint32_t kCodes = std::numeric_limits<WordCode>::max() - kNoWordHere;
  return static_cast<WordCode>(crc32_of(term) % kCodes + kNoWordHere + 1);
}

void append_word_codes(std::vector<WordCode>& codes, const std::vector<Token>& field) {
  append_places(codes, field, is_word);
  append_places(codes, field, [](const Token& token) { return token.kind == TokenKind::symbol; });
}

bool WordCodeView::has_in_window(const std::vector<WordCode>& words, std::uint32_t window) const {
  if (words.size() == 2) return stand_within(words[0], words[1], window);
  const std::int64_t nowhere = -std::int64_t{window};     // too far from any place
  std::vector<std::int64_t> last(words.size(), nowhere);  // where each stood last
  const auto size = static_cast<std::int64_t>(this->size());
  for (std::int64_t place = 0; place < size; ++place) {
    const WordCode code = (*this)[static_cast<std::size_t>(place)];
    if (code == kFieldEnd) std::fill(last.begin(), last.end(), nowhere + place);
    const auto word = std::find(words.begin(), words.end(), code);
    if (word == words.end()) continue;
    last[static_cast<std::size_t>(word - words.begin())] = place;
    if (place - *std::min_element(last.begin(), last.end()) < window) return true;
  }
  return false;
}

// Around each place of the one, the other is looked for.
bool WordCodeView::stand_within(WordCode one, WordCode other, std::uint32_t window) const {
  for (std::size_t place = find(one, 0); place < size(); place = find(one, place + 1)) {
    for (std::size_t i = place; i-- > 0 && place - i < window && (*this)[i] != kFieldEnd;) {
      if ((*this)[i] == other) return true;
    }
    for (std::size_t i = place + 1; i < size() && i - place < window && (*this)[i] != kFieldEnd;
         ++i) {
      if ((*this)[i] == other) return true;
    }
  }
  return false;
}

// The first place of a code from one on. Four are looked at at once: a code that is the same leaves
// a word of 16 zeros, from which alone, and from what stands above it, 1 borrows the highest bit.
std::size_t WordCodeView::find(WordCode code, std::size_t from) const {
  constexpr std::uint64_t kOnes = 0x0001'0001'0001'0001U;
  constexpr std::uint64_t kHighBits = kOnes << 15U;
  const std::size_t end = size();
  std::size_t place = from;
  for (std::uint64_t four = 0; place + 4 <= end; place += 4) {
    std::memcpy(&four, bytes_.data() + place * kCodeBytes, sizeof four);
    const std::uint64_t differences = four ^ (kOnes * code);
    if (((differences - kOnes) & ~differences & kHighBits) != 0) break;
  }
  while (place < end && (*this)[place] != code) ++place;
  return place;
}

std::string word_file_head() { return std::string(kMagic); }

std::string encode_word_codes(const std::vector<WordCode>& codes) {
  std::string bytes;
  bytes.reserve(codes.size() * kCodeBytes);
  for (const WordCode code : codes) append_little_endian(bytes, code);
  return bytes;
}

std::uint64_t word_file_bytes(std::uint64_t codes) { return kMagic.size() + codes * kCodeBytes; }

Expected<WordFile> WordFile::open(const std::filesystem::path& path) {
  constexpr const char* kHint =
      "Run `mi-index --rebuild`: it makes the index again from the notes and the pages.";
  Expected<OpenFile> file = OpenFile::open(path);
  if (!file) return failure(file.error().message, kHint);
  std::string magic(kMagic.size(), '\0');
  if (!file->read(0, magic.size(), magic.data()) || magic != kMagic) {
    return failure(fmt::format("cannot read {}: it is no file of an index's words", path.string()),
                   kHint);
  }
  return WordFile(std::move(*file));
}

std::uint64_t WordFile::size() const { return (file_->size() - kMagic.size()) / kCodeBytes; }

std::string WordFile::at(std::uint64_t begin, std::uint32_t count) const {
  std::string codes;
  read(begin, count, codes);
  return codes;
}

void WordFile::read(std::uint64_t begin, std::uint32_t count, std::string& codes) const {
  const bool are_there = begin <= size() && count <= size() - begin;
  codes.resize(are_there ? count * kCodeBytes : 0);
  if (!file_->read(kMagic.size() + begin * kCodeBytes, codes.size(), codes.data())) codes.clear();
}

}  // namespace mi
