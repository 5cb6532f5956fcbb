#include "fetch/connection.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <map>
#include <mutex>
#include <system_error>
#include <utility>

namespace mi {
namespace {

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeSession {
  // OpenSSL never resumes the session of a connection that ends without a goodbye. There is nothing
  // that a goodbye would tell here: each answer says where it ends.
  void operator()(SSL* session) const {
    SSL_set_shutdown(session, SSL_SENT_SHUTDOWN);
    SSL_free(session);
  }
};
using Context = std::unique_ptr<SSL_CTX, FreeContext>;
struct FreeTicket {
  void operator()(SSL_SESSION* ticket) const { SSL_SESSION_free(ticket); }
};
using Session = std::unique_ptr<SSL, FreeSession>;
using Ticket = std::unique_ptr<SSL_SESSION, FreeTicket>;

class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

// As the end of a sentence: "connection refused".
std::string reason_of(int error) {
  std::string reason = std::generic_category().message(error);
  if (!reason.empty()) reason[0] = static_cast<char>(std::tolower(reason[0]));
  return reason;
}

std::string seconds_of(std::chrono::milliseconds time) {
  return fmt::format("{:g} s", std::chrono::duration<double>(time).count());
}

// Waits until the socket can be read or written (POLLIN, POLLOUT), or patience ends.
Expected<void> wait_until(const Socket& socket, short events, const Patience& patience) {
  while (true) {
    pollfd entry{socket.get(), events, 0};
    const auto wait = std::min<std::int64_t>(patience.next_wait().count(), INT_MAX);
    const int ready = ::poll(&entry, 1, static_cast<int>(wait));
    if (ready > 0) return {};
    if (ready == 0) return passing_failure(patience.reason());
    if (errno != EINTR) return passing_failure(reason_of(errno));
  }
}

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t size = 0;
};

SocketAddress socket_address(const Endpoint& endpoint) {
  SocketAddress address;
  const auto port = htons(static_cast<std::uint16_t>(endpoint.port));
  if (endpoint.address.is_v4()) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = port;
    std::memcpy(&v4.sin_addr, endpoint.address.bytes.data() + 12, 4);
    std::memcpy(&address.storage, &v4, sizeof v4);
    address.size = sizeof v4;
  } else {
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = port;
    std::memcpy(&v6.sin6_addr, endpoint.address.bytes.data(), 16);
    std::memcpy(&address.storage, &v6, sizeof v6);
    address.size = sizeof v6;
  }
  return address;
}

Expected<Socket> connect_to(const Endpoint& endpoint, const Patience& patience) {
  const SocketAddress address = socket_address(endpoint);
  Socket socket(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (socket.get() < 0) return failure(reason_of(errno));
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address.storage), address.size) ==
      0) {
    return socket;
  }
  if (errno != EINPROGRESS) return passing_failure(reason_of(errno));
  if (Expected<void> done = wait_until(socket, POLLOUT, patience); !done) {
    return failure(done.error());
  }
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) return passing_failure(reason_of(error));
  return socket;
}

Expected<Socket> connect_to_any(const std::vector<Endpoint>& endpoints, const Patience& patience) {
  tl::unexpected<Error> reason = failure("no address to connect to");
  for (const Endpoint& endpoint : endpoints) {
    Expected<Socket> socket = connect_to(endpoint, patience);
    if (socket) return socket;
    reason = failure(socket.error());
    if (patience.is_over()) break;
  }
  return reason;
}

std::string certificate_reason(long result) {
  switch (result) {
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return "the certificate is not for this host";
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return "the certificate has expired";
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:  // an authority of the same name, another key
      return "the certificate is not from a known authority";
    default:
      return fmt::format("the certificate does not hold: {}",
                         X509_verify_cert_error_string(result));
  }
}

