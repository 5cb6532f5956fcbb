#include "fetch/content_decoder.h"

#include <brotli/decode.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/ascii.h"
#include "fetch/gzip.h"

namespace mi {
namespace {

using Piece = std::array<char, 1U << 16U>;

// Where decoded bytes go on, and where they are stopped.
class Output {
 public:
  Output(const DecodeLimits& limits, TakePiece take) : limits_(limits), take_(std::move(take)) {}

  void count_encoded(std::size_t bytes) { encoded_ += bytes; }

  Expected<void> append(std::string_view bytes) {
    size_ += bytes.size();
    if (size_ > limits_.max_bytes) {
      return failure(fmt::format("longer than {}", format_bytes(limits_.max_bytes)));
    }
    if (size_ > limits_.ratio_from && size_ / limits_.max_ratio > encoded_) {
      return failure(fmt::format("unpacks to over {} times its size", limits_.max_ratio));
    }
    return bytes.empty() ? Expected<void>() : take_(bytes);
  }

 private:
  DecodeLimits limits_;
  TakePiece take_;
  std::uint64_t encoded_ = 0;
  std::uint64_t size_ = 0;
};

class Codec {
 public:
  virtual ~Codec() = default;
  virtual Expected<void> decode(std::string_view encoded, Output& output) = 0;
  virtual bool is_complete() const = 0;
};

class Identity final : public Codec {
 public:
  Expected<void> decode(std::string_view encoded, Output& output) override {
    return output.append(encoded);
  }
  bool is_complete() const override { return true; }
};

class Gzip final : public Codec {
 public:
  Expected<void> decode(std::string_view encoded, Output& output) override {
    while (true) {
      // Members may follow each other (RFC 1952, section 2.2).
      if (is_complete() && !encoded.empty()) inflater_.start_next_member();
      const Inflater::Step step = inflater_.step(encoded);
      state_ = step.state;
      if (state_ == Inflater::State::damaged) return failure("its gzip is damaged");
      if (Expected<void> taken = output.append(step.decoded); !taken) return taken;
      encoded.remove_prefix(step.used);
      if (encoded.empty() && step.decoded.empty()) return {};
    }
  }

  bool is_complete() const override { return state_ == Inflater::State::done; }

 private:
  Inflater inflater_;
  Inflater::State state_ = Inflater::State::more;
};

class Brotli final : public Codec {
 public:
  Brotli() : state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {}
  Brotli(const Brotli&) = delete;
  Brotli& operator=(const Brotli&) = delete;
  ~Brotli() override { BrotliDecoderDestroyInstance(state_); }

  Expected<void> decode(std::string_view encoded, Output& output) override {
    if (state_ == nullptr) return failure("brotli could not be set up");
    const auto* in = reinterpret_cast<const std::uint8_t*>(encoded.data());
    std::size_t in_left = encoded.size();
    while (true) {
      Piece piece;
      auto* out = reinterpret_cast<std::uint8_t*>(piece.data());
      std::size_t out_left = piece.size();
      const BrotliDecoderResult result =
          BrotliDecoderDecompressStream(state_, &in_left, &in, &out_left, &out, nullptr);
      const std::string_view decoded(piece.data(), piece.size() - out_left);
      if (Expected<void> taken = output.append(decoded); !taken) return taken;
      const bool is_finished = result == BROTLI_DECODER_RESULT_SUCCESS;
      if (result == BROTLI_DECODER_RESULT_ERROR || (is_finished && in_left > 0)) {
        return failure("its brotli is damaged");
      }
      if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return {};
    }
  }

  bool is_complete() const override { return BrotliDecoderIsFinished(state_) == BROTLI_TRUE; }

 private:
  BrotliDecoderState* state_;
};

std::unique_ptr<Codec> codec_for(std::string_view encoding) {
  if (encoding.empty() || encoding == "identity") return std::make_unique<Identity>();
  if (encoding == "gzip" || encoding == "x-gzip") return std::make_unique<Gzip>();
  if (encoding == "br") return std::make_unique<Brotli>();
  return nullptr;
}

}  // namespace

std::string format_bytes(std::uint64_t bytes) {
  constexpr std::uint64_t kMiB = 1ULL << 20U;
  constexpr std::uint64_t kKiB = 1ULL << 10U;
  if (bytes >= kMiB && bytes % kMiB == 0) return fmt::format("{} MiB", bytes / kMiB);
  if (bytes >= kKiB && bytes % kKiB == 0) return fmt::format("{} KiB", bytes / kKiB);
  return fmt::format("{} bytes", bytes);
}

struct ContentDecoder::Impl {
  std::unique_ptr<Codec> codec;
  Output output;
};

ContentDecoder::ContentDecoder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ContentDecoder::ContentDecoder(ContentDecoder&&) noexcept = default;
ContentDecoder& ContentDecoder::operator=(ContentDecoder&&) noexcept = default;
ContentDecoder::~ContentDecoder() = default;

Expected<ContentDecoder> ContentDecoder::create(std::string_view encoding,
                                                const DecodeLimits& limits, TakePiece take) {
  const std::string lower = lower_case(encoding.substr(0, 40));
  std::unique_ptr<Codec> codec = codec_for(lower);
  if (!codec) return failure(fmt::format("in an encoding that was not asked for ({})", lower));
  return ContentDecoder(
      std::make_unique<Impl>(Impl{std::move(codec), Output(limits, std::move(take))}));
}

// In small steps: zlib counts in 32 bits, and the ratio is then judged by what has been used.
Expected<void> ContentDecoder::write(std::string_view encoded) {
  while (!encoded.empty()) {
    const std::string_view step = encoded.substr(0, std::tuple_size_v<Piece>);
    impl_->output.count_encoded(step.size());
    if (Expected<void> decoded = impl_->codec->decode(step, impl_->output); !decoded) {
      return decoded;
    }
    encoded.remove_prefix(step.size());
  }
  return {};
}

Expected<void> ContentDecoder::finish() {
  if (!impl_->codec->is_complete()) return failure("it ended too early");
  return {};
}

}  // namespace mi
