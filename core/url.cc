#include "core/url.h"

#include <fmt/format.h>
#include <uriparser/Uri.h>
#include <uriparser/UriIp4.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "core/ascii.h"

namespace mi {
namespace {

// Owns a parsed UriUriA.
struct ParsedUri {
  ParsedUri() = default;
  ParsedUri(const ParsedUri&) = delete;  // uriparser's struct points into itself
  ParsedUri& operator=(const ParsedUri&) = delete;
  ~ParsedUri() { uriFreeUriMembersA(&uri); }
  UriUriA uri{};
};

std::string text_of(const UriTextRangeA& range) {
  return range.first == nullptr ? std::string() : std::string(range.first, range.afterLast);
}

bool is_allowed(unsigned char byte) {
  // "%" is let through: an escape stays an escape. A lone one is mended below.
  constexpr std::string_view forbidden = "\"<>\\^`{|}";
  return byte > 0x20 && byte < 0x7f &&
         forbidden.find(static_cast<char>(byte)) == std::string_view::npos;
}

bool is_escape(std::string_view text, std::size_t at) {
  return at + 2 < text.size() && std::isxdigit(static_cast<unsigned char>(text[at + 1])) &&
         std::isxdigit(static_cast<unsigned char>(text[at + 2]));
}

// Where the host and port of an address or a reference end; 0 where it has none.
std::size_t authority_end(std::string_view text) {
  const std::size_t colon = text.find_first_of(":/?#");
  const bool has_scheme = colon != std::string_view::npos && text[colon] == ':';
  const std::size_t slashes = has_scheme ? colon + 1 : 0;
  if (!text.substr(slashes).starts_with("//")) return 0;
  return std::min(text.find_first_of("/?#", slashes + 2), text.size());
}

// Percent-encodes what RFC 3986 does not allow, so that a link written as people write them parses.
std::string encode_illegal(std::string_view text) {
  const std::size_t path_begin = authority_end(text);
  std::string out;
  bool in_fragment = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool lone_percent = byte == '%' && !is_escape(text, i);
    const bool second_hash = byte == '#' && in_fragment;
    const bool stray_bracket = (byte == '[' || byte == ']') && i >= path_begin;
    if (is_allowed(byte) && !lone_percent && !second_hash && !stray_bracket) {
      out += text[i];
    } else {
      out += fmt::format("%{:02X}", byte);
    }
    in_fragment = in_fragment || byte == '#';
  }
  return out;
}

std::string_view trim_controls(std::string_view text) {
  const auto is_space = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// The address is shown encoded: it comes from a page, and the message goes to a terminal.
tl::unexpected<Error> bad_url(std::string_view text, std::string_view why) {
  return failure(
      fmt::format("not a usable address: {}: {}", encode_illegal(text.substr(0, 120)), why));
}

tl::unexpected<Error> too_long(std::string_view text) {
  return bad_url(text, fmt::format("longer than {} bytes", kMaxUrlBytes));
}

// uriparser gives an IPv6 address without its brackets and in the case that it was written in.
std::string host_of(const UriUriA& uri) {
  std::string host = text_of(uri.hostText);
  if (uri.hostData.ip6 != nullptr) {
    std::transform(host.begin(), host.end(), host.begin(), lower);
    return "[" + host + "]";
  }
  if (host.ends_with('.')) host.pop_back();  // "example.com." is the same name, from the root
  return host;
}

bool is_label(std::string_view label) {
  constexpr std::size_t kMaxLabelBytes = 63;  // RFC 1035, section 2.3.4
  if (label.empty() || label.size() > kMaxLabelBytes) return false;
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return is_lower(c) || is_digit(c) || c == '-' || c == '_'; });
}

