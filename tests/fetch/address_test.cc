#include "fetch/address.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

struct Case {
  const char* address;
  bool is_public;
};

// Each block of the IANA registries at its first and last address, and its neighbours outside.
constexpr Case kCases[] = {
    {"1.1.1.1", true},
    {"151.101.1.195", true},
    {"0.0.0.0", false},
    {"0.255.255.255", false},
    {"9.255.255.255", true},
    {"10.0.0.0", false},
    {"10.255.255.255", false},
    {"11.0.0.0", true},
    {"100.63.255.255", true},
    {"100.64.0.0", false},
    {"100.127.255.255", false},
    {"100.128.0.0", true},
    {"127.0.0.1", false},
    {"127.255.255.255", false},
    {"128.0.0.0", true},
    {"169.253.255.255", true},
    {"169.254.169.254", false},
    {"169.255.0.0", true},
    {"172.15.255.255", true},
    {"172.16.0.0", false},
    {"172.31.255.255", false},
    {"172.32.0.0", true},
    {"192.0.0.1", false},
    {"192.0.0.171", false},
    {"192.0.1.0", true},
    {"192.0.2.1", false},
    {"192.0.3.0", true},
    {"192.31.196.1", false},
    {"192.52.193.1", false},
    {"192.88.99.1", false},
    {"192.167.255.255", true},
    {"192.168.0.1", false},
    {"192.168.255.255", false},
    {"192.169.0.0", true},
    {"192.175.48.1", false},
    {"198.17.255.255", true},
    {"198.18.0.0", false},
    {"198.19.255.255", false},
    {"198.20.0.0", true},
    {"198.51.100.7", false},
    {"203.0.113.7", false},
    {"203.0.114.0", true},
    {"223.255.255.255", true},
    {"224.0.0.1", false},
    {"239.255.255.255", false},
    {"240.0.0.1", false},
    {"255.255.255.255", false},
    {"2606:4700:4700::1111", true},
    {"2001:200::1", true},
    {"3fff:1000::1", true},
    {"::", false},
    {"::1", false},
    {"::1.1.1.1", false},      // IPv4-compatible
    {"::ffff:1.1.1.1", true},  // IPv4-mapped
    {"::ffff:127.0.0.1", false},
    {"::ffff:0a00:1", false},
    {"64:ff9b::1.1.1.1", true},  // NAT64
    {"64:ff9b::10.0.0.1", false},
    {"64:ff9b::a9fe:a9fe", false},
    {"64:ff9b:1::1.1.1.1", false},  // local NAT64
    {"100::1", false},              // discard-only
    {"1fff:ffff::1", false},
    {"2001::1", false},  // Teredo
    {"2001:0:7f00:1::1", false},
    {"2001:2::1", false},   // benchmarking
    {"2001:10::1", false},  // ORCHID
    {"2001:20::1", false},  // ORCHIDv2
    {"2001:1ff:ffff::1", false},
    {"2001:db8::1", false},
    {"2001:db9::1", true},
    {"2002:0101:0101::1", false},  // 6to4
    {"2002:7f00:1::1", false},
    {"2620:4f:8000::1", false},
    {"3ffe::1", false},
    {"3fff::1", false},
    {"3fff:fff:ffff::1", false},
    {"4000::1", false},
    {"5f00::1", false},  // SRv6
    {"fc00::1", false},  // unique local
    {"fd12:3456::1", false},
    {"fe80::1", false},  // link-local
    {"fec0::1", false},  // site-local
    {"ff02::1", false},  // multicast
};

TEST(Address, IsPublicOnlyOutsideOfEverySpecialBlock) {
  for (const Case& c : kCases) {
    const auto address = parse_address(c.address);
    ASSERT_TRUE(address) << c.address;
    EXPECT_EQ(is_public_address(*address), c.is_public) << c.address;
  }
}

TEST(Address, ParsesWhatItPrintsAndNothingLoose) {
  for (const char* text : {"192.0.2.1", "2001:db8::1", "::1", "64:ff9b::101:101"}) {
    const auto address = parse_address(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(to_string(*address), text);
  }
  EXPECT_EQ(parse_address("[::1]"), parse_address("::1"));
  EXPECT_EQ(to_string(*parse_address("::ffff:192.0.2.1")), "192.0.2.1");
  for (const char* text :
       {"", "127.1", "0x7f.0.0.1", "1.2.3.4.5", "fe80::1%lo", "[", "[]", "a.b"}) {
    EXPECT_FALSE(parse_address(text)) << text;
  }
}

TEST(Address, LetsAPrivateAddressThroughOnlyWhenItIsNamed) {
  const auto loopback = *parse_address("127.0.0.1");
  EXPECT_FALSE(may_connect(loopback, {}));
  EXPECT_FALSE(may_connect(loopback, {"127.0.0.2", "nonsense"}));
  EXPECT_TRUE(may_connect(loopback, {"127.0.0.2", "127.0.0.1"}));
  EXPECT_TRUE(may_connect(*parse_address("::ffff:127.0.0.1"), {"127.0.0.1"}));
  EXPECT_TRUE(may_connect(*parse_address("1.1.1.1"), {}));
}

}  // namespace
}  // namespace mi
