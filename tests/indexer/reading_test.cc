#include "indexer/reading.h"

#include <gtest/gtest.h>

#include <random>

namespace mi {
namespace {

IndexedDocument sample_document() {
  IndexedDocument document;
  document.info.id = "https://a.org/paper";
  document.info.title = "중첩 (Superposition)";
  document.info.authors = {"A. Lovelace", "C. Babbage"};
  document.info.draft = true;
  document.relations.links = {{"https://b.org/", "part", "there", 3, "See there."}};
  document.relations.citations = {{"b2020", "On b", {"B. B."}, "2020", "https://b.org/", "10.1/b"}};
  document.relations.term_pairs = {{TermPairKind::acronym, "sparse autoencoder", "SAE", 4}};
  document.passages = {{{"One", "Two"}, "page=3", "Some text.\n\nMore.", 1, 5}, {}};
  return document;
}

TEST(ReadingTest, ADocumentComesBackAsItWas) {
  const auto back = decode_reading(encode_reading(sample_document()));
  ASSERT_TRUE(back && *back);
  EXPECT_EQ(**back, sample_document());
}

TEST(ReadingTest, AnErrorComesBackAsItWas) {
  const Error error{"cannot read it", "Look again.", ErrorKind::passing};
  const auto back = decode_reading(encode_reading(failure(error)));
  ASSERT_TRUE(back && !*back);
  EXPECT_EQ(back->error().message, error.message);
  EXPECT_EQ(back->error().hint, error.hint);
  EXPECT_EQ(back->error().kind, error.kind);
}

TEST(ReadingTest, WhatIsCutShortOrGoesOnIsNoReading) {
  for (const Reading& reading : {Reading(sample_document()), Reading(failure("no", "hint"))}) {
    const std::string whole = encode_reading(reading);
    for (std::size_t size = 0; size < whole.size(); ++size)
      EXPECT_FALSE(decode_reading(std::string_view(whole).substr(0, size))) << size;
    EXPECT_FALSE(decode_reading(whole + "x"));
  }
}

TEST(ReadingTest, AnErrorOfNoKindIsNoReading) {
  std::string bytes = encode_reading(failure("no"));
  bytes[1 + 8] = '\x7f';
  EXPECT_FALSE(decode_reading(bytes));
}

TEST(ReadingTest, AnyBytesAreAReadingOrNothing) {
  const std::string whole = encode_reading(sample_document());
  std::mt19937 random(1);
  for (int i = 0; i < 20000; ++i) {
    std::string bytes = whole;
    for (int flips = 0; flips < 3; ++flips)
      bytes[random() % bytes.size()] = static_cast<char>(random() & 0xffU);
    decode_reading(bytes);  // returns
  }
  EXPECT_FALSE(decode_reading(std::string(100, '\xff')));
}

}  // namespace
}  // namespace mi
