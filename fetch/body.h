// Body: the bytes of a response, in little memory however long it is.
//
// The first kBodyBytesInMemory stay in memory. What comes behind them goes into a temporary file
// without a name, which the system takes back when the last copy of the Body is gone or the process
// is killed. So eight hosts that send as much as they may cost 8 * 2 MiB of memory, and up to
// max_decoded_bytes of disk each while they are read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "core/expected.h"
#include "core/file.h"

namespace mi {

inline constexpr std::size_t kBodyBytesInMemory = 2U << 20U;

// The file without a name: fetch/body.cc.
class SpillFile;

// A value; copies share the file. May be read from several threads at once.
class Body {
 public:
  Body() = default;
  explicit Body(std::string bytes) : beginning_(std::move(bytes)) {}  // all of it in memory

  std::uint64_t size() const { return beginning_.size() + spilled_bytes_; }
  bool empty() const { return size() == 0; }

  // The whole of a body of up to kBodyBytesInMemory, and at least as much of a longer one.
  std::string_view beginning() const { return beginning_; }

  // Gives every byte in order, in pieces, until `take` fails. Fails as `take` does, and where the
  // file cannot be read.
  Expected<void> read(const TakePiece& take) const;

 private:
  friend class BodyWriter;
  std::string beginning_;
  std::shared_ptr<const SpillFile> spilled_;  // null where all is in memory
  std::uint64_t spilled_bytes_ = 0;
};

// Makes a Body from pieces. One thread.
class BodyWriter {
 public:
  // `folder` is where the file would be, in the file system of what is stored; it is made when it
  // is needed.
  explicit BodyWriter(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Fails where the disk is full, or no file can be made.
  Expected<void> write(std::string_view piece);

  // What was written; call once.
  Body finish() { return std::move(body_); }

 private:
  Expected<void> spill(std::string_view piece);

  std::filesystem::path folder_;
  Body body_;
  std::shared_ptr<SpillFile> file_;
};

}  // namespace mi
