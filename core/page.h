// Page: what the store knows of one fetched address. The body is kept apart (fetch/page_store.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mi {

struct FetchFailure {
  std::string when;    // RFC 3339, UTC
  std::string reason;  // "404 Not Found", "timed out after 30 s without progress"
  int status = 0;      // what the server answered last; 0: no answer came, or none was asked for
  std::string refused_sha256 = {};  // of the body that came and was refused; empty: none was

  friend bool operator==(const FetchFailure&, const FetchFailure&) = default;
};

struct Page {
  std::string url;        // canonical: the page's name in the store
  std::string final_url;  // where redirects ended: the base of the page's own relative links
  std::string alias_of;   // the name of the page that this address leads to, where it is another
                          // (a redirect, <link rel=canonical>): such a record has no body
  std::vector<std::string> redirects;  // the addresses asked on the way to final_url, in order
  int status = 0;            // of the stored body: 200; 0 while nothing has been stored yet
  std::string content_type;  // as the server said it
  std::string etag;          // validators for a conditional request; empty where none was sent
  std::string last_modified;
  std::string fetched;  // when the stored body arrived, RFC 3339 UTC; empty: no body
  std::string checked;  // when the server last confirmed it (a 200, a 304, or an alias)
  std::string gone;     // since when the server calls it gone; empty: it does not. The body stays
  std::string body_sha256;  // lower-case hex, checked on every read
  std::uint64_t body_bytes = 0;
  std::vector<FetchFailure> failures;  // since the last success, oldest first, at most 16 kept

  bool has_body() const { return !body_sha256.empty(); }

  friend bool operator==(const Page&, const Page&) = default;
};

}  // namespace mi
