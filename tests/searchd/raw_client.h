// RawClient: a client that sends whatever bytes a test wants, and gives up after a few seconds.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "searchd/socket.h"

namespace mi {

struct RawReply {
  int status = 0;    // 0: the connection was closed, or nothing came in time
  std::string head;  // status line and headers
  std::string body;
  bool whole = false;  // as long as Content-Length said

  std::string header(std::string_view name) const;  // "" where there is none
};

enum class ExpectBody { yes, no };
enum class Connect { now, later };

class RawClient {
 public:
  explicit RawClient(int port, Connect when = Connect::now);

  void connect();
  bool connected() const { return connected_; }
  int descriptor() const { return socket_.get(); }

  // False when the other side has closed.
  bool send(std::string_view bytes);
  // A well-formed request with the right Host.
  bool ask(std::string_view target, std::string_view method = "GET", std::string_view headers = "");
  void shut_down_writing();

  RawReply receive(ExpectBody body = ExpectBody::yes);
  // Whether the other side closes (or resets) the connection in time; what comes first is lost.
  bool is_closed();
  // The bytes that have come and are not part of a reply that was received.
  std::string rest();

 private:
  bool wait(short events);
  bool receive_some();

  int port_;
  Descriptor socket_;
  bool connected_ = false;
  std::string buffer_;
  std::chrono::steady_clock::time_point give_up_;
};

}  // namespace mi
