#include "fetch/http_transport.h"

#include <fmt/format.h>
#include <httplib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <utility>

#include "fetch/connection.h"
#include "fetch/content_decoder.h"
#include "fetch/resolver.h"

namespace mi {
namespace {

// What cpp-httplib reads from and writes to: our connection, with the limits on how much is read.
// The first failure is kept: cpp-httplib itself only learns that there was one.
class LimitedStream final : public httplib::Stream {
 public:
  LimitedStream(Connection& connection, std::uint64_t max_body_bytes)
      : connection_(connection), max_body_bytes_(max_body_bytes) {}

  void begin_body() { is_in_body_ = true; }
  const std::string& failure_reason() const { return failure_reason_; }

  ssize_t read(char* target, size_t size) override {
    if (begin_ == end_ && !fill()) return failure_reason_.empty() ? 0 : -1;
    const std::size_t taken = std::min(size, end_ - begin_);
    if (!count(std::string_view(buffer_.data() + begin_, taken))) return -1;
    std::memcpy(target, buffer_.data() + begin_, taken);
    begin_ += taken;
    return static_cast<ssize_t>(taken);
  }

  ssize_t write(const char* bytes, size_t size) override {
    const Expected<void> written = connection_.write({bytes, size});
    return written ? static_cast<ssize_t>(size) : fail(written.error().message);
  }

  // Readiness is waited for in read and write, where the deadline is known.
  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return INVALID_SOCKET; }

 private:
  ssize_t fail(std::string reason) {
    if (failure_reason_.empty()) failure_reason_ = std::move(reason);
    return -1;
  }

  bool fill() {
    const Expected<std::size_t> got = connection_.read(buffer_.data(), buffer_.size());
    if (!got) fail(got.error().message);
    begin_ = 0;
    end_ = got ? *got : 0;
    return end_ > 0;
  }

  bool count(std::string_view bytes) { return is_in_body_ ? count_body(bytes) : count_head(bytes); }

  bool count_body(std::string_view bytes) {
    body_bytes_ += bytes.size();
    if (body_bytes_ <= max_body_bytes_) return true;
    fail(fmt::format("longer than {}", format_bytes(max_body_bytes_)));
    return false;
  }

  // cpp-httplib reads a head byte by byte, so that none of the body is counted here.
  bool count_head(std::string_view bytes) {
    for (const char byte : bytes) {
      ++head_bytes_;
      ++line_bytes_;
      const std::size_t most = is_status_line_ ? kMaxStatusLineBytes : kMaxHeaderLineBytes;
      if (line_bytes_ > most || head_bytes_ > kMaxResponseHeadBytes) {
        fail("its headers are too long");
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
  std::string failure_reason_;
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
    constexpr bool kCloseConnection = true;
    return process_request(stream, request, response, kCloseConnection, ignored);
  }
};

// Reads one response: the head by the callbacks' return values, the body into the decoder.
class Receiver {
 public:
  Receiver(LimitedStream& stream, const DecodeLimits& limits) : stream_(stream), limits_(limits) {}

  // False where no body is wanted, which ends the exchange.
  bool take_head(const httplib::Response& response) {
    stream_.begin_body();
    has_head_ = true;
    if (response.status != 200) return false;
    Expected<ContentDecoder> decoder =
        ContentDecoder::create(response.get_header_value("Content-Encoding"), limits_);
    if (!decoder) return fail(decoder.error());
    decoder_.emplace(std::move(*decoder));
    return true;
  }

  bool take_body(const char* bytes, std::size_t size) {
    const Expected<void> decoded = decoder_->write({bytes, size});
    return decoded ? true : fail(decoded.error());
  }

  // The body of a response that has been read to its end, as cpp-httplib saw it.
  Expected<std::string> finish(bool is_complete) {
    if (!stream_.failure_reason().empty()) return failure(stream_.failure_reason());
    if (!failure_reason_.empty()) return failure(failure_reason_);
    // A 204 has no body and is complete without a look at its head.
    if (!has_head_ && !is_complete) return failure("it did not answer in HTTP");
    if (!decoder_) return std::string();
    if (!is_complete) return failure("it ended too early");
    return decoder_->finish();
  }

 private:
  bool fail(const mi::Error& error) {
    failure_reason_ = error.message;
    return false;
  }

  LimitedStream& stream_;
  DecodeLimits limits_;
  bool has_head_ = false;
  std::optional<ContentDecoder> decoder_;
  std::string failure_reason_;
};

std::string host_header(const Url& url) {
  return url.port == 0 ? url.host : fmt::format("{}:{}", url.host, url.port);
}

HeaderMap lower_case_headers(const httplib::Headers& headers) {
  HeaderMap lower;
  for (const auto& [name, value] : headers) {
    std::string key = name;
    for (char& c : key) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    lower.try_emplace(std::move(key), value);
  }
  return lower;
}

std::string user_agent(const Config& config) {
  const std::string name = std::string("mi-search/") + MI_VERSION;
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
  HttpTransport(const Config& config, Connector connector)
      : config_(config.fetch), user_agent_(user_agent(config)), connector_(std::move(connector)) {}

  Expected<TransportResponse> get(const TransportRequest& request) override {
    Expected<TransportResponse> response = try_get(request);
    if (response) return response;
    return failure(fmt::format("{}: {}", request.url.host, response.error().message),
                   response.error().hint);
  }

 private:
  Expected<TransportResponse> try_get(const TransportRequest& request) {
    const Expected<httplib::Request> prepared = prepare(request);
    if (!prepared) return failure(prepared.error());
    const Expected<std::vector<Endpoint>> endpoints = resolve(request.url, config_);
    if (!endpoints) return failure(endpoints.error());
    const Patience patience(milliseconds(config_.stall_timeout),
                            milliseconds(config_.total_timeout));
    Expected<Connection> connection = connector_.connect(*endpoints, request.url, patience);
    if (!connection) return failure(connection.error());
    try {
      return exchange(*connection, request.url, *prepared);
    } catch (const std::exception& error) {
      return failure(fmt::format("it did not answer in HTTP ({})", error.what()));
    }
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

  Expected<TransportResponse> exchange(Connection& connection, const Url& url,
                                       httplib::Request request) const {
    LimitedStream stream(connection, config_.max_wire_bytes);
    Receiver receiver(stream, DecodeLimits{.max_bytes = config_.max_decoded_bytes});
    request.response_handler = [&](const httplib::Response& head) {
      return receiver.take_head(head);
    };
    request.content_receiver = [&](const char* bytes, std::size_t size, std::uint64_t,
                                   std::uint64_t) { return receiver.take_body(bytes, size); };
    httplib::Response answer;
    const bool is_complete = HttpParser(url.host).exchange(stream, request, answer);
    Expected<std::string> body = receiver.finish(is_complete);
    if (!body) return failure(body.error());
    return TransportResponse{answer.status, lower_case_headers(answer.headers), std::move(*body)};
  }

  FetchConfig config_;
  std::string user_agent_;
  Connector connector_;
};

}  // namespace

Expected<std::unique_ptr<Transport>> make_http_transport(const Config& config) {
  Expected<Connector> connector = Connector::create(config.fetch.ca_file.string());
  if (!connector) return failure(connector.error());
  return std::make_unique<HttpTransport>(config, std::move(*connector));
}

}  // namespace mi
