#include "fetch/warc_reader.h"

#include <gtest/gtest.h>

#include "fetch/gzip.h"
#include "fetch/warc_digest.h"
#include "tests/fetch/sample_warc.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

// What reading an archive gives: the blocks of its records, and why others were lost.
struct Reading {
  std::vector<WarcRecord> records;
  std::vector<std::string> lost;

  bool has(std::string_view uri, std::string_view block) const {
    return std::any_of(records.begin(), records.end(), [&](const WarcRecord& record) {
      return record.target_uri == uri && record.block == block;
    });
  }
};

class WarcReaderTest : public testing::Test {
 protected:
  Reading read(std::string_view bytes, const char* name = "a.warc") {
    // A new file each time: some file systems sync one that is written over.
    const std::filesystem::path file = folder_.write(name, bytes);
    Expected<WarcReader> reader = WarcReader::open(file);
    std::filesystem::remove(file);
    EXPECT_TRUE(reader) << reader.error().message;
    Reading reading;
    // Each byte begins one record at most: a reader that does not come to an end is found out.
    for (std::size_t i = 0; reader && i <= bytes.size() + 1; ++i) {
      std::optional<Expected<WarcRecord>> record = reader->next();
      if (!record) return reading;
      if (*record) {
        reading.records.push_back(std::move(**record));
      } else {
        reading.lost.push_back(record->error().message);
      }
    }
    ADD_FAILURE() << "the archive never ends";
    return reading;
  }

  const TemporaryFolder folder_;
};

const std::string kOne = warc_response("https://a.org/1", http_page("<p>one"));
const std::string kTwo = warc_response("https://a.org/2", http_page("<p>two"));
const std::string kThree = warc_response("https://a.org/3", http_page("<p>three"));

std::string with_digest(std::string_view url, const std::string& http) {
  return warc_response(url, http, "WARC-Block-Digest: " + warc_digest(http) + "\r\n");
}

TEST_F(WarcReaderTest, ReadsWhatWgetWrites) {
  const std::string info = warc_record("WARC-Type: warcinfo\r\n", "software: Wget\r\n");
  const std::string request = warc_record("WARC-Type: request\r\n", "GET / HTTP/1.1\r\n\r\n");
  for (const bool is_packed : {false, true}) {
    std::string bytes;
    for (const std::string& record : {info, request, kOne, kTwo}) {
      bytes += is_packed ? gzip_member(record) : record;
    }
    const Reading reading = read(bytes);
    EXPECT_EQ(reading.lost, std::vector<std::string>());
    ASSERT_EQ(reading.records.size(), 4U);
    EXPECT_EQ(reading.records[0].type, "warcinfo");
    EXPECT_EQ(reading.records[1].block, "") << "only what may hold a page is kept";
    const WarcRecord& one = reading.records[2];
    EXPECT_EQ(one.type, "response");
    EXPECT_EQ(one.target_uri, "https://a.org/1");
    EXPECT_EQ(one.date, "2026-01-02T03:04:05Z");
    EXPECT_EQ(one.block, http_page("<p>one"));
    EXPECT_EQ(bytes.substr(one.offset, 3), is_packed ? kGzipMagic : "WAR");
  }
}

TEST_F(WarcReaderTest, TakesArchivesThatAreNotQuiteByTheBook) {
  const std::vector<std::string> cases = {
      gzip_member(kOne + kTwo),                                          // packed as a whole
      gzip_member(kOne.substr(0, kOne.size() - 4)) + gzip_member(kTwo),  // no empty lines
      "\r\n" + kOne + "\r\n\n" + kTwo,                                   // more of them
      kOne + kTwo.substr(0, kTwo.size() - 3),
  };
  for (const std::string& bytes : cases) {
    const Reading reading = read(bytes);
    EXPECT_TRUE(reading.has("https://a.org/1", http_page("<p>one")));
    EXPECT_TRUE(reading.has("https://a.org/2", http_page("<p>two")));
    EXPECT_EQ(reading.lost.size(), 0U);
  }
}

