#include "core/digest.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mi {
namespace {

// The examples that NIST publishes for FIPS 180-4, and the lengths around a block's padding.
TEST(Digest, IsSha256) {
  const std::vector<std::pair<std::string, std::string_view>> cases = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlm"
       "nopqrsmnopqrstnopqrstu",
       "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
      {std::string(1'000'000, 'a'),
       "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
      {std::string(1, '\0'), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
  };
  for (const auto& [bytes, expected] : cases) {
    EXPECT_EQ(sha256_hex(bytes), expected) << bytes.size() << " bytes: " << bytes.substr(0, 60);
    Sha256 hash;
    for (std::size_t at = 0; at < bytes.size(); at += 100) hash.write(bytes.substr(at, 100));
    EXPECT_EQ(hash.hex(), expected) << "in pieces";
  }
}

TEST(Digest, IsSha1) {
  EXPECT_EQ(to_hex(sha1("")), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(to_hex(sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(sha1("abc").size(), 20U);
}

}  // namespace
}  // namespace mi
