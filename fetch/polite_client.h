// PoliteClient: a transport with manners. What every site is promised, whoever calls:
//
//   robots.txt    read before anything else, once a day, and followed (RFC 9309)
//   one at a time one request, and one connection, a host
//   the pace      config.fetch.delay seconds from an answer to the next request, or the site's
//                 Crawl-delay where that is longer, up to kMaxCrawlDelay; robots.txt counts
//   Retry-After   kept to, between runs as well
//   trouble       a 429, a 5xx or a timeout is tried again after a growing pause, kMaxTries times
//   in
//                 all; a host that gives kMaxTroubles of them in a row is left alone for this run
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "core/config.h"
#include "core/expected.h"
#include "fetch/clock.h"
#include "fetch/page_store.h"
#include "fetch/transport.h"

namespace mi {

inline constexpr double kMaxCrawlDelay = 60;  // seconds
inline constexpr int kMaxTries = 3;           // of one request
inline constexpr int kMaxTroubles = 5;        // of one host, without a good answer between them
inline constexpr int kMaxRobotsRedirects = 5;

// The longest Retry-After that is waited for; a longer one ends the run for that host.
inline constexpr std::chrono::seconds kLongestWait{60};

// Why there is no answer.
struct Refusal {
  enum class Kind {
    failed,     // the site was asked, and did not answer
    forbidden,  // its robots.txt does not allow it, or could not be read
    postponed,  // the site is not to be asked in this run any more, and was not
  };
  Kind kind = Kind::failed;
  std::string reason;
};

using Answer = tl::expected<TransportResponse, Refusal>;

// A number from 0 to 1. Called by one thread at a time.
using Jitter = std::function<double()>;

Jitter random_jitter();

class PoliteClient {
 public:
  // `store` keeps what the sites asked for. Everything must outlive the client.
  PoliteClient(Transport& transport, PageStore& store, const Config& config, Clock& clock,
               Jitter jitter = random_jitter());

  // Sends one GET when it may be sent, which it waits for. Redirects are not followed. Any status
  // is an answer, a 503 that stayed one after all tries too. Several threads may call at once:
  // those that ask one host take turns.
  Answer get(const TransportRequest& request);

  PoliteClient(const PoliteClient&) = delete;
  PoliteClient& operator=(const PoliteClient&) = delete;
  ~PoliteClient();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mi