// Why the last TLS call on this thread failed for good.
tl::unexpected<Error> tls_failure(const Session& session, int tls_error, int system_error) {
  if (const long result = SSL_get_verify_result(session.get()); result != X509_V_OK) {
    return failure(certificate_reason(result));
  }
  const unsigned long code = ERR_peek_last_error();
  if (ERR_GET_REASON(code) == SSL_R_UNEXPECTED_EOF_WHILE_READING) {
    return passing_failure("the connection was cut");
  }
  if (tls_error == SSL_ERROR_SYSCALL) {
    return passing_failure(system_error == 0 ? "the connection was cut" : reason_of(system_error));
  }
  const char* reason = ERR_reason_error_string(code);
  return failure(fmt::format("TLS failed: {}", reason == nullptr ? "unknown error" : reason));
}

// Runs one TLS call until it is done, waiting as it asks. The result is that of the call, or 0
// where the other side has said goodbye.
template <class Call>
Expected<int> run_tls(const Socket& socket, const Session& session, const Patience& patience,
                      Call call) {
  while (true) {
    if (patience.is_over()) return passing_failure(patience.reason());
    ERR_clear_error();
    errno = 0;
    const int result = call();
    if (result > 0) return result;
    const int system_error = errno;
    const int error = SSL_get_error(session.get(), result);
    if (error == SSL_ERROR_ZERO_RETURN) return 0;
    if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) {
      return tls_failure(session, error, system_error);
    }
    const short events = error == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT;
    if (Expected<void> ready = wait_until(socket, events, patience); !ready) {
      return failure(ready.error());
    }
  }
}

// Whom the certificate must be for. An address in the place of a name is not sent as SNI (RFC
// 6066).
bool expect_host(const Session& session, const std::string& host) {
  if (const std::optional<IpAddress> address = parse_address(host)) {
    X509_VERIFY_PARAM* wanted = SSL_get0_param(session.get());
    return X509_VERIFY_PARAM_set1_ip_asc(wanted, to_string(*address).c_str()) == 1;
  }
  SSL_set_hostflags(session.get(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  return SSL_set1_host(session.get(), host.c_str()) == 1 &&
         SSL_set_tlsext_host_name(session.get(), host.c_str()) == 1;
}

// The latest session of one host and port, to be resumed. It was verified for that host.
struct Resumable {
  std::mutex mutex;
  Ticket ticket;
};

// OpenSSL calls this when the server sends a session, in TLS 1.3 some time after the handshake.
// Returning 1 takes the session.
int keep_ticket(SSL* session, SSL_SESSION* ticket) {
  auto* resumable = static_cast<Resumable*>(SSL_get_app_data(session));
  if (resumable == nullptr) return 0;
  const std::lock_guard lock(resumable->mutex);
  resumable->ticket.reset(ticket);
  return 1;
}

bool offer_ticket(const Session& session, Resumable& resumable) {
  const std::lock_guard lock(resumable.mutex);
  return SSL_set_app_data(session.get(), &resumable) == 1 &&
         (!resumable.ticket || SSL_set_session(session.get(), resumable.ticket.get()) == 1);
}

Expected<Session> shake_hands(SSL_CTX* context, const Socket& socket, const std::string& host,
                              Resumable& resumable, const Patience& patience) {
  Session session(SSL_new(context));
  if (!session || !expect_host(session, host) || !offer_ticket(session, resumable) ||
      SSL_set_fd(session.get(), socket.get()) != 1) {
    return failure("TLS could not be set up");
  }
  const Expected<int> done =
      run_tls(socket, session, patience, [&] { return SSL_connect(session.get()); });
  if (!done) return failure(done.error());
  if (*done == 0) return passing_failure("the connection was cut");
  return session;
}

}  // namespace

Patience::Patience(Milliseconds stall, Milliseconds total)
    : stall_(stall), total_(total), end_(Steady::now() + total) {}

Patience::Milliseconds Patience::next_wait() const {
  const auto left = std::chrono::ceil<Milliseconds>(end_ - Steady::now());
  return std::clamp(left, Milliseconds(0), stall_);
}

bool Patience::is_over() const { return Steady::now() >= end_; }

std::string Patience::reason() const {
  return is_over() ? fmt::format("not done after {}", seconds_of(total_))
                   : fmt::format("timed out after {} without a byte", seconds_of(stall_));
}

struct Connection::Impl {
  Socket socket;
  Session session;  // null for a connection in the clear
  Patience patience;

  Expected<std::size_t> read_plain(char* buffer, std::size_t size) {
    while (true) {
      if (patience.is_over()) return passing_failure(patience.reason());
      const ssize_t got = ::recv(socket.get(), buffer, size, 0);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EAGAIN && errno != EINTR) return passing_failure(reason_of(errno));
      if (Expected<void> ready = wait_until(socket, POLLIN, patience); !ready) {
        return failure(ready.error());
      }
    }
  }

  Expected<std::size_t> write_some(std::string_view bytes) {
    const int size = static_cast<int>(std::min<std::size_t>(bytes.size(), INT_MAX));
    if (session) {
      const Expected<int> sent = run_tls(
          socket, session, patience, [&] { return SSL_write(session.get(), bytes.data(), size); });
      if (!sent) return failure(sent.error());
      return static_cast<std::size_t>(*sent);
    }
    const ssize_t sent = ::send(socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent >= 0) return static_cast<std::size_t>(sent);
    if (errno != EAGAIN && errno != EINTR) return passing_failure(reason_of(errno));
    if (Expected<void> ready = wait_until(socket, POLLOUT, patience); !ready) {
      return failure(ready.error());
    }
    return 0;
  }
};

