#include "searchd/connection.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <utility>

namespace mi {

Connection::Received Connection::receive(Time head_deadline, const AccessRules& rules) {
  std::array<char, kMaxHeadBytes> buffer;
  const ssize_t got = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return Waiting{};
  if (got <= 0) return Gone{};
  if (state_ == ConnectionState::idle) {
    state_ = ConnectionState::reading;
    deadline_ = head_deadline;
  }
  in_.append(buffer.data(), static_cast<std::size_t>(got));
  const auto found = find_head(in_);
  if (const auto* problem = std::get_if<Problem>(&found)) return *problem;
  const std::size_t size = std::get<std::size_t>(found);
  if (size == 0) return Waiting{};
  auto parsed = parse_head(std::string_view(in_).substr(0, size), rules);
  if (auto* problem = std::get_if<Problem>(&parsed)) return std::move(*problem);
  auto& head = std::get<RequestHead>(parsed);
  // What follows would be a body or a second request: neither is served.
  head.keep_alive = head.keep_alive && size == in_.size();
  keep_alive_ = head.keep_alive;
  in_ = {};
  state_ = ConnectionState::working;
  return std::move(head);
}

void Connection::write(std::string bytes, bool keep, Time deadline) {
  out_ = std::move(bytes);
  sent_ = 0;
  keep_alive_ = keep;
  state_ = ConnectionState::writing;
  deadline_ = deadline;
}

Connection::Sent Connection::send_some() {
  while (sent_ < out_.size()) {
    const ssize_t sent =
        ::send(socket_.get(), out_.data() + sent_, out_.size() - sent_, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno == EAGAIN) return Sent::some;
    if (sent < 0) return Sent::failed;
    sent_ += static_cast<std::size_t>(sent);
  }
  out_ = {};
  in_ = {};
  return Sent::all;
}

void Connection::wait_for_head(Time deadline) {
  state_ = ConnectionState::idle;
  deadline_ = deadline;
}

void Connection::linger(Time deadline) {
  ::shutdown(socket_.get(), SHUT_WR);
  state_ = ConnectionState::lingering;
  deadline_ = deadline;
}

bool Connection::discard() {
  std::array<char, kMaxHeadBytes> buffer;
  const ssize_t got = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
  return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

void Connection::reset_when_closed() {
  const ::linger at_once{1, 0};
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace mi
