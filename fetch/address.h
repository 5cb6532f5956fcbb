// Which IP addresses a fetch may reach.
//
// Notes and redirects name hosts that anyone may have written; a name may resolve to the reader's
// own router or to a cloud's metadata service. Every address is judged here after the name has been
// resolved and before a connection is made.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mi {

// An IPv6 address, or an IPv4 address in its mapped form (::ffff:a.b.c.d, RFC 4291 2.5.5.2), in
// network order: one form, so that a wrapped IPv4 address cannot be told from a plain one.
struct IpAddress {
  std::array<std::uint8_t, 16> bytes{};

  bool is_v4() const;

  friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

// "192.0.2.1", "2001:db8::1" or "[2001:db8::1]". No zone ("%eth0") and no short forms ("127.1").
std::optional<IpAddress> parse_address(std::string_view text);

std::string to_string(const IpAddress& address);

// True for an address of a host on the public Internet. False for every block that the IANA IPv4
// and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates) reserve, for multicast,
// and for everything outside 2000::/3. An IPv4 address inside a mapped (::ffff:0:0/96) or NAT64
// (64:ff9b::/96) address is judged as itself; the retired wrappings (compatible, 6to4, Teredo) are
// never public.
bool is_public_address(const IpAddress& address);

// True for a public address and for one that `allow_private` names.
bool may_connect(const IpAddress& address, const std::vector<std::string>& allow_private);

}  // namespace mi
