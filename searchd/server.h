// Server: HTTP/1.1 on a loopback address, guarded so that no client can hold it up.
//
//   accept -> one loop owns every connection: reads heads, writes replies, keeps deadlines
//                 | whole, strict heads (request_head.h)         ^ bytes of replies
//                 v                                              |
//             a few workers, each with a handler of its own -----+
//
// What a client can take: one connection of max_connections (of which the most idle gives way to a
// new one), kMaxHeadBytes of memory, and the deadlines below. A slow or silent one takes no worker.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "core/expected.h"
#include "searchd/http.h"

namespace mi {

struct ServerOptions {
  std::string listen = "127.0.0.1:8765";  // or "[::1]:PORT"; port 0: any that is free
  std::size_t workers = 0;                // 0: one for each hardware thread, at least two
  std::size_t max_connections = 1024;
  std::chrono::milliseconds head_timeout{2000};    // from a head's first byte to its last: else 408
  std::chrono::milliseconds idle_timeout{15000};   // without a request
  std::chrono::milliseconds write_timeout{10000};  // for a whole reply
  std::chrono::milliseconds drain_timeout{2000};   // for replies under way when stop() is called
};

// Called in one thread at a time. What it throws becomes a 500 that tells nothing of it.
using Handler = std::function<Reply(const Request&)>;

class Server {
 public:
  // Binds and listens. `new_handler` is called once in each worker's thread, in run(). Fails as
  // listen_on (socket.h) does.
  static Expected<Server> listen(const ServerOptions& options,
                                 std::function<Handler()> new_handler);

  int port() const;

  // Serves until stop() is called; then takes no more, lets replies under way go out whole for
  // drain_timeout, and returns. A handler that is at work is waited for. Call it once.
  void run();

  // May be called from any thread, from a signal handler, and before run().
  void stop();

  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;
  ~Server();

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace mi
