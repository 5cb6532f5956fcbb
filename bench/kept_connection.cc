#include "bench/kept_connection.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <array>
#include <cstdint>
#include <cstdlib>

namespace mi {

std::size_t reply_size(std::string_view bytes) {
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) return 0;
  constexpr std::string_view kLength = "\r\nContent-Length: ";
  const std::size_t at = bytes.substr(0, end).find(kLength);
  const std::size_t body = at == std::string_view::npos
                               ? 0
                               : std::strtoull(bytes.data() + at + kLength.size(), nullptr, 10);
  return end + 4 + body;
}

KeptConnection::KeptConnection(int port)
    : port_(port), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const timeval timeout{10, 0};
  const int on = 1;
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
  ::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    socket_.close();
}

bool KeptConnection::ask(std::string_view target) {
  bytes_.clear();
  size_ = 0;
  const std::string request =
      fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", target, port_);
  return ::send(socket_.get(), request.data(), request.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(request.size());
}

bool KeptConnection::receive_some() {
  std::array<char, 65536> buffer;
  const ssize_t got = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
  if (got <= 0) return false;
  bytes_.append(buffer.data(), static_cast<std::size_t>(got));
  return true;
}

bool KeptConnection::has_reply() {
  if (size_ == 0) size_ = reply_size(bytes_);
  return size_ > 0 && bytes_.size() >= size_;
}

int KeptConnection::status() const {
  constexpr std::string_view kVersion = "HTTP/1.1 ";
  return bytes_.starts_with(kVersion) ? std::atoi(bytes_.c_str() + kVersion.size()) : 0;
}

}  // namespace mi
