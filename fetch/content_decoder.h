// ContentDecoder: undoes a response's Content-Encoding piece by piece, within limits.
//
// A few hundred bytes of brotli can stand for hundreds of megabytes, so the limits are checked
// while decoding, before a decoded piece is handed on. No piece is kept.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/expected.h"
#include "core/file.h"

namespace mi {

struct DecodeLimits {
  std::uint64_t max_bytes = 128ULL << 20U;  // decoded
  std::uint64_t max_ratio = 100;            // decoded bytes to one encoded byte ...
  std::uint64_t ratio_from = 1ULL << 20U;   // ... once this many are decoded
};

// "64 MiB", "1000 bytes": how limits are told to people.
std::string format_bytes(std::uint64_t bytes);

class ContentDecoder {
 public:
  // `encoding` as the header says it: "gzip", "x-gzip", "br", "identity" or "". Fails on any other.
  // What is decoded goes to `take`, in pieces of at most 64 KiB.
  static Expected<ContentDecoder> create(std::string_view encoding, const DecodeLimits& limits,
                                         TakePiece take);

  // Takes the next bytes as sent. Fails when they are not of that encoding, a limit is passed, or
  // `take` fails; nothing more may be written then.
  Expected<void> write(std::string_view encoded);

  // Call once, at the end. Fails when the encoded bytes ended too early.
  Expected<void> finish();

  ContentDecoder(ContentDecoder&&) noexcept;
  ContentDecoder& operator=(ContentDecoder&&) noexcept;
  ~ContentDecoder();

 private:
  struct Impl;
  explicit ContentDecoder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace mi
