// Sockets: descriptors that close themselves, and the listening one.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "core/expected.h"

namespace mi {

// Owns a file descriptor.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  Descriptor(Descriptor&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~Descriptor();

  int get() const { return descriptor_; }
  bool ok() const { return descriptor_ >= 0; }
  void close();

 private:
  int descriptor_ = -1;
};

struct Listener {
  Descriptor socket;  // listening, never blocks
  std::string host;   // as Host headers name it: "127.0.0.1", "[::1]"
  int port = 0;       // the one that was given out, where 0 was asked for
};

// From where a listener may be reached.
enum class Reach {
  this_machine,  // a loopback address only
  anywhere,
};

// Listens on "127.0.0.1:8765", "[::1]:8765" or "localhost:8765" (127.0.0.1); port 0 lets the
// system choose. Fails on an address beyond its reach, with a hint; on one that is not understood;
// and when the port is taken.
Expected<Listener> listen_on(std::string_view address, Reach reach = Reach::this_machine);

// Takes over a socket that listens already, as a service manager hands it on. Fails where it is
// none of TCP that listens, or beyond its reach; closes it then.
Expected<Listener> adopt_listener(Descriptor socket, Reach reach = Reach::this_machine);

// Whether the listener is on a loopback address.
bool is_on_loopback(const Listener& listener);

}  // namespace mi
