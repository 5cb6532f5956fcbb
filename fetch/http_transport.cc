#include "fetch/http_transport.h"

#include <fmt/format.h>
#include <httplib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "core/ascii.h"
#include "core/paths.h"
#include "fetch/body.h"
#include "fetch/connection.h"
#include "fetch/content_decoder.h"
#include "fetch/robots.h"

namespace mi {
namespace {

// What cpp-httplib reads from and writes to: our connection, with the limits on how much is read.
// The first failure is kept: cpp-httplib itself only learns that there was one.
class LimitedStream final : public httplib::Stream {
 public:
  LimitedStream(Connection& connection, std::uint64_t max_body_bytes)
      : connection_(connection), max_body_bytes_(max_body_bytes) {}

  void begin_body() { is_in_body_ = true; }
  const std::optional<Error>& failure() const { return failure_; }
  bool has_heard() const { return has_heard_; }          // any byte of an answer
  bool has_leftovers() const { return begin_ != end_; }  // bytes behind the answer

  ssize_t read(char* target, size_t size) override {
    if (begin_ == end_ && !fill()) return failure_ ? -1 : 0;
    const std::size_t taken = std::min(size, end_ - begin_);
    if (!count(std::string_view(buffer_.data() + begin_, taken))) return -1;
    std::memcpy(target, buffer_.data() + begin_, taken);
    begin_ += taken;
    return static_cast<ssize_t>(taken);
  }

  ssize_t write(const char* bytes, size_t size) override {
    const Expected<void> written = connection_.write({bytes, size});
    return written ? static_cast<ssize_t>(size) : fail(written.error());
  }

  // Readiness is waited for in read and write, where the deadline is known.
  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return INVALID_SOCKET; }

 private:
  ssize_t fail(Error error) {
    if (!failure_) failure_ = std::move(error);
    return -1;
  }

  bool fill() {
    const Expected<std::size_t> got = connection_.read(buffer_.data(), buffer_.size());
    if (!got) fail(got.error());
    begin_ = 0;
    end_ = got ? *got : 0;
    has_heard_ = has_heard_ || end_ > 0;
    return end_ > 0;
  }

  bool count(std::string_view bytes) { return is_in_body_ ? count_body(bytes) : count_head(bytes); }

  bool count_body(std::string_view bytes) {
    body_bytes_ += bytes.size();
    if (body_bytes_ <= max_body_bytes_) return true;
    fail({fmt::format("longer than {}", format_bytes(max_body_bytes_)), {}});
    return false;
  }

  // cpp-httplib reads a head byte by byte, so that none of the body is counted here.
  bool count_head(std::string_view bytes) {
    for (const char byte : bytes) {
      ++head_bytes_;
      ++line_bytes_;
      const std::size_t most = is_status_line_ ? kMaxStatusLineBytes : kMaxHeaderLineBytes;
      if (line_bytes_ > most || head_bytes_ > kMaxResponseHeadBytes) {
        fail({"its headers are too long", {}});
        return false;
      }
      if (byte == '\n') {
        line_bytes_ = 0;
        is_status_line_ = false;
      }
    }
    return true;
  }

  Connection& connection_;
  std::uint64_t max_body_bytes_;
  std::array<char, 16384> buffer_{};  // one TLS record
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool is_in_body_ = false;
  bool is_status_line_ = true;
  std::size_t line_bytes_ = 0;
  std::size_t head_bytes_ = 0;
  std::uint64_t body_bytes_ = 0;
  bool has_heard_ = false;
  std::optional<Error> failure_;
};

// cpp-httplib's HTTP without its sockets: it writes one request to, and parses one response from,
// a stream of ours.
class HttpParser : public httplib::ClientImpl {
 public:
  explicit HttpParser(const std::string& host) : ClientImpl(host) {
    set_decompress(false);  // it knows no limits
    set_follow_location(false);
    set_url_encode(false);  // a Url is encoded already
  }

