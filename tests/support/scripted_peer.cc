#include "tests/support/scripted_peer.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace mi {

std::string Peer::read_head() {
  std::string head;
  char byte = 0;
  while (!head.ends_with("\r\n\r\n") && ::recv(descriptor_, &byte, 1, 0) == 1) head += byte;
  return head;
}

bool Peer::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool Peer::wait(std::chrono::milliseconds time) {
  pollfd entry{descriptor_, POLLRDHUP, 0};
  return ::poll(&entry, 1, static_cast<int>(time.count())) == 0;
}

ScriptedPeer::ScriptedPeer(std::function<void(Peer&)> script, const std::string& address_text)
    : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), address_(address_text) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  ::inet_pton(AF_INET, address_.c_str(), &address.sin_addr);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 8) != 0 ||
      ::getsockname(listener_, generic, &size) != 0) {
    std::perror("cannot listen on a loopback address");
    std::abort();
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this, run_script = std::move(script)] { run(run_script); });
}

ScriptedPeer::~ScriptedPeer() {
  ::shutdown(listener_, SHUT_RDWR);  // wakes accept
  thread_.join();
  ::close(listener_);
}

std::string ScriptedPeer::endpoint() const { return address_ + ":" + std::to_string(port_); }

void ScriptedPeer::run(const std::function<void(Peer&)>& script) {
  while (true) {
    const int connection = ::accept(listener_, nullptr, nullptr);
    if (connection < 0) return;
    ++connections_;
    Peer peer(connection);
    script(peer);
    ::close(connection);
  }
}

}  // namespace mi
