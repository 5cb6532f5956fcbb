#include "searchd/socket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <optional>
#include <system_error>

namespace mi {
namespace {

// An IPv4 or IPv6 address with its port, as the system calls want it.
struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t size = 0;

  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
  sockaddr_in& v4() { return *reinterpret_cast<sockaddr_in*>(&storage); }
  sockaddr_in6& v6() { return *reinterpret_cast<sockaddr_in6*>(&storage); }
  bool is_v6() const { return storage.ss_family == AF_INET6; }
};

std::optional<std::uint16_t> parse_port(std::string_view digits) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return {};
  return port;
}

std::optional<SocketAddress> parse_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return {};
  std::string host(text.substr(0, colon));
  const std::optional<std::uint16_t> port = parse_port(text.substr(colon + 1));
  if (!port) return {};
  if (host == "localhost") host = "127.0.0.1";
  SocketAddress address;
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    address.v6().sin6_family = AF_INET6;
    address.v6().sin6_port = htons(*port);
    address.size = sizeof(sockaddr_in6);
    host = host.substr(1, host.size() - 2);
    if (::inet_pton(AF_INET6, host.c_str(), &address.v6().sin6_addr) != 1) return {};
    return address;
  }
  address.v4().sin_family = AF_INET;
  address.v4().sin_port = htons(*port);
  address.size = sizeof(sockaddr_in);
  if (::inet_pton(AF_INET, host.c_str(), &address.v4().sin_addr) != 1) return {};
  return address;
}

bool is_loopback(SocketAddress address) {
  if (address.is_v6()) return IN6_IS_ADDR_LOOPBACK(&address.v6().sin6_addr);
  return ntohl(address.v4().sin_addr.s_addr) >> 24U == 127;
}

std::string host_name(SocketAddress address) {
  char text[INET6_ADDRSTRLEN] = {};
  if (address.is_v6()) {
    ::inet_ntop(AF_INET6, &address.v6().sin6_addr, text, sizeof text);
    return fmt::format("[{}]", text);
  }
  ::inet_ntop(AF_INET, &address.v4().sin_addr, text, sizeof text);
  return text;
}

tl::unexpected<Error> cannot_listen(std::string_view address, int error) {
  return failure(
      fmt::format("cannot listen on {}: {}", address, std::generic_category().message(error)),
      error == EADDRINUSE ? "Is mi-searchd running already? Choose another port with "
                            "--listen 127.0.0.1:PORT."
                          : "");
}

tl::unexpected<Error> beyond_reach(std::string_view address) {
  return usage_error(
      fmt::format("cannot listen on {}: others could read your notes there", address),
      "Listen on 127.0.0.1 or [::1]; or say --allow-remote, and give a --token-file.");
}

// The address that a socket is bound to; nothing where it is none of IPv4 or IPv6.
std::optional<SocketAddress> address_of(const Descriptor& socket) {
  SocketAddress address;
  address.size = sizeof address.storage;
  if (::getsockname(socket.get(), address.get(), &address.size) != 0) return {};
  const bool is_internet =
      address.storage.ss_family == AF_INET || address.storage.ss_family == AF_INET6;
  return is_internet ? std::optional(address) : std::nullopt;
}

int port_of(SocketAddress address) {
  return ntohs(address.is_v6() ? address.v6().sin6_port : address.v4().sin_port);
}

}  // namespace

Descriptor::~Descriptor() { close(); }

void Descriptor::close() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

Expected<Listener> listen_on(std::string_view text, Reach reach) {
  std::optional<SocketAddress> address = parse_address(text);
  if (!address) {
    return usage_error(fmt::format("cannot listen on {}: not an address", text),
                       "Write it as 127.0.0.1:8765 or [::1]:8765.");
  }
  if (reach == Reach::this_machine && !is_loopback(*address)) return beyond_reach(text);
  const int family = address->is_v6() ? AF_INET6 : AF_INET;
  Descriptor socket(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int on = 1;
  if (!socket.ok() || ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
      ::bind(socket.get(), address->get(), address->size) != 0 ||
      ::listen(socket.get(), SOMAXCONN) != 0) {
    return cannot_listen(text, errno);
  }
  const std::optional<SocketAddress> bound = address_of(socket);
  if (!bound) return cannot_listen(text, errno);
  return Listener{std::move(socket), host_name(*bound), port_of(*bound)};
}

Expected<Listener> adopt_listener(Descriptor socket, Reach reach) {
  int is_listening = 0;
  socklen_t size = sizeof is_listening;
  std::optional<SocketAddress> address = address_of(socket);
  if (!address ||
      ::getsockopt(socket.get(), SOL_SOCKET, SO_ACCEPTCONN, &is_listening, &size) != 0 ||
      is_listening == 0) {
    return failure("the socket that was handed on is none of TCP that listens",
                   "In the socket unit, write ListenStream=127.0.0.1:8765.");
  }
  Listener listener{std::move(socket), host_name(*address), port_of(*address)};
  const int flags = ::fcntl(listener.socket.get(), F_GETFL);
  ::fcntl(listener.socket.get(), F_SETFL, flags | O_NONBLOCK);
  ::fcntl(listener.socket.get(), F_SETFD, FD_CLOEXEC);
  if (reach == Reach::this_machine && !is_loopback(*address))
    return beyond_reach(fmt::format("{}:{}", listener.host, listener.port));
  return listener;
}

bool is_on_loopback(const Listener& listener) {
  const std::optional<SocketAddress> address = address_of(listener.socket);
  return address && is_loopback(*address);
}

}  // namespace mi
