#include "searchd/request_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/ascii.h"
#include "searchd/target.h"

namespace mi {
namespace {

// "GET " before and " HTTP/1.1" behind a target of kMaxTargetBytes, and a little for methods that
// are refused by name.
constexpr std::size_t kMaxFirstLineBytes = kMaxTargetBytes + 64;

struct Header {
  std::string name;  // lower case
  std::string_view value;
};

Problem bad(std::string detail) { return {400, "bad_request", std::move(detail), {}}; }

Problem target_too_long() {
  return {414,
          "target_too_long",
          fmt::format("the address is longer than {} bytes", kMaxTargetBytes),
          {}};
}

// RFC 9110, 5.6.2.
bool is_token(std::string_view text) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_alphanumeric(c) || kMarks.find(c) != std::string_view::npos;
  });
}

bool is_visible_ascii(char c) { return c > 0x20 && c < 0x7f; }

bool is_field_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

// The next line, without its CR LF, taken off the front.
std::string_view take_line(std::string_view& rest) {
  const std::string_view line = rest.substr(0, rest.find("\r\n"));
  rest.remove_prefix(std::min(line.size() + 2, rest.size()));
  return line;
}

std::variant<std::vector<Header>, Problem> parse_headers(std::string_view rest) {
  std::vector<Header> headers;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (line.empty()) break;
    if (headers.size() == kMaxHeaders) {
      return Problem{431,
                     "too_many_headers",
                     fmt::format("there are more than {} header lines", kMaxHeaders),
                     {}};
    }
    const std::size_t colon = std::min(line.find(':'), line.size());
    const std::string_view name = line.substr(0, colon);
    if (colon == line.size() || !is_token(name)) return bad("a header line is not well formed");
    const std::string_view value = trim(line.substr(colon + 1));
    if (!std::all_of(value.begin(), value.end(), is_field_char))
      return bad("a header holds a control character");
    headers.push_back({lower_case(name), value});
  }
  return headers;
}

std::string_view value_of(const std::vector<Header>& headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(),
                                  [&](const Header& header) { return header.name == name; });
  return found == headers.end() ? std::string_view() : found->value;
}

// What is wrong with the headers as a whole; nothing when they may pass.
std::optional<Problem> check_headers(const std::vector<Header>& headers) {
  std::size_t host_lines = 0;
  for (const Header& header : headers) {
    if (header.name == "host") ++host_lines;
    if (header.name == "transfer-encoding" ||
        (header.name == "content-length" && header.value != "0")) {
      return bad("a request with a body is not accepted");
    }
  }
  if (host_lines != 1) return bad("there must be exactly one Host header");
  return {};
}

// Where the request goes: its target in origin form, and the host, which the absolute form
// ("http://host/path") names instead of the header (RFC 9112, 3.2.2).
struct Destination {
  std::string target;
  std::string_view host;
};

std::variant<Destination, Problem> destination_of(std::string_view target,
                                                  std::string_view host_header) {
  if (target.size() > kMaxTargetBytes) return target_too_long();
  constexpr std::string_view kScheme = "http://";
  if (lower_case(target.substr(0, kScheme.size())) == kScheme) {
    target.remove_prefix(kScheme.size());
    const std::string_view authority = target.substr(0, target.find_first_of("/?"));
    target.remove_prefix(authority.size());
    const std::string_view slash = target.starts_with('/') ? "" : "/";
    return Destination{std::string(slash).append(target), authority};
  }
  if (!target.starts_with('/')) return bad("the address must begin with a slash");
  return Destination{std::string(target), host_header};
}

struct RequestLine {
  std::string_view method;
  std::string_view target;
  std::string_view version;
};

