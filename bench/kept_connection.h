// KeptConnection: a client's connection to a server of this machine, kept from request to request.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "searchd/socket.h"

namespace mi {

// The size of the reply that the bytes begin with, head and body; 0 while its head is not whole.
std::size_t reply_size(std::string_view bytes);

class KeptConnection {
 public:
  // To 127.0.0.1:port, with a timeout of 10 seconds for each call of the system.
  explicit KeptConnection(int port);

  bool ok() const { return socket_.ok(); }
  int descriptor() const { return socket_.get(); }

  // Sends a GET. False where the connection is gone.
  bool ask(std::string_view target);

  // Reads what has come, or comes first. False where the connection is gone.
  bool receive_some();

  // Whether the reply is whole; its status, and its size.
  bool has_reply();
  int status() const;
  std::size_t size() const { return size_; }

 private:
  int port_;
  Descriptor socket_;
  std::string bytes_;     // of the reply so far
  std::size_t size_ = 0;  // of the whole reply, where that is known
};

}  // namespace mi
