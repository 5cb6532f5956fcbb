#include "fetch/warc_stream.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "fetch/gzip.h"

namespace mi {
namespace {

constexpr std::string_view kVersion = "WARC/";
constexpr std::size_t kPieceBytes = 1U << 16U;
constexpr std::uint64_t kMaxReread = 1ULL << 30U;

// A file that is read anywhere, through one window.
class RawFile {
 public:
  explicit RawFile(int descriptor) : descriptor_(descriptor) {}
  RawFile(RawFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  RawFile& operator=(RawFile&&) = delete;
  ~RawFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  // False, with errno, where there is no file to read: it could not be opened, or is a folder.
  bool can_read() const {
    char byte = 0;
    return descriptor_ >= 0 && ::pread(descriptor_, &byte, 1, 0) >= 0;
  }

  // At least one byte from `offset` on, as many as are at hand; none at the end, and where the disk
  // gives none. Lives until the next call.
  std::string_view at(std::uint64_t offset) {
    if (offset < begin_ || offset >= begin_ + size_) load(offset);
    return std::string_view(window_.data(), size_).substr(offset - begin_);
  }

  // `size` bytes from `offset` on; fewer at the end of the file.
  std::string_view at(std::uint64_t offset, std::size_t size) {
    if (at(offset).size() < size) load(offset);
    return at(offset).substr(0, size);
  }

 private:
  void load(std::uint64_t offset) {
    begin_ = offset;
    size_ = 0;
    while (size_ < window_.size()) {
      const ssize_t got = ::pread(descriptor_, window_.data() + size_, window_.size() - size_,
                                  static_cast<off_t>(offset + size_));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return;
      size_ += static_cast<std::size_t>(got);
    }
  }

  int descriptor_;
  std::array<char, kPieceBytes> window_;
  std::uint64_t begin_ = 0;
  std::size_t size_ = 0;
};

// Where to look for the next record: right behind the beginning of the lost one as long as that
// stays affordable, else behind what has been read.
class Rereading {
 public:
  std::uint64_t resume(std::uint64_t begin, std::uint64_t read_to) {
    const std::uint64_t cost = read_to > begin ? read_to - begin : 0;
    if (cost > left_) return read_to;
    left_ -= cost;
    return begin + 1;
  }

 private:
  std::uint64_t left_ = kMaxReread;
};

// The first place from `from` on where `word` stands, or the end of the file.
std::uint64_t find_in(RawFile& file, std::uint64_t from, std::string_view word) {
  while (true) {
    const std::string_view bytes = file.at(from, word.size());
    if (bytes.size() < word.size()) return from + bytes.size();
    const std::string_view window = file.at(from);
    if (const std::size_t at = window.find(word); at != std::string_view::npos) return from + at;
    from += window.size() - word.size() + 1;
  }
}

class PlainStream final : public WarcStream {
 public:
  explicit PlainStream(RawFile file) : file_(std::move(file)) {}

  bool next_span() override { return !file_.at(read_to_).empty(); }

  bool fill() override {
    const std::string_view bytes = file_.at(read_to_);
    append(bytes);
    read_to_ += bytes.size();
    return !bytes.empty();
  }

  std::uint64_t position() const override { return read_to_ - ahead().size(); }

  void recover(std::uint64_t begin) override {
    read_to_ = find_in(file_, rereading_.resume(begin, read_to_), kVersion);
    while (!file_.at(read_to_).empty() && !is_record(read_to_)) {
      read_to_ = find_in(file_, read_to_ + 1, kVersion);
    }
    forget();
  }

  bool is_damaged() const override { return false; }

 private:
  // "WARC/1.0" and the end of a line: pages may speak of archives.
  bool is_record(std::uint64_t at) {
    constexpr std::size_t kLineBytes = 10;
    const std::string_view line = file_.at(at, kLineBytes).substr(kVersion.size());
    const std::size_t end = line.find_first_not_of("0123456789.");
    return end == 3 && (line[end] == '\r' || line[end] == '\n');
  }

  RawFile file_;
  Rereading rereading_;
  std::uint64_t read_to_ = 0;
};

class GzipStream final : public WarcStream {
 public:
  explicit GzipStream(RawFile file) : file_(std::move(file)) {}

  bool next_span() override {
    forget();
    member_ = read_to_;
    is_damaged_ = false;
    if (file_.at(member_).empty()) return false;
    is_damaged_ = !file_.at(member_, kGzipMagic.size()).starts_with(kGzipMagic);
    if (is_damaged_) return false;
    inflater_.start_next_member();
    is_over_ = false;
    return true;
  }

  bool fill() override {
    while (!is_over_ && !is_damaged_) {
      const std::string_view bytes = file_.at(read_to_);
      const Inflater::Step step = inflater_.step(bytes);
      read_to_ += step.used;
      is_over_ = step.state == Inflater::State::done;
      const bool is_cut = bytes.empty() && step.decoded.empty() && !is_over_;
      is_damaged_ = is_cut || step.state == Inflater::State::damaged;
      append(step.decoded);
      if (!step.decoded.empty()) return true;
    }
    return false;
  }

  std::uint64_t position() const override { return member_; }

  void recover(std::uint64_t begin) override {
    std::uint64_t at = find_in(file_, rereading_.resume(begin, read_to_), kGzipMagic);
    while (!file_.at(at).empty() && !is_record(at)) at = find_in(file_, at + 1, kGzipMagic);
    read_to_ = at;
    is_over_ = true;
    is_damaged_ = false;
    forget();
  }

  bool is_damaged() const override { return is_damaged_; }

 private:
  // The magic number stands in other bytes too, by chance or by design.
  bool is_record(std::uint64_t at) {
    constexpr std::size_t kEnough = 1024;  // for gzip's own head and a few letters
    if (!file_.at(at, kGzipMagic.size()).starts_with(kGzipMagic)) return false;
    probe_.start_next_member();
    return probe_.step(file_.at(at, kEnough)).decoded.starts_with(kVersion);
  }

  RawFile file_;
  Rereading rereading_;
  Inflater inflater_;
  Inflater probe_;
  std::uint64_t member_ = 0;
  std::uint64_t read_to_ = 0;
  bool is_over_ = true;
  bool is_damaged_ = false;
};

}  // namespace

Expected<std::unique_ptr<WarcStream>> WarcStream::open(const std::filesystem::path& path) {
  RawFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.can_read()) {
    return failure(
        fmt::format("cannot read {}: {}", path.string(), std::generic_category().message(errno)));
  }
  const std::string_view head = file.at(0, kVersion.size());
  // A file whose first bytes are damaged is what its name says.
  const bool is_gzip =
      head.starts_with(kGzipMagic) || (!head.starts_with(kVersion) && path.extension() == ".gz");
  if (is_gzip) {
    return std::unique_ptr<WarcStream>(std::make_unique<GzipStream>(std::move(file)));
  }
  return std::unique_ptr<WarcStream>(std::make_unique<PlainStream>(std::move(file)));
}

void WarcStream::append(std::string_view bytes) {
  buffer_.erase(0, taken_);
  taken_ = 0;
  buffer_ += bytes;
}

void WarcStream::forget() {
  buffer_.clear();
  taken_ = 0;
}

}  // namespace mi