std::variant<RequestLine, Problem> parse_request_line(std::string_view line) {
  const std::size_t first = std::min(line.find(' '), line.size());
  const std::size_t last = line.rfind(' ');
  if (first == line.size() || first == last) return bad("the request line is not well formed");
  const RequestLine parts{line.substr(0, first), line.substr(first + 1, last - first - 1),
                          line.substr(last + 1)};
  const bool plain = std::all_of(parts.target.begin(), parts.target.end(),
                                 [](char c) { return is_visible_ascii(c) && c != '#'; });
  if (!is_token(parts.method) || parts.target.empty() || !plain)
    return bad("the request line is not well formed");
  if (parts.version != "HTTP/1.1" && parts.version != "HTTP/1.0")
    return Problem{505, "unknown_version", "only HTTP/1.1 and HTTP/1.0 are spoken", {}};
  if (parts.method != "GET" && parts.method != "HEAD")
    return Problem{405, "method_not_allowed", "only GET and HEAD are answered", {}};
  return parts;
}

bool asks_to_close(const std::vector<Header>& headers) {
  return std::any_of(headers.begin(), headers.end(), [](const Header& header) {
    return header.name == "connection" &&
           lower_case(header.value).find("close") != std::string::npos;
  });
}

// Bytes that no head can hold: those of another protocol are known by their first one.
bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && byte != '\t' && byte != '\r' && byte != '\n') || byte == 0x7f;
}

bool is_hopeless(std::string_view bytes) {
  if (std::any_of(bytes.begin(), bytes.end(), is_control)) return true;
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos;
       at = bytes.find('\n', at + 1)) {
    if (at == 0 || bytes[at - 1] != '\r') return true;
  }
  return false;
}

}  // namespace

std::variant<std::size_t, Problem> find_head(std::string_view bytes) {
  const std::size_t end = bytes.substr(0, kMaxHeadBytes).find("\r\n\r\n");
  const std::string_view head = bytes.substr(0, std::min(end, kMaxHeadBytes));
  if (is_hopeless(head))
    return bad("the request holds a control character or a line without CR LF");
  if (head.substr(0, kMaxFirstLineBytes + 2).find("\r\n") == std::string_view::npos &&
      head.size() > kMaxFirstLineBytes) {
    return target_too_long();
  }
  if (end != std::string_view::npos) return end + 4;
  if (bytes.size() < kMaxHeadBytes) return std::size_t{0};
  return Problem{431,
                 "head_too_large",
                 fmt::format("the request's head is longer than {} bytes", kMaxHeadBytes),
                 {}};
}

std::variant<RequestHead, Problem> parse_head(std::string_view head, const AccessRules& rules) {
  const auto line = parse_request_line(take_line(head));
  if (const auto* problem = std::get_if<Problem>(&line)) return *problem;
  const auto& parts = std::get<RequestLine>(line);
  const auto parsed = parse_headers(head);
  if (const auto* problem = std::get_if<Problem>(&parsed)) return *problem;
  const auto& headers = std::get<std::vector<Header>>(parsed);
  if (const auto problem = check_headers(headers)) return *problem;
  const auto value = [&headers](std::string_view name) {
    return std::string(value_of(headers, name));
  };
  const std::string_view host_header = value_of(headers, "host");
  const auto found = destination_of(parts.target, host_header);
  if (const auto* problem = std::get_if<Problem>(&found)) return *problem;
  const auto& destination = std::get<Destination>(found);
  const std::string_view origin = value_of(headers, "origin");
  // Both must be served: the header too, where the target names a host.
  for (const std::string_view host : {host_header, destination.host}) {
    if (const auto problem =
            refuse_asker(rules, {host, origin, value_of(headers, "sec-fetch-site"),
                                 value_of(headers, "sec-fetch-mode"), destination.target})) {
      return *problem;
    }
  }
  return RequestHead{{std::string(parts.method), destination.target, value("accept"),
                      value("accept-language"), value("if-none-match"), value("authorization"),
                      value("cookie"), lower_case(destination.host),
                      welcomes_origin(rules, origin) ? std::string(origin) : std::string()},
                     parts.version == "HTTP/1.1" && !asks_to_close(headers)};
}

}  // namespace mi
