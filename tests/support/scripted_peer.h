// A plain TCP server on a loopback address that says exactly what a test tells it to, byte by byte:
// for the answers that no HTTP library would give.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace mi {

// One accepted connection.
class Peer {
 public:
  explicit Peer(int descriptor) : descriptor_(descriptor) {}

  // Everything up to the end of a request's head; less when the client hangs up.
  std::string read_head();

  // False when the client has hung up.
  bool send(std::string_view bytes);

  // Lets time pass, or less: false as soon as the client has hung up.
  bool wait(std::chrono::milliseconds time);

 private:
  int descriptor_;
};

// Runs the script for one connection after another, from construction to destruction. A script must
// end when send() or wait() say that the client is gone.
class ScriptedPeer {
 public:
  explicit ScriptedPeer(std::function<void(Peer&)> script,
                        const std::string& address = "127.0.0.1");
  ScriptedPeer(const ScriptedPeer&) = delete;
  ScriptedPeer& operator=(const ScriptedPeer&) = delete;
  ~ScriptedPeer();

  std::string endpoint() const;  // "127.0.0.1:port"
  int port() const { return port_; }
  int connections() const { return connections_; }  // accepted so far

 private:
  void run(const std::function<void(Peer&)>& script);

  int listener_ = -1;
  int port_ = 0;
  std::string address_;
  std::atomic<int> connections_ = 0;
  std::thread thread_;
};

}  // namespace mi
