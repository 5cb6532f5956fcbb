// Url: an absolute http or https address, taken apart and normalised (RFC 3986, section 6.2).
#pragma once

#include <string>
#include <string_view>

#include "core/expected.h"

namespace mi {

struct Url {
  std::string scheme;    // "http" or "https"
  std::string host;      // lower case, no final dot; an IPv6 address keeps its brackets: "[::1]"
  int port = 0;          // 0: the scheme's own port
  std::string path;      // begins with '/'; no dot segments
  std::string query;     // without '?'; empty when there is none
  std::string fragment;  // without '#', percent-encoded; empty when there is none

  int effective_port() const;     // port, or 80 / 443
  std::string target() const;     // path and query: what a request line carries
  std::string origin() const;     // "https://host" or "https://host:8443"
  std::string to_string() const;  // everything, fragment included

  friend bool operator==(const Url&, const Url&) = default;
};

// The longest address accepted anywhere, in bytes: as given, and as Url::to_string() writes it.
inline constexpr std::size_t kMaxUrlBytes = 2048;

// Parses an absolute address. White space around it is ignored; bytes that RFC 3986 does not allow
// (spaces, Hangul) are percent-encoded first, as browsers do.
// Fails on: another scheme, no host, a host that is not an ASCII name as DNS has them (labels of 1
// to 63 bytes) or an address, a host that only a resolver takes for an address ("127.1"),
// credentials, a port outside 1-65535, more than kMaxUrlBytes.
Expected<Url> parse_url(std::string_view text);

// Resolves `reference`, as found in a page at `base` (RFC 3986, section 5). Fails as parse_url
// does.
Expected<Url> resolve_url(const Url& base, std::string_view reference);

// The name under which a page is stored and indexed: no fragment, and a final "index.html" or
// "index.htm" taken off, so that the spellings of one page share one name.
std::string canonical_url(const Url& url);

// The fragment that names an element's id, which may be any text: "a b" -> "a%20b".
std::string encode_fragment(std::string_view anchor);

}  // namespace mi
