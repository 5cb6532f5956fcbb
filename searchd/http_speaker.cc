#include "searchd/http_speaker.h"

#include <fmt/format.h>
#include <httplib.h>

#include <array>
#include <ctime>
#include <utility>

namespace mi {
namespace {

// The library reads a request from memory and writes its reply there.
class MemoryStream : public httplib::Stream {
 public:
  explicit MemoryStream(std::string input) : input_(std::move(input)) {}

  bool is_readable() const override { return at_ < input_.size(); }
  bool is_writable() const override { return true; }
  ssize_t read(char* out, std::size_t size) override {
    const std::size_t got = input_.copy(out, size, at_);
    at_ += got;
    return static_cast<ssize_t>(got);
  }
  ssize_t write(const char* bytes, std::size_t size) override {
    output_.append(bytes, size);
    return static_cast<ssize_t>(size);
  }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return -1; }

  std::string take_output() { return std::move(output_); }

 private:
  std::string input_;
  std::size_t at_ = 0;
  std::string output_;
};

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7).
std::string http_date() {
  const std::time_t time = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  std::array<char, 64> text{};
  const std::size_t size =
      std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), size};
}

}  // namespace

Reply internal_error() {
  return problem_reply({500, "internal", "the request could not be answered", {}});
}

class HttpSpeaker::Impl : private httplib::Server {
 public:
  explicit Impl(std::chrono::milliseconds idle_timeout) : idle_timeout_(idle_timeout) {
    // Before routing: the library's routes are regular expressions that recurse over the path.
    set_pre_routing_handler([this](const httplib::Request&, httplib::Response& response) {
      respond(response);
      return HandlerResponse::Handled;
    });
    set_post_routing_handler(
        [this](const httplib::Request&, httplib::Response& response) { mend_headers(response); });
  }

  std::string speak(const Request& request, After after, const mi::Handler& handler) {
    handler_ = &handler;
    request_ = &request;
    // All of it that the library is told: our handler has the rest already.
    MemoryStream stream(fmt::format("{} {} HTTP/1.1\r\n\r\n", request.method, request.target));
    bool closed = false;
    try {
      const bool written = process_request(stream, after == After::close, closed, nullptr);
      return written ? stream.take_output() : std::string();
    } catch (...) {
      return {};
    }
  }

 private:
  void respond(httplib::Response& response) const {
    const Reply reply = ask();
    response.status = reply.status;
    for (const auto& [name, value] : reply.headers) response.set_header(name, value);
    response.set_header("Date", http_date());
    response.body = reply.body;
  }

  Reply ask() const {
    try {
      return (*handler_)(*request_);
    } catch (...) {
      return internal_error();
    }
  }

  void mend_headers(httplib::Response& response) const {
    // A 304 has no body, but its Content-Length would be that of the 200 (RFC 9110, 8.6).
    if (response.status == 304) response.headers.erase("Content-Length");
    response.headers.erase("Accept-Ranges");
    if (const auto old = response.headers.find("Keep-Alive"); old != response.headers.end()) {
      old->second = fmt::format(
          "timeout={}", std::chrono::duration_cast<std::chrono::seconds>(idle_timeout_).count());
    }
  }

  std::chrono::milliseconds idle_timeout_;
  // Of the request that is being answered.
  const mi::Handler* handler_ = nullptr;
  const Request* request_ = nullptr;
};

HttpSpeaker::HttpSpeaker(std::chrono::milliseconds idle_timeout)
    : impl_(std::make_unique<Impl>(idle_timeout)) {}
HttpSpeaker::HttpSpeaker(HttpSpeaker&&) noexcept = default;
HttpSpeaker& HttpSpeaker::operator=(HttpSpeaker&&) noexcept = default;
HttpSpeaker::~HttpSpeaker() = default;

std::string HttpSpeaker::speak(const Request& request, After after, const Handler& handler) {
  return impl_->speak(request, after, handler);
}

}  // namespace mi
