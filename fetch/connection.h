// Connection: bytes to and from one endpoint, in the clear or over verified TLS, and never longer
// than the caller's patience. The only door to sockets and to OpenSSL's TLS.
//
// cpp-httplib's own client has no deadline for a whole exchange (a server that drips one byte a
// second holds it for ever) and no limit for a head; here both are exact, in connecting, in the
// handshake and in every read, and no second thread is needed.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "core/url.h"
#include "fetch/resolver.h"

namespace mi {

// How long an exchange may take: `stall` without any byte moving, `total` from the moment that this
// was made.
class Patience {
 public:
  using Milliseconds = std::chrono::milliseconds;

  Patience(Milliseconds stall, Milliseconds total);

  Milliseconds next_wait() const;  // how long to wait for the next byte; zero when time is up
  bool is_over() const;            // the total, that is
  std::string reason() const;      // why a wait that was not rewarded is given up

 private:
  using Steady = std::chrono::steady_clock;
  Milliseconds stall_;
  Milliseconds total_;
  Steady::time_point end_;
};

// Errors of a connection are reasons alone ("connection refused", "the certificate is not for this
// host"): the caller knows the host and names it. Those that another try may mend (refused, cut,
// timed out) are of ErrorKind::passing. One thread at a time.
class Connection {
 public:
  // The bytes that have come, at least one; 0 at the end of what the other side sends. An end that
  // TLS did not announce is an error (it may be a cut).
  Expected<std::size_t> read(char* buffer, std::size_t size);
  Expected<void> write(std::string_view bytes);

  // For the next exchange over the same connection.
  void set_patience(const Patience& patience);

  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

 private:
  friend class Connector;
  struct Impl;
  explicit Connection(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Must outlive the connections that it makes.
class Connector {
 public:
  // Reads the certificate authorities once: a PEM file, or with "" the system's. Fails when they
  // cannot be read. From here on the process ignores SIGPIPE.
  static Expected<Connector> create(const std::string& ca_file);

  // Connects to the first endpoint that answers; for an https address, shakes hands for url.host
  // (SNI) and verifies that the certificate is for it. TLS 1.2 at least; the session of an earlier
  // connection to that host and port is resumed where the server lets it be. Several threads may
  // connect at once.
  Expected<Connection> connect(const std::vector<Endpoint>& endpoints, const Url& url,
                               const Patience& patience) const;

  Connector(Connector&&) noexcept;
  Connector& operator=(Connector&&) noexcept;
  ~Connector();

 private:
  struct Impl;
  explicit Connector(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace mi
