#include "fetch/content_decoder.h"

#include <gtest/gtest.h>

#include "tests/support/compress.h"

namespace mi {
namespace {

// The decoded text, or why there is none.
std::string decode(std::string_view encoding, std::string_view encoded, std::size_t step,
                   const DecodeLimits& limits = {}) {
  std::string text;
  Expected<ContentDecoder> decoder =
      ContentDecoder::create(encoding, limits, [&](std::string_view piece) -> Expected<void> {
        EXPECT_LE(piece.size(), 65536U);
        text += piece;
        return {};
      });
  if (!decoder) return decoder.error().message;
  for (std::size_t at = 0; at < encoded.size(); at += step) {
    const Expected<void> written = decoder->write(encoded.substr(at, step));
    if (!written) return written.error().message;
  }
  const Expected<void> finished = decoder->finish();
  return finished ? text : finished.error().message;
}

// Text that compresses by about two, so that streams are longer than the decoder's pieces.
std::string varied_text(std::size_t size) {
  std::string text;
  unsigned state = 1;
  while (text.size() < size) {
    state = state * 1664525U + 1013904223U;
    text += static_cast<char>('a' + (state >> 24U) % 16);
  }
  return text;
}

TEST(ContentDecoder, GivesBackWhatWasEncodedHoweverItIsCut) {
  const std::string text = varied_text(300'000);
  for (const std::size_t step : {std::size_t{1}, std::size_t{1000}, std::size_t{1} << 30U}) {
    EXPECT_EQ(decode("gzip", gzip(text), step), text) << step;
    EXPECT_EQ(decode("X-GZIP", gzip(text), step), text) << step;
    EXPECT_EQ(decode("br", brotli(text), step), text) << step;
    EXPECT_EQ(decode("", text, step), text) << step;
    EXPECT_EQ(decode("identity", text, step), text) << step;
  }
  EXPECT_EQ(decode("gzip", gzip(""), 100), "");
  EXPECT_EQ(decode("gzip", gzip("one, ") + gzip("two"), 1), "one, two");
}

TEST(ContentDecoder, RefusesAStreamCutAnywhere) {
  const std::string text = "the same words again and again, the same words again and again";
  for (const auto& [encoding, encoded] :
       {std::pair("gzip", gzip(text)), std::pair("br", brotli(text))}) {
    for (std::size_t size = 0; size < encoded.size(); ++size) {
      EXPECT_EQ(decode(encoding, encoded.substr(0, size), 7), "it ended too early") << size;
    }
  }
}

TEST(ContentDecoder, RefusesWhatIsNotInTheEncoding) {
  EXPECT_EQ(decode("gzip", "<p>plain", 100), "its gzip is damaged");
  EXPECT_EQ(decode("gzip", gzip("text") + "rest", 100), "its gzip is damaged");
  EXPECT_EQ(decode("br", brotli("text") + "rest", 100), "its brotli is damaged");
  EXPECT_EQ(decode("br", std::string(50, '\xff'), 100), "its brotli is damaged");
  EXPECT_EQ(decode("deflate", "", 100), "in an encoding that was not asked for (deflate)");
  EXPECT_EQ(decode("gzip, br", "", 100), "in an encoding that was not asked for (gzip, br)");
}

TEST(ContentDecoder, StopsAtTheLimitAndNotBefore) {
  const DecodeLimits limits{.max_bytes = 100'000};
  const std::string text = varied_text(100'000);
  EXPECT_EQ(decode("gzip", gzip(text), 1000, limits), text);
  EXPECT_EQ(decode("gzip", gzip(text + "x"), 1000, limits), "longer than 100000 bytes");
  EXPECT_EQ(decode("br", brotli(text + "x"), 1000, limits), "longer than 100000 bytes");
  EXPECT_EQ(decode("", text + "x", 1000, limits), "longer than 100000 bytes");
}

TEST(ContentDecoder, StopsABombByItsRatio) {
  const std::string zeros(20U << 20U, '0');
  EXPECT_EQ(decode("gzip", gzip(zeros), 1U << 30U), "unpacks to over 100 times its size");
  EXPECT_EQ(decode("br", brotli(zeros), 1U << 30U), "unpacks to over 100 times its size");
  const std::string small(1U << 20U, '0');
  EXPECT_EQ(decode("br", brotli(small), 1U << 30U), small);
}

}  // namespace
}  // namespace mi