TEST_F(WarcReaderTest, LosesOnlyTheRecordThatIsBad) {
  const struct {
    std::string bad;
    const char* reason;
  } kCases[] = {
      {"junk\r\n\r\nmore junk\r\n", "this is no WARC record"},
      {"WARC/1.0\r\nWARC-Type: response\r\n\r\nbody\r\n\r\n", "its head says no length"},
      {"WARC/1.0\r\nContent-Length: 12x\r\n\r\nbody\r\n\r\n", "its head says no length"},
      {"WARC/1.0\r\nContent-Length: 3\r\n\r\nlonger\r\n\r\n", "its length is wrong"},
      {"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\nbody\r\n\r\n", "it is cut off"},
      {"WARC/1.0\r\nContent-Length: 100\r\n\r\nbody\r\n\r\n", "its length is wrong"},
      {"WARC/1.0\r\nX: " + std::string(kMaxWarcHeadBytes + 70'000, 'x') + "\r\n\r\n",
       "its head is too long"},
      {warc_response("https://a.org/2", http_page("x"), "WARC-Block-Digest: sha1:AAAA\r\n"),
       "damaged: it is not what its digest says"},
  };
  for (const auto& c : kCases) {
    const Reading reading = read(kOne + c.bad + kThree);
    EXPECT_TRUE(reading.has("https://a.org/1", http_page("<p>one"))) << c.reason;
    EXPECT_TRUE(reading.has("https://a.org/3", http_page("<p>three"))) << c.reason;
    ASSERT_GE(reading.lost.size(), 1U) << c.reason;
    const std::string place = "record at byte " + std::to_string(kOne.size()) + ": ";
    EXPECT_EQ(reading.lost.front(), place + c.reason);
  }
}

TEST_F(WarcReaderTest, ReadsOnBehindADamagedMember) {
  const std::string one = gzip_member(kOne);
  std::string two = gzip_member(kTwo);
  two[two.size() / 2] ^= 0x10;
  const Reading reading = read(one + two + "between" + gzip_member(kThree));
  EXPECT_EQ(reading.records.size(), 2U);
  EXPECT_TRUE(reading.has("https://a.org/3", http_page("<p>three")));
  EXPECT_EQ(reading.lost, std::vector<std::string>{"record at byte " + std::to_string(one.size()) +
                                                   ": its gzip is damaged or cut off"});
}

TEST_F(WarcReaderTest, GivesTheWholeRecordsOfAnArchiveCutAtAnyByte) {
  for (const bool is_packed : {false, true}) {
    const std::string one = is_packed ? gzip_member(kOne) : kOne;
    const std::string two = is_packed ? gzip_member(kTwo) : kTwo;
    const std::string bytes = one + two;
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const Reading reading = read(bytes.substr(0, size));
      const std::size_t line_ends = is_packed ? 0 : 4;  // may be missing
      const std::size_t whole =
          (size >= one.size() - line_ends ? 1U : 0U) + (size >= bytes.size() - line_ends ? 1U : 0U);
      EXPECT_EQ(reading.records.size(), whole) << size;
      EXPECT_LE(reading.lost.size(), 1U) << size;
    }
  }
}

TEST_F(WarcReaderTest, LosesAtMostOneRecordToAFlippedBit) {
  const std::vector<std::string> blocks = {http_page("<p>one"), http_page("<p>two"),
                                           http_page("<p>three")};
  for (const bool is_packed : {false, true}) {
    std::string bytes;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const std::string record = with_digest("https://a.org/" + std::to_string(i), blocks[i]);
      bytes += is_packed ? gzip_member(record) : record;
    }
    for (std::size_t bit = 0; bit < 8 * bytes.size(); bit += 3) {
      std::string flipped = bytes;
      flipped[bit / 8] =
          static_cast<char>(static_cast<unsigned char>(flipped[bit / 8]) ^ (1U << (bit % 8)));
      const Reading reading = read(flipped, is_packed ? "a.warc.gz" : "a.warc");
      std::size_t kept = 0;
      for (std::size_t i = 0; i < blocks.size(); ++i) {
        kept += reading.has("https://a.org/" + std::to_string(i), blocks[i]) ? 1 : 0;
      }
      EXPECT_GE(kept, blocks.size() - 1) << "bit " << bit << (is_packed ? ", packed" : "");
    }
  }
}

TEST_F(WarcReaderTest, IsTotal) {
  unsigned state = 7;
  std::string noise;
  for (int i = 0; i < 100'000; ++i) {
    state = state * 1664525U + 1013904223U;
    noise += static_cast<char>(state >> 24U);
  }
  std::string magic;
  for (int i = 0; i < 20'000; ++i) magic += kGzipMagic;
  std::string heads;
  for (int i = 0; i < 3'000; ++i) heads += "WARC/1.0\r\n";
  for (const std::string& bytes : {std::string(), noise, std::string(kGzipMagic) + noise, magic,
                                   heads, "WARC/1.0\r\n\r\n" + noise, std::string(300'000, '\n')}) {
    EXPECT_EQ(read(bytes).records.size(), 0U);
  }
}

TEST_F(WarcReaderTest, PassesOverARecordThatClaimsTooMuch) {
  const std::string zeros(8U << 20U, '0');
  std::string bomb = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 1000000000000\r\n\r\n";
  for (int i = 0; i < 3; ++i) bomb += zeros;
  const Reading reading = read(gzip_member(bomb) + gzip_member(kOne));
  EXPECT_EQ(reading.records.size(), 1U);
  EXPECT_EQ(reading.lost.size(), 1U);
}

TEST_F(WarcReaderTest, SaysWhyAFileCannotBeRead) {
  EXPECT_FALSE(WarcReader::open(folder_ / "missing"));
  EXPECT_FALSE(WarcReader::open(folder_.path()));
}

TEST(WarcDigest, IsReadInTheFormsThatAreWritten) {
  EXPECT_EQ(warc_digest(""), "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
  for (const char* digest :
       {"sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", "SHA1:vgmt4nsha2awvor6evyxqugcnsonbwe5",
        "sha1:a9993e364706816aba3e25717850c26c9cd0d89d",
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha-256:XJ4BNP4PAHH6UQKBIDPF3LRCEOYAGYNDSYLXVHFUCD7WD4QACWWQ====", "blake3:anything", "",
        "nothing"}) {
    EXPECT_TRUE(matches_digest(digest, "abc")) << digest;
  }
  for (const char* digest : {"sha1:", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", "sha256:ba78"}) {
    EXPECT_FALSE(matches_digest(digest, "abc")) << digest;
  }
}

}  // namespace
}  // namespace mi
