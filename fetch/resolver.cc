#include "fetch/resolver.h"

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>

namespace mi {
namespace {

constexpr std::size_t kMaxEndpoints = 8;  // tried for one name

std::optional<Endpoint> parse_endpoint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return {};
  const std::optional<IpAddress> address = parse_address(text.substr(0, colon));
  const std::string_view digits = text.substr(colon + 1);
  int port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (!address || error != std::errc() || end != digits.data() + digits.size() || port < 1 ||
      port > 65535) {
    return {};
  }
  return Endpoint{*address, port};
}

IpAddress address_of(const sockaddr& generic) {
  IpAddress address;
  if (generic.sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &generic, sizeof v6);
    std::memcpy(address.bytes.data(), &v6.sin6_addr, 16);
  } else {
    sockaddr_in v4{};
    std::memcpy(&v4, &generic, sizeof v4);
    address.bytes[10] = address.bytes[11] = 0xff;
    std::memcpy(address.bytes.data() + 12, &v4.sin_addr, 4);
  }
  return address;
}

Expected<std::vector<Endpoint>> find_endpoints(const Url& url, const FetchConfig& config,
                                               const NameLookup& lookup) {
  if (const auto pin = config.pin.find(url.host); pin != config.pin.end()) {
    const std::optional<Endpoint> endpoint = parse_endpoint(pin->second);
    if (endpoint) return std::vector<Endpoint>{*endpoint};
    return failure(fmt::format("fetch.pin of {}: {} is no address:port", url.host, pin->second),
                   "Write it as \"192.0.2.1:443\" or \"[2001:db8::1]:443\".");
  }
  const auto& ports = config.ports;
  if (std::find(ports.begin(), ports.end(), url.effective_port()) == ports.end()) {
    return failure(fmt::format("port {} is not fetched from", url.effective_port()),
                   "Add it to fetch.ports to allow it.");
  }
  const Expected<std::vector<IpAddress>> addresses = lookup(url.host);
  if (!addresses) return failure(addresses.error());
  std::vector<Endpoint> endpoints;
  for (const IpAddress& address : *addresses) {
    endpoints.push_back({address, url.effective_port()});
  }
  return endpoints;
}

}  // namespace

Expected<std::vector<IpAddress>> look_up_name(const std::string& host) {
  std::string_view name = host;
  if (name.starts_with('[')) name = name.substr(1, name.size() - 2);
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_ADDRCONFIG;
  addrinfo* found = nullptr;
  const int error = getaddrinfo(std::string(name).c_str(), nullptr, &hints, &found);
  if (error != 0) {
    const std::string reason =
        fmt::format("the name {} is not known ({})", host, gai_strerror(error));
    return error == EAI_AGAIN ? passing_failure(reason) : failure(reason);
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, &freeaddrinfo);
  std::vector<IpAddress> addresses;
  for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
    if (entry->ai_family != AF_INET && entry->ai_family != AF_INET6) continue;
    addresses.push_back(address_of(*entry->ai_addr));
  }
  return addresses;
}

std::string to_string(const Endpoint& endpoint) {
  const std::string address = to_string(endpoint.address);
  return endpoint.address.is_v4() ? fmt::format("{}:{}", address, endpoint.port)
                                  : fmt::format("[{}]:{}", address, endpoint.port);
}

Expected<std::vector<Endpoint>> resolve(const Url& url, const FetchConfig& config,
                                        const NameLookup& lookup) {
  Expected<std::vector<Endpoint>> endpoints = find_endpoints(url, config, lookup);
  if (!endpoints) return endpoints;
  if (endpoints->empty()) return failure(fmt::format("the name {} has no address", url.host));
  for (const Endpoint& endpoint : *endpoints) {
    if (!may_connect(endpoint.address, config.allow_private)) {
      return failure(fmt::format("its address {} is not public", to_string(endpoint.address)),
                     "If the server is your own, add the address to fetch.allow_private.");
    }
  }
  if (endpoints->size() > kMaxEndpoints) endpoints->resize(kMaxEndpoints);
  return endpoints;
}

}  // namespace mi
