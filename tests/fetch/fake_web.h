// A web and a clock that a test holds in its hand: no sockets, and time passes only by sleeping.
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "core/time.h"
#include "fetch/clock.h"
#include "fetch/transport.h"

namespace mi {

inline const TimePoint kStart = *parse_time("2026-03-01T12:00:00Z");

// Sleeps of several threads add up.
class FakeClock final : public Clock {
 public:
  TimePoint now() const override {
    return kStart + std::chrono::duration_cast<std::chrono::seconds>(elapsed());
  }

  Duration elapsed() const override {
    const std::lock_guard lock(mutex_);
    return elapsed_;
  }

  void sleep(Duration time) override {
    const std::lock_guard lock(mutex_);
    elapsed_ += std::max(time, Duration::zero());
  }

 private:
  mutable std::mutex mutex_;
  Duration elapsed_ = Duration::zero();
};

// Answers from a table of addresses, with a 404 where it has none; remembers what was asked, and
// when.
class FakeTransport final : public Transport {
 public:
  using Handler = std::function<Expected<TransportResponse>(const TransportRequest&)>;
  struct Asked {
    std::string url;
    HeaderMap headers;
    std::chrono::milliseconds when;
  };

  explicit FakeTransport(const Clock& clock) : clock_(clock) {}

  void answer(const std::string& url, Handler handler) { answers_[url] = std::move(handler); }
  void answer(const std::string& url, const TransportResponse& response) {
    answers_[url] = [response](const TransportRequest&) { return response; };
  }

  Expected<TransportResponse> get(const TransportRequest& request) override {
    const std::string url = request.url.to_string();
    const std::lock_guard lock(mutex_);
    std::vector<Asked>& list = url.ends_with("/robots.txt") ? asked_robots : asked;
    list.push_back({url, request.headers,
                    std::chrono::duration_cast<std::chrono::milliseconds>(clock_.elapsed())});
    const auto found = answers_.find(url);
    if (found == answers_.end()) return TransportResponse{404, {}, {}};
    return found->second(request);
  }

  std::vector<Asked> asked;         // pages
  std::vector<Asked> asked_robots;  // robots.txt

 private:
  const Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Handler> answers_;
};

inline TransportResponse page_with(const std::string& body, const std::string& etag = "") {
  TransportResponse response{200, {{"content-type", "text/html"}}, Body(body)};
  if (!etag.empty()) response.headers["etag"] = etag;
  return response;
}

inline TransportResponse redirect_to(const std::string& location, int status = 301) {
  return {status, {{"location", location}}, {}};
}

}  // namespace mi