  bool exchange(httplib::Stream& stream, httplib::Request& request, httplib::Response& response) {
    httplib::Error ignored = httplib::Error::Success;
    constexpr bool kCloseConnection = false;
    return process_request(stream, request, response, kCloseConnection, ignored);
  }
};

// How the end of a body is told; `none`: by the end of the connection.
enum class Framing { length, chunked, none };

// A head that tells it twice may be read in two ways, so it counts as telling nothing.
Framing framing_of(const httplib::Response& head) {
  const bool has_length = head.get_header_value_count("Content-Length") == 1;
  const bool is_chunked =
      equals_ignoring_case(head.get_header_value("Transfer-Encoding"), "chunked");
  if (has_length == is_chunked) return Framing::none;
  return has_length ? Framing::length : Framing::chunked;
}

// Reads one response: the head by the callbacks' return values, the body into the decoder.
class Receiver {
 public:
  Receiver(LimitedStream& stream, const DecodeLimits& limits, std::filesystem::path folder)
      : stream_(stream), limits_(limits), body_(std::move(folder)) {}

  // False where no body is wanted, which ends the exchange.
  bool take_head(const httplib::Response& head) {
    stream_.begin_body();
    has_head_ = true;
    if (head.status != 200) return is_skippable(head);
    Expected<ContentDecoder> decoder =
        ContentDecoder::create(head.get_header_value("Content-Encoding"), limits_,
                               [this](std::string_view piece) { return body_.write(piece); });
    if (!decoder) return fail(decoder.error());
    decoder_.emplace(std::move(*decoder));
    return true;
  }

  bool take_body(const char* bytes, std::size_t size) {
    if (!decoder_) return (skipped_bytes_ += size) <= kMaxSkippedBytes;
    const Expected<void> decoded = decoder_->write({bytes, size});
    return decoded ? true : fail(decoded.error());
  }

  // The body of a response that has been read to its end, as cpp-httplib saw it.
  Expected<Body> finish(bool is_complete) {
    if (has_head_ && !decoder_ && !failure_) return Body();  // whatever became of the body
    if (stream_.failure()) return mi::failure(*stream_.failure());
    if (failure_) return mi::failure(*failure_);
    // A 204 has no body and is complete without a look at its head.
    if (!has_head_ && !is_complete) return no_answer();
    if (!decoder_) return Body();
    if (!is_complete) return passing_failure("it ended too early");
    if (Expected<void> ended = decoder_->finish(); !ended) return mi::failure(ended.error());
    return body_.finish();
  }

 private:
  static bool is_skippable(const httplib::Response& head) {
    if (head.status == 304) return false;  // there is none (RFC 9110, section 15.4.5)
    const Framing framing = framing_of(head);
    return framing == Framing::chunked ||
           (framing == Framing::length &&
            head.get_header_value<std::uint64_t>("Content-Length") <= kMaxSkippedBytes);
  }

  tl::unexpected<Error> no_answer() const {
    const std::string reason = "it did not answer in HTTP";
    return stream_.has_heard() ? mi::failure(reason) : passing_failure(reason);
  }

  bool fail(const Error& error) {
    failure_ = error;
    return false;
  }

  LimitedStream& stream_;
  DecodeLimits limits_;
  bool has_head_ = false;
  std::uint64_t skipped_bytes_ = 0;
  std::optional<ContentDecoder> decoder_;
  BodyWriter body_;
  std::optional<Error> failure_;
};

// Whether the next request may go over the same connection: the answer must have ended where both
// sides agree that it did.
bool is_reusable(const httplib::Response& head, const LimitedStream& stream, bool is_complete) {
  if (head.version != "HTTP/1.1" || stream.failure() || stream.has_leftovers() ||
      equals_ignoring_case(head.get_header_value("Connection"), "close")) {
    return false;
  }
  if (head.status == 304) return true;
  return head.status != 204 && is_complete && framing_of(head) != Framing::none;
}

std::string host_header(const Url& url) {
  return url.port == 0 ? url.host : fmt::format("{}:{}", url.host, url.port);
}

HeaderMap lower_case_headers(const httplib::Headers& headers) {
  HeaderMap lower;
  for (const auto& [name, value] : headers) lower.try_emplace(lower_case(name), value);
  return lower;
}

std::string user_agent(const Config& config) {
  const std::string name = fmt::format("{}/{}", kProductToken, MI_VERSION);
  return config.contact.empty() ? name : fmt::format("{} (+{})", name, config.contact);
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

std::chrono::milliseconds milliseconds(double seconds) {
  return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::duration<double>(seconds));
}

class HttpTransport final : public Transport {
 public:
  HttpTransport(const Config& config, Connector connector, NameLookup lookup)
      : config_(config.fetch),
        folder_(pages_folder(config)),
        user_agent_(user_agent(config)),
        connector_(std::move(connector)),
        lookup_(std::move(lookup)) {}

