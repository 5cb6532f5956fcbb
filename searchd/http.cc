#include "searchd/http.h"

#include <array>

#include "core/json.h"

namespace mi {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kSecurityHeaders = {{
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
     "font-src 'self'; "
     "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
     "require-trusted-types-for 'script'; trusted-types 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
}};

}  // namespace

std::string_view Reply::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

void Reply::set_header(std::string_view name, std::string_view value) {
  for (auto& [key, old_value] : headers) {
    if (key == name) {
      old_value = value;
      return;
    }
  }
  headers.emplace_back(name, value);
}

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 304:
      return "Not Modified";
    case 303:
      return "See Other";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 414:
      return "URI Too Long";
    case 421:
      return "Misdirected Request";
    case 431:
      return "Request Header Fields Too Large";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Internal Server Error";
  }
}

Reply problem_reply(const Problem& problem) {
  Json::Object members = {{"type", "about:blank"},
                          {"title", reason_phrase(problem.status)},
                          {"status", problem.status},
                          {"code", problem.code},
                          {"detail", problem.detail}};
  if (!problem.hint.empty()) members.emplace_back("hint", problem.hint);
  Reply reply{problem.status,
              {{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}},
              write_json(members) + "\n"};
  if (problem.status == 401) reply.set_header("WWW-Authenticate", "Bearer realm=\"mi-search\"");
  if (problem.status == 405) reply.set_header("Allow", "GET, HEAD");
  return with_security_headers(std::move(reply));
}

Reply with_security_headers(Reply reply) {
  for (const auto& [name, value] : kSecurityHeaders) reply.set_header(name, value);
  return reply;
}

}  // namespace mi
