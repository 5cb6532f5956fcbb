#include "tests/searchd/raw_client.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace mi {

std::string RawReply::header(std::string_view name) const {
  const std::string start = fmt::format("\r\n{}: ", name);
  const std::size_t at = head.find(start);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + start.size();
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

RawClient::RawClient(int port, Connect when)
    : port_(port),
      socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      give_up_(std::chrono::steady_clock::now() + std::chrono::seconds(5)) {
  if (when == Connect::now) connect();
}

void RawClient::connect() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port_));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  connected_ =
      ::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

bool RawClient::wait(short events) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
      give_up_ - std::chrono::steady_clock::now());
  pollfd polled{socket_.get(), events, 0};
  return ::poll(&polled, 1, std::max(0, static_cast<int>(left.count()))) == 1;
}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    if (!wait(POLLOUT)) return false;
    const ssize_t sent =
        ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawClient::ask(std::string_view target, std::string_view method, std::string_view headers) {
  return send(fmt::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{}\r\n", method, target, port_,
                          headers));
}

void RawClient::shut_down_writing() { ::shutdown(socket_.get(), SHUT_WR); }

bool RawClient::receive_some() {
  if (!wait(POLLIN)) return false;
  std::array<char, 65536> bytes;
  const ssize_t got = ::recv(socket_.get(), bytes.data(), bytes.size(), 0);
  if (got <= 0) return false;
  buffer_.append(bytes.data(), static_cast<std::size_t>(got));
  return true;
}

RawReply RawClient::receive(ExpectBody expect) {
  RawReply reply;
  while (buffer_.find("\r\n\r\n") == std::string::npos) {
    if (!receive_some()) return reply;
  }
  const std::size_t end = buffer_.find("\r\n\r\n");
  reply.head = buffer_.substr(0, end);
  buffer_.erase(0, end + 4);
  if (reply.head.starts_with("HTTP/1.1 ")) reply.status = std::atoi(reply.head.c_str() + 9);
  const std::size_t size = std::strtoull(reply.header("Content-Length").c_str(), nullptr, 10);
  const std::size_t wanted = expect == ExpectBody::yes ? size : 0;
  while (buffer_.size() < wanted && receive_some()) {
  }
  reply.body = buffer_.substr(0, wanted);
  reply.whole = reply.body.size() == wanted;
  buffer_.erase(0, reply.body.size());
  return reply;
}

bool RawClient::is_closed() {
  while (receive_some()) {
  }
  return std::chrono::steady_clock::now() < give_up_;
}

std::string RawClient::rest() { return std::exchange(buffer_, {}); }

}  // namespace mi
