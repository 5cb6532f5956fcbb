// Connection: one client's socket, from head to reply to the next head. It never blocks; whoever
// owns it says when to go on, and keeps its deadline.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <variant>

#include "searchd/access_rules.h"
#include "searchd/http.h"
#include "searchd/request_head.h"
#include "searchd/socket.h"

namespace mi {

// In the order in which they give way when there are too many connections.
enum class ConnectionState {
  lingering,  // our side is shut; waiting for the client to close its own
  idle,       // no byte of a request yet
  reading,    // a part of a head
  writing,    // a part of a reply
  working,    // a worker has the request; the socket is left alone
};

class Connection {
 public:
  using Time = std::chrono::steady_clock::time_point;

  Connection(Descriptor socket, Time deadline) : socket_(std::move(socket)), deadline_(deadline) {}

  ConnectionState state() const { return state_; }
  Time deadline() const { return deadline_; }  // of the state; a working one has none
  int descriptor() const { return socket_.get(); }

  struct Waiting {};
  struct Gone {};  // the client closed, or the socket failed: nothing more comes of it
  using Received = std::variant<Waiting, Gone, RequestHead, Problem>;

  // Reads what has come. A head makes it working; `head_deadline` holds from a head's first byte
  // on.
  Received receive(Time head_deadline, const AccessRules& rules);

  enum class Sent { some, all, failed };

  // Takes a whole reply, to be sent by send_some(), which follows. `keep` as in After.
  void write(std::string bytes, bool keep, Time deadline);
  Sent send_some();

  bool is_kept() const { return keep_alive_; }  // after the reply, as client and handler want

  // After a reply: waits for the next head, or shuts our side and waits for the client's.
  void wait_for_head(Time deadline);
  void linger(Time deadline);

  // Reads and forgets what still comes. False when the client has closed.
  bool discard();

  // Leaves nothing of a reply that was not taken for the system to keep sending.
  void reset_when_closed();

 private:
  Descriptor socket_;
  ConnectionState state_ = ConnectionState::idle;
  Time deadline_;
  std::string in_;
  std::string out_;
  std::size_t sent_ = 0;
  bool keep_alive_ = false;
};

}  // namespace mi
