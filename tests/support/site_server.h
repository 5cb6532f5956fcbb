// A real HTTPS server on 127.0.0.1 that stands for any number of sites: it tells them apart by the
// Host header, as their own servers would.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/test_ca.h"

namespace mi {

struct SiteRequest {
  std::string host;                            // the Host header as sent
  std::string path;                            // decoded, without query
  std::map<std::string, std::string> headers;  // names in lower case
  std::chrono::steady_clock::time_point when;  // it arrived
  int connection = 0;                          // the client's port: tells connections apart
};

struct SiteReply {
  int status = 200;
  std::map<std::string, std::string> headers;
  std::string body;  // sent as it is: a handler that says Content-Encoding has encoded it
};

using SiteHandler = std::function<SiteReply(const SiteRequest&)>;

// Runs from construction to destruction, in threads of its own. Ends the program when it cannot.
class SiteServer {
 public:
  struct Options {
    std::filesystem::path mirror = {};  // folders by host; a folder is its index.html; may be empty
    int port = 0;                       // 0: any free one
  };

  SiteServer(const Certificate& certificate, Options options);
  explicit SiteServer(const Certificate& certificate) : SiteServer(certificate, Options()) {}
  SiteServer(const SiteServer&) = delete;
  SiteServer& operator=(const SiteServer&) = delete;
  ~SiteServer();

  int port() const;
  std::string endpoint() const;  // "127.0.0.1:port", as config.fetch.pin takes it

  // Answers requests for a path, on any host, in place of the mirror. Called from server threads.
  void answer(const std::string& path, SiteHandler handler);

  // TLS sessions that clients have resumed so far.
  long resumed_sessions() const;

  // Everything asked for so far, in the order of arrival.
  std::vector<SiteRequest> requests() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mi
