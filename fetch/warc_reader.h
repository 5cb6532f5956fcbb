// WarcReader: the records of a web archive (WARC, ISO 28500), one after the other.
//
//   WARC/1.0                                    in a .warc as it is; in a .warc.gz each record is a
//   WARC-Type: response                         gzip member of its own
//   WARC-Target-URI: https://distill.pub/2020/
//   Content-Length: 1234
//                                               1234 bytes: an HTTP head and its body
//   HTTP/1.1 200 OK ...
//
// Archives are as large as disks and come from anywhere: one record is in memory at a time, and
// whatever the bytes are, a record that cannot be read costs itself only. The reader goes on with
// the next place where a record begins.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/expected.h"

namespace mi {

// A longer head or block is a bad record. The block holds a body as the fetcher takes it (128 MiB
// decoded) and its HTTP head.
inline constexpr std::size_t kMaxWarcHeadBytes = 64U << 10U;
inline constexpr std::uint64_t kMaxWarcBlockBytes = (128ULL << 20U) + (64ULL << 10U);

struct WarcRecord {
  std::uint64_t offset = 0;  // where it begins in the file: itself, or its gzip member
  std::string type;          // "response", "resource", "revisit", ...: lower case
  std::string target_uri;    // as written, less the <> that wget puts around it
  std::string date;          // WARC-Date as written
  std::string content_type;  // of the block
  std::string payload_digest;
  bool is_segment = false;  // a part of a record that goes on in others
  std::string block;        // of response, resource and metadata records; of others nothing
};

// Whether these are the first bytes of an archive that can be read: "WARC/" or gzip.
bool looks_like_warc(std::string_view head);

class WarcReader {
 public:
  // Fails when the file cannot be read.
  static Expected<WarcReader> open(const std::filesystem::path& file);

  // The next record, or why one was lost ("record at byte 1234: its block is cut off"); nothing at
  // the end. A block that does not match its WARC-Block-Digest is a lost record.
  std::optional<Expected<WarcRecord>> next();

  WarcReader(WarcReader&&) noexcept;
  WarcReader& operator=(WarcReader&&) noexcept;
  ~WarcReader();

 private:
  struct Impl;
  explicit WarcReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace mi
