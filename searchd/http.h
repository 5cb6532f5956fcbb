// Request and Reply: one HTTP exchange as values, free of sockets and of any library.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mi {

struct Request {
  std::string method;  // "GET" or "HEAD"
  std::string target;  // origin-form, as sent: "/api/v1/search?q=%EC%A4%91%EC%B2%A9"
  std::string accept;  // header values; empty where the client sent none
  std::string accept_language;
  std::string if_none_match;
  std::string authorization{};  // header values, as above
  std::string cookies{};
  std::string host{};            // one of those that are served, with its port
  std::string foreign_origin{};  // of a page of another site that may read the answer (CORS)
};

struct Reply {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;  // each name once
  std::string body;  // whoever sends it leaves it out when the method is HEAD

  // The value, or "" where there is no such header. Names compare exactly.
  std::string_view header(std::string_view name) const;
  void set_header(std::string_view name, std::string_view value);
};

// What went wrong, for programs (`code` never changes its meaning) and for people.
struct Problem {
  int status = 500;
  std::string_view code;  // "unknown_parameter": a constant of ours
  std::string detail;     // what happened, naming the thing
  std::string hint;       // what to do next; may be empty
};

// The phrase of RFC 9110 for a status that we send: 404 -> "Not Found".
std::string_view reason_phrase(int status);

// The problem as application/problem+json (RFC 9457), with the security headers.
Reply problem_reply(const Problem& problem);

// Adds the headers that every reply carries: nothing from elsewhere, no script but our own file, no
// string that becomes markup or code, no framing, no sniffing, no referrer.
Reply with_security_headers(Reply reply);

}  // namespace mi
