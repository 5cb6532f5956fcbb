#include "core/checksum.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

TEST(Checksum, IsTheOneThatZlibHas) {
  EXPECT_EQ(crc32_of(""), 0U);
  EXPECT_EQ(crc32_of("123456789"), 0xCBF43926U);  // the check value of the CRC catalogue
}

}  // namespace
}  // namespace mi
