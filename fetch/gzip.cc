#include "fetch/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <new>

namespace mi {
namespace {

constexpr int kGzipOnly = 16 + MAX_WBITS;  // zlib.h, inflateInit2 and deflateInit2
constexpr std::size_t kMostAtOnce = std::numeric_limits<uInt>::max();

Bytef* input(std::string_view bytes) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // only read
}

}  // namespace

std::string gzip_member(std::string_view bytes) {
  z_stream stream{};
  constexpr int kMemoryLevel = 8;  // zlib's default
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipOnly, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();  // the only way that it fails with these arguments
  }
  std::string member;
  std::array<char, 1U << 16U> piece;
  int result = Z_OK;
  while (result != Z_STREAM_END) {
    if (stream.avail_in == 0) {
      const std::string_view next = bytes.substr(0, kMostAtOnce);
      stream.next_in = input(next);
      stream.avail_in = static_cast<uInt>(next.size());
      bytes.remove_prefix(next.size());
    }
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    result = deflate(&stream, bytes.empty() ? Z_FINISH : Z_NO_FLUSH);
    member.append(piece.data(), piece.size() - stream.avail_out);
  }
  deflateEnd(&stream);
  return member;
}

struct Inflater::Impl {
  Impl() { is_ready = inflateInit2(&stream, kGzipOnly) == Z_OK; }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() { inflateEnd(&stream); }

  z_stream stream{};
  bool is_ready = false;
  State state = State::more;
  std::array<char, 1U << 16U> piece;
};

Inflater::Inflater() : impl_(std::make_unique<Impl>()) {}
Inflater::Inflater(Inflater&&) noexcept = default;
Inflater& Inflater::operator=(Inflater&&) noexcept = default;
Inflater::~Inflater() = default;

Inflater::Step Inflater::step(std::string_view encoded) {
  if (!impl_->is_ready) return {State::damaged, 0, {}};
  if (impl_->state != State::more) return {impl_->state, 0, {}};
  z_stream& stream = impl_->stream;
  const std::size_t given = std::min(encoded.size(), kMostAtOnce);
  stream.next_in = input(encoded);
  stream.avail_in = static_cast<uInt>(given);
  stream.next_out = reinterpret_cast<Bytef*>(impl_->piece.data());
  stream.avail_out = static_cast<uInt>(impl_->piece.size());
  const int result = inflate(&stream, Z_NO_FLUSH);
  if (result == Z_STREAM_END) {
    impl_->state = State::done;
  } else if (result != Z_OK && result != Z_BUF_ERROR) {
    impl_->state = State::damaged;
  }
  return {impl_->state,
          given - stream.avail_in,
          {impl_->piece.data(), impl_->piece.size() - stream.avail_out}};
}

void Inflater::start_next_member() {
  impl_->is_ready = impl_->is_ready && inflateReset(&impl_->stream) == Z_OK;
  impl_->state = State::more;
}

}  // namespace mi
