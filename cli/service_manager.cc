#include "cli/service_manager.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <optional>
#include <string>

namespace mi {
namespace {

constexpr int kFirstSocket = 3;    // SD_LISTEN_FDS_START
constexpr int kMostSockets = 128;  // more were no count of sockets

std::optional<long> number_in(const char* variable) {
  const char* text = std::getenv(variable);
  if (text == nullptr) return {};
  long number = 0;
  const char* const end = text + std::strlen(text);
  const auto [last, error] = std::from_chars(text, end, number);
  if (error != std::errc() || last != end) return {};
  return number;
}

std::optional<sockaddr_un> address_named(std::string_view name, socklen_t& size) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const bool is_path = name.starts_with('/');
  const bool is_abstract = name.starts_with('@');
  if ((!is_path && !is_abstract) || name.size() >= sizeof address.sun_path) return {};
  name.copy(address.sun_path, name.size());
  if (is_abstract) address.sun_path[0] = '\0';
  size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
  return address;
}

}  // namespace

std::vector<Descriptor> take_inherited_sockets() {
  const std::optional<long> process = number_in("LISTEN_PID");
  const std::optional<long> count = number_in("LISTEN_FDS");
  for (const char* variable : {"LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"}) ::unsetenv(variable);
  std::vector<Descriptor> sockets;
  if (process != static_cast<long>(::getpid()) || !count || *count > kMostSockets) return sockets;
  for (int i = 0; i < *count; ++i) sockets.emplace_back(kFirstSocket + i);
  return sockets;
}

void notify_service_manager(std::string_view state) {
  const char* name = std::getenv("NOTIFY_SOCKET");
  if (name == nullptr) return;
  socklen_t size = 0;
  const std::optional<sockaddr_un> address = address_named(name, size);
  if (!address) return;
  const Descriptor socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket.ok()) return;
  [[maybe_unused]] const ssize_t sent =
      ::sendto(socket.get(), state.data(), state.size(), MSG_NOSIGNAL,
               reinterpret_cast<const sockaddr*>(&*address), size);
}

void notify_reloading() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  const long long microseconds =
      static_cast<long long>(time.tv_sec) * 1'000'000 + time.tv_nsec / 1000;
  notify_service_manager(fmt::format("RELOADING=1\nMONOTONIC_USEC={}", microseconds));
}

}  // namespace mi