// A host becomes the name of a folder: no label may be empty, or ".." would be one.
bool is_plain_name(std::string_view host) {
  constexpr std::size_t kMaxHostBytes = 253;
  if (host.size() > kMaxHostBytes) return false;
  while (true) {
    const std::size_t dot = host.find('.');
    if (!is_label(host.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    host.remove_prefix(dot + 1);
  }
}

// "127.1", "0x7f.1" and "2130706433" are no IPv4 addresses to RFC 3986, but they are to the
// resolver. No registered name ends in a number.
bool ends_in_number(std::string_view host) {
  std::string_view last = host.substr(host.rfind('.') + 1);
  const bool hexadecimal = last.starts_with("0x");
  if (hexadecimal) last.remove_prefix(2);
  return std::all_of(last.begin(), last.end(),
                     [&](char c) { return is_digit(c) || (hexadecimal && c >= 'a' && c <= 'f'); });
}

bool is_ipv4(std::string_view host) {
  std::array<unsigned char, 4> octets{};
  return uriParseIpFourAddressA(octets.data(), host.data(), host.data() + host.size()) ==
         URI_SUCCESS;
}

// Empty: a host that can be asked for.
std::string_view problem_of_host(std::string_view host) {
  if (host.empty()) return "it names no host";
  if (host.front() == '[') return {};  // checked by uriparser
  if (!is_plain_name(host)) return "the host is not a plain ASCII name";
  if (ends_in_number(host) && !is_ipv4(host)) return "the host is a number, not an address";
  return {};
}

std::string path_of(const UriUriA& uri) {
  std::string path;
  for (const UriPathSegmentA* segment = uri.pathHead; segment != nullptr; segment = segment->next) {
    path += '/';
    path += text_of(segment->text);
  }
  return path.empty() ? "/" : path;
}

Expected<int> port_of(const UriUriA& uri, std::string_view scheme, std::string_view whole) {
  const std::string digits = text_of(uri.portText);
  if (digits.empty()) return 0;
  int port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || end != digits.data() + digits.size() || port < 1 || port > 65535) {
    return bad_url(whole, "the port is not between 1 and 65535");
  }
  const bool is_default = (scheme == "https" && port == 443) || (scheme == "http" && port == 80);
  return is_default ? 0 : port;
}

Expected<Url> take_apart(UriUriA& uri, std::string_view whole) {
  if (uriNormalizeSyntaxA(&uri) != URI_SUCCESS) return bad_url(whole, "it cannot be normalised");
  Url url;
  url.scheme = text_of(uri.scheme);
  if (url.scheme != "http" && url.scheme != "https") return bad_url(whole, "not http or https");
  if (uri.userInfo.first != nullptr) return bad_url(whole, "it carries credentials");
  url.host = host_of(uri);
  if (const auto problem = problem_of_host(url.host); !problem.empty()) {
    return bad_url(whole, problem);
  }
  const Expected<int> port = port_of(uri, url.scheme, whole);
  if (!port) return tl::unexpected(port.error());
  url.port = *port;
  url.path = path_of(uri);
  url.query = text_of(uri.query);
  url.fragment = text_of(uri.fragment);
  if (url.to_string().size() > kMaxUrlBytes) return too_long(whole);
  return url;
}

bool parse_into(ParsedUri& parsed, const std::string& text) {
  const char* error = nullptr;
  return uriParseSingleUriExA(&parsed.uri, text.data(), text.data() + text.size(), &error) ==
         URI_SUCCESS;
}

}  // namespace

Expected<Url> parse_url(std::string_view text) {
  text = trim_controls(text);
  if (text.size() > kMaxUrlBytes) return too_long(text);
  const std::string encoded = encode_illegal(text);
  ParsedUri parsed;
  if (!parse_into(parsed, encoded)) return bad_url(text, "it does not parse");
  return take_apart(parsed.uri, text);
}

Expected<Url> resolve_url(const Url& base, std::string_view reference) {
  reference = trim_controls(reference);
  if (reference.size() > kMaxUrlBytes) return too_long(reference);
  const std::string base_text = base.to_string();
  const std::string encoded = encode_illegal(reference);
  ParsedUri parsed_base;
  ParsedUri parsed;
  ParsedUri resolved;
  if (!parse_into(parsed_base, base_text) || !parse_into(parsed, encoded) ||
      uriAddBaseUriA(&resolved.uri, &parsed.uri, &parsed_base.uri) != URI_SUCCESS) {
    return bad_url(reference, "it does not parse");
  }
  return take_apart(resolved.uri, reference);
}

std::string encode_fragment(std::string_view anchor) {
  constexpr std::string_view kReserved = "%#[]";
  std::string out;
  for (const char c : anchor) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_allowed(byte) && kReserved.find(c) == std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", byte);
    }
  }
  return out;
}

std::string canonical_url(const Url& url) {
  Url page = url;
  page.fragment.clear();
  for (const std::string_view name : {"/index.html", "/index.htm"}) {
    if (page.path.ends_with(name)) page.path.resize(page.path.size() - name.size() + 1);
  }
  return page.to_string();
}

int Url::effective_port() const {
  if (port != 0) return port;
  return scheme == "https" ? 443 : 80;
}

std::string Url::target() const { return query.empty() ? path : path + "?" + query; }

std::string Url::origin() const {
  return port == 0 ? fmt::format("{}://{}", scheme, host)
                   : fmt::format("{}://{}:{}", scheme, host, port);
}

std::string Url::to_string() const {
  return origin() + target() + (fragment.empty() ? "" : "#" + fragment);
}

}  // namespace mi
