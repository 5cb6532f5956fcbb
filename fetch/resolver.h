// From an address on the web to the addresses to connect to: the one place that asks DNS, and the
// wall before every connection.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/config.h"
#include "core/expected.h"
#include "core/url.h"
#include "fetch/address.h"

namespace mi {

struct Endpoint {
  IpAddress address;
  int port = 0;
};

// "192.0.2.1:443" or "[2001:db8::1]:443".
std::string to_string(const Endpoint& endpoint);

// The addresses of a name. Fails when it is not known.
using NameLookup = std::function<Expected<std::vector<IpAddress>>(const std::string& host)>;

// What the system says (getaddrinfo). Blocks as long as its resolver does (resolv.conf: 5 s a try
// by default).
Expected<std::vector<IpAddress>> look_up_name(const std::string& host);

// Where to connect for `url`, in the order to try. A host in config.pin is not looked up; every
// other one is, once.
// Fails when the URL's port is not one of config.ports (a pin's port is free), when the name is not
// known, and when ANY of its addresses is neither public nor in config.allow_private: a name that
// mixes both is a trap (DNS rebinding), not a site.
Expected<std::vector<Endpoint>> resolve(const Url& url, const FetchConfig& config,
                                        const NameLookup& lookup = look_up_name);

}  // namespace mi
