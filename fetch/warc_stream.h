// WarcStream: the bytes of a web archive, unpacked, and the way back to firm ground when they are
// damaged. What stands in them is fetch/warc_reader.h's affair.
//
// The bytes come in spans that hold whole records: a gzip member, or a plain file as a whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/expected.h"

namespace mi {

class WarcStream {
 public:
  // Plain or gzip, by the file's first bytes. Fails when the file cannot be opened.
  static Expected<std::unique_ptr<WarcStream>> open(const std::filesystem::path& file);

  virtual ~WarcStream() = default;

  // Goes to the next span; false at the end of the file, and where none begins here (is_damaged()).
  virtual bool next_span() = 0;

  // Makes ahead() longer; false at the end of the span, and where it is damaged.
  virtual bool fill() = 0;

  // Where the next byte is in the file; in gzip, where its member begins.
  virtual std::uint64_t position() const = 0;

  // Goes to the next place behind `begin` where a record begins, or to the end of the file. What
  // has been read already is read once more, up to 1 GiB in all, so that time stays linear.
  virtual void recover(std::uint64_t begin) = 0;

  // Whether the span ended for another reason than that it was over.
  virtual bool is_damaged() const = 0;

  // What has been unpacked and not yet been taken.
  std::string_view ahead() const { return std::string_view(buffer_).substr(taken_); }

  void take(std::size_t size) { taken_ += size; }

 protected:
  void append(std::string_view bytes);
  void forget();

 private:
  std::string buffer_;
  std::size_t taken_ = 0;
};

}  // namespace mi