  Expected<TransportResponse> get(const TransportRequest& request) override {
    Expected<TransportResponse> response = try_get(request);
    if (response) return response;
    mi::Error error = std::move(response.error());
    error.message = fmt::format("{}: {}", request.url.host, error.message);
    return failure(std::move(error));
  }

 private:
  struct KeptConnection {
    std::string origin;
    Connection connection;
  };

  struct Exchange {
    Expected<TransportResponse> response;
    bool was_heard = false;  // any byte of an answer
  };

  Expected<TransportResponse> try_get(const TransportRequest& request) {
    const Expected<httplib::Request> prepared = prepare(request);
    if (!prepared) return failure(prepared.error());
    if (std::optional<Connection> kept = take_kept(request.url)) {
      kept->set_patience(patience());
      Exchange exchange = exchange_over(std::move(*kept), request.url, *prepared);
      if (exchange.response || exchange.was_heard) return std::move(exchange.response);
    }
    Expected<Connection> connection = connect(request.url);
    if (!connection) return failure(connection.error());
    return exchange_over(std::move(*connection), request.url, *prepared).response;
  }

  Patience patience() const {
    return {milliseconds(config_.stall_timeout), milliseconds(config_.total_timeout)};
  }

  Expected<Connection> connect(const Url& url) const {
    const Expected<std::vector<Endpoint>> endpoints = resolve(url, config_, lookup_);
    if (!endpoints) return failure(endpoints.error());
    return connector_.connect(*endpoints, url, patience());
  }

  // The connection that was kept for the host; one to another port or scheme is closed.
  std::optional<Connection> take_kept(const Url& url) {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(url.host);
    if (found == kept_.end()) return {};
    KeptConnection kept = std::move(found->second);
    kept_.erase(found);
    if (kept.origin != url.origin()) return {};
    return std::move(kept.connection);
  }

  void keep(const Url& url, Connection connection) {
    const std::lock_guard lock(mutex_);
    kept_.insert_or_assign(url.host, KeptConnection{url.origin(), std::move(connection)});
  }

  Expected<httplib::Request> prepare(const TransportRequest& request) const {
    httplib::Request prepared;
    prepared.method = "GET";
    prepared.path = request.url.target();
    prepared.set_header("Host", host_header(request.url));
    prepared.set_header("User-Agent", user_agent_);
    prepared.set_header("Accept", "text/html, application/pdf, text/plain;q=0.9, */*;q=0.1");
    prepared.set_header("Accept-Encoding", "gzip, br");
    for (const auto& [name, value] : request.headers) {
      // cpp-httplib would leave such a header out without a word.
      if (has_control_character(value)) return failure("a line break in the header " + name);
      prepared.set_header(name, value);
    }
    return prepared;
  }

  Exchange exchange_over(Connection connection, const Url& url, httplib::Request request) {
    LimitedStream stream(connection, config_.max_wire_bytes);
    Receiver receiver(stream, DecodeLimits{.max_bytes = config_.max_decoded_bytes}, folder_);
    request.response_handler = [&](const httplib::Response& head) {
      return receiver.take_head(head);
    };
    request.content_receiver = [&](const char* bytes, std::size_t size, std::uint64_t,
                                   std::uint64_t) { return receiver.take_body(bytes, size); };
    httplib::Response answer;
    bool is_complete = false;
    try {
      is_complete = HttpParser(url.host).exchange(stream, request, answer);
    } catch (const std::exception& error) {
      return {failure(fmt::format("it did not answer in HTTP ({})", error.what())), true};
    }
    Expected<Body> body = receiver.finish(is_complete);
    if (!body) return {failure(body.error()), stream.has_heard()};
    if (is_reusable(answer, stream, is_complete)) keep(url, std::move(connection));
    return {TransportResponse{answer.status, lower_case_headers(answer.headers), std::move(*body)},
            true};
  }

  FetchConfig config_;
  std::filesystem::path folder_;  // for long bodies
  std::string user_agent_;
  Connector connector_;
  NameLookup lookup_;
  std::mutex mutex_;
  std::map<std::string, KeptConnection> kept_;  // by host
};

}  // namespace

Expected<std::unique_ptr<Transport>> make_http_transport(const Config& config, NameLookup lookup) {
  Expected<Connector> connector = Connector::create(config.fetch.ca_file.string());
  if (!connector) return failure(connector.error());
  return std::make_unique<HttpTransport>(config, std::move(*connector), std::move(lookup));
}

}  // namespace mi
