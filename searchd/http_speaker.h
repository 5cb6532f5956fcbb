// HttpSpeaker: writes replies as HTTP/1.1, by cpp-httplib, without its sockets: of those, eight
// slow clients are a total outage. Serves one thread at a time.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "searchd/http.h"

namespace mi {

// What it throws becomes a 500 that tells nothing of it.
using Handler = std::function<Reply(const Request&)>;

// What becomes of a connection after a reply.
enum class After { keep, close };

class HttpSpeaker {
 public:
  // `idle_timeout` is told to clients whose connection is kept.
  explicit HttpSpeaker(std::chrono::milliseconds idle_timeout);

  // The bytes of the handler's reply; without its body where the method is HEAD. None when the
  // library fails: the connection is to be closed. The request is one that parse_head let pass.
  std::string speak(const Request& request, After after, const Handler& handler);

  HttpSpeaker(HttpSpeaker&&) noexcept;
  HttpSpeaker& operator=(HttpSpeaker&&) noexcept;
  ~HttpSpeaker();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// The reply to what could not be answered.
Reply internal_error();

}  // namespace mi