Connection::Connection(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Expected<std::size_t> Connection::read(char* buffer, std::size_t size) {
  if (!impl_->session) return impl_->read_plain(buffer, size);
  SSL* session = impl_->session.get();
  const int wanted = static_cast<int>(std::min<std::size_t>(size, INT_MAX));
  const Expected<int> got = run_tls(impl_->socket, impl_->session, impl_->patience,
                                    [&] { return SSL_read(session, buffer, wanted); });
  if (!got) return failure(got.error());
  return static_cast<std::size_t>(*got);
}

Expected<void> Connection::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const Expected<std::size_t> sent = impl_->write_some(bytes);
    if (!sent) return failure(sent.error());
    bytes.remove_prefix(*sent);
  }
  return {};
}

void Connection::set_patience(const Patience& patience) { impl_->patience = patience; }

struct Connector::Impl {
  explicit Impl(Context made) : context(std::move(made)) {}

  Resumable& resumable_for(const Url& url) {
    const std::lock_guard lock(mutex);
    return resumables[{url.host, url.effective_port()}];
  }

  Context context;
  std::mutex mutex;
  std::map<std::pair<std::string, int>, Resumable> resumables;
};

Connector::Connector(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Connector::Connector(Connector&&) noexcept = default;
Connector& Connector::operator=(Connector&&) noexcept = default;
Connector::~Connector() = default;

Expected<Connector> Connector::create(const std::string& ca_file) {
  // OpenSSL writes with write(2), which has no MSG_NOSIGNAL.
  std::signal(SIGPIPE, SIG_IGN);
  Context context(SSL_CTX_new(TLS_client_method()));
  if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1) {
    return failure("TLS could not be set up");
  }
  const int loaded = ca_file.empty()
                         ? SSL_CTX_set_default_verify_paths(context.get())
                         : SSL_CTX_load_verify_locations(context.get(), ca_file.c_str(), nullptr);
  if (loaded != 1) {
    return failure(fmt::format("cannot read certificate authorities from {}",
                               ca_file.empty() ? "the system's store" : ca_file),
                   "fetch.ca_file names a PEM file; leave it empty for the system's.");
  }
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_sess_set_new_cb(context.get(), keep_ticket);
  return Connector(std::make_unique<Impl>(std::move(context)));
}

Expected<Connection> Connector::connect(const std::vector<Endpoint>& endpoints, const Url& url,
                                        const Patience& patience) const {
  Expected<Socket> socket = connect_to_any(endpoints, patience);
  if (!socket) return failure(socket.error());
  Session session;
  if (url.scheme == "https") {
    Expected<Session> shaken =
        shake_hands(impl_->context.get(), *socket, url.host, impl_->resumable_for(url), patience);
    if (!shaken) return failure(shaken.error());
    session = std::move(*shaken);
  }
  return Connection(std::make_unique<Connection::Impl>(
      Connection::Impl{std::move(*socket), std::move(session), patience}));
}

}  // namespace mi
