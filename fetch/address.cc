#include "fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>

namespace mi {
namespace {

struct AddressBlock {
  const char* first;
  int bits;  // of the prefix
};

// https://www.iana.org/assignments/iana-ipv4-special-registry. The few addresses that it calls
// globally reachable inside these blocks (anycast relays) serve no pages.
constexpr AddressBlock kReservedV4[] = {
    {"0.0.0.0", 8},        // "this network"                RFC 791
    {"10.0.0.0", 8},       // private use                   RFC 1918
    {"100.64.0.0", 10},    // carrier-grade NAT             RFC 6598
    {"127.0.0.0", 8},      // loopback                      RFC 1122
    {"169.254.0.0", 16},   // link-local, cloud metadata    RFC 3927
    {"172.16.0.0", 12},    // private use                   RFC 1918
    {"192.0.0.0", 24},     // IETF protocol assignments     RFC 6890
    {"192.0.2.0", 24},     // documentation                 RFC 5737
    {"192.31.196.0", 24},  // AS112                         RFC 7535
    {"192.52.193.0", 24},  // AMT relays                    RFC 7450
    {"192.88.99.0", 24},   // 6to4 relays, retired          RFC 7526
    {"192.168.0.0", 16},   // private use                   RFC 1918
    {"192.175.48.0", 24},  // AS112                         RFC 7534
    {"198.18.0.0", 15},    // benchmarking                  RFC 2544
    {"198.51.100.0", 24},  // documentation                 RFC 5737
    {"203.0.113.0", 24},   // documentation                 RFC 5737
    {"224.0.0.0", 4},      // multicast                     RFC 5771
    {"240.0.0.0", 4},      // reserved, broadcast           RFC 1112, RFC 8190
};

// https://www.iana.org/assignments/iana-ipv6-special-registry, those inside 2000::/3. Loopback,
// unspecified, link-local, site-local, unique local, multicast, discard-only, IPv4-compatible,
// local NAT64 (64:ff9b:1::/48) and SRv6 (5f00::/16) addresses are outside of it.
constexpr AddressBlock kReservedV6[] = {
    {"2001::", 23},          // IETF assignments: Teredo, benchmarking, ORCHID   RFC 2928
    {"2001:db8::", 32},      // documentation                                    RFC 3849
    {"2002::", 16},          // 6to4, retired                                    RFC 7526
    {"2620:4f:8000::", 48},  // AS112                                            RFC 7534
    {"3ffe::", 16},          // 6bone, retired                                   RFC 3701
    {"3fff::", 20},          // documentation                                    RFC 9637
};

constexpr AddressBlock kGlobalUnicast = {"2000::", 3};  // RFC 4291, section 2.4
constexpr AddressBlock kNat64 = {"64:ff9b::", 96};      // RFC 6052

bool is_inside(const IpAddress& address, const AddressBlock& block) {
  const IpAddress first = *parse_address(block.first);
  const std::size_t bits = static_cast<std::size_t>(block.bits) + (first.is_v4() ? 96U : 0U);
  const std::size_t whole = bits / 8;
  if (!std::equal(first.bytes.begin(), first.bytes.begin() + static_cast<std::ptrdiff_t>(whole),
                  address.bytes.begin())) {
    return false;
  }
  if (bits % 8 == 0) return true;
  const unsigned mask = 0xffU << (8 - bits % 8);
  return ((first.bytes[whole] ^ address.bytes[whole]) & mask & 0xffU) == 0;
}

template <std::size_t N>
bool is_inside_any(const IpAddress& address, const AddressBlock (&blocks)[N]) {
  return std::any_of(std::begin(blocks), std::end(blocks),
                     [&](const AddressBlock& block) { return is_inside(address, block); });
}

// The IPv4 address in the last four bytes, in its mapped form.
IpAddress embedded_v4(const IpAddress& address) {
  IpAddress v4 = *parse_address("0.0.0.0");
  std::copy(address.bytes.begin() + 12, address.bytes.end(), v4.bytes.begin() + 12);
  return v4;
}

}  // namespace

bool IpAddress::is_v4() const {
  constexpr std::array<std::uint8_t, 12> kPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  return std::equal(kPrefix.begin(), kPrefix.end(), bytes.begin());
}

std::optional<IpAddress> parse_address(std::string_view text) {
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') {
    text = text.substr(1, text.size() - 2);
  }
  const std::string terminated(text);
  IpAddress address;
  if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) return address;
  std::array<std::uint8_t, 4> v4{};
  if (inet_pton(AF_INET, terminated.c_str(), v4.data()) != 1) return {};
  address.bytes[10] = address.bytes[11] = 0xff;
  std::copy(v4.begin(), v4.end(), address.bytes.begin() + 12);
  return address;
}

std::string to_string(const IpAddress& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.is_v4()) {
    inet_ntop(AF_INET, address.bytes.data() + 12, text.data(), text.size());
  } else {
    inet_ntop(AF_INET6, address.bytes.data(), text.data(), text.size());
  }
  return text.data();
}

bool is_public_address(const IpAddress& address) {
  if (address.is_v4()) return !is_inside_any(address, kReservedV4);
  if (is_inside(address, kNat64)) return is_public_address(embedded_v4(address));
  return is_inside(address, kGlobalUnicast) && !is_inside_any(address, kReservedV6);
}

bool may_connect(const IpAddress& address, const std::vector<std::string>& allow_private) {
  return is_public_address(address) ||
         std::any_of(allow_private.begin(), allow_private.end(),
                     [&](const std::string& allowed) { return parse_address(allowed) == address; });
}

}  // namespace mi
