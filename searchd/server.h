// Server: HTTP/1.1 on a listening socket, guarded so that no client can hold it up.
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
#include <vector>

#include "core/expected.h"
#include "searchd/http_speaker.h"
#include "searchd/server_counts.h"
#include "searchd/socket.h"

namespace mi {

struct ServerOptions {
  std::size_t workers = 0;  // 0: one for each hardware thread, at least two
  std::size_t max_connections = 1024;
  std::chrono::milliseconds head_timeout{2000};    // from a head's first byte to its last: else 408
  std::chrono::milliseconds idle_timeout{15000};   // without a request
  std::chrono::milliseconds write_timeout{10000};  // for a whole reply
  std::chrono::milliseconds drain_timeout{2000};   // for replies under way when stop() is called
  // Names that are served beside the listener's own address: "box.lan", with or without a port.
  std::vector<std::string> hosts;
  std::vector<std::string> origins;  // AccessRules::origins
  ServerCounts* counts = nullptr;    // filled in where given; must outlive the server
};

// What a worker answers with. Called in one thread at a time.
struct ServerWorker {
  Handler handle;
  // Called now and then while there is nothing to answer (WorkerPool::kRest); may be empty. What it
  // throws is forgotten.
  std::function<void()> rest;
};

class Server {
 public:
  // `new_worker` is called once in each worker's thread, in run(), and again after renew().
  static Expected<Server> on(Listener listener, const ServerOptions& options,
                             std::function<ServerWorker()> new_worker);

  int port() const;

  // Serves until stop() is called; then takes no more, lets replies under way go out whole for
  // drain_timeout, and returns. A handler that is at work is waited for. Call it once.
  void run();

  // Both may be called from any thread, and before run(); stop() from a signal handler too.
  void stop();
  void renew();  // workers make themselves anew, with whatever settings there are now

  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;
  ~Server();

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace mi
