#include "searchd/request_head.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "searchd/target.h"

namespace mi {
namespace {

const AccessRules kHosts = {{"127.0.0.1:80", "localhost:80"}, {"https://a.org"}};
const std::string kHost = "Host: localhost:80\r\n";

int status_of(const std::variant<RequestHead, Problem>& parsed) {
  const auto* problem = std::get_if<Problem>(&parsed);
  return problem == nullptr ? 200 : problem->status;
}

TEST(FindHead, WaitsUntilItIsWhole) {
  const std::string head = "GET / HTTP/1.1\r\n" + kHost + "\r\n";
  for (std::size_t size = 0; size < head.size(); ++size) {
    const auto found = find_head(head.substr(0, size));
    ASSERT_TRUE(std::holds_alternative<std::size_t>(found)) << size;
    EXPECT_EQ(std::get<std::size_t>(found), 0U) << size;
  }
  EXPECT_EQ(std::get<std::size_t>(find_head(head)), head.size());
  EXPECT_EQ(std::get<std::size_t>(find_head(head + "GET")), head.size());
}

TEST(FindHead, RefusesAsSoonAsNoHeadCanCome) {
  const std::string line = "GET / HTTP/1.1\r\n";
  const std::string full = line + "A: " + std::string(kMaxHeadBytes - line.size() - 7, 'x');
  const std::vector<std::pair<std::string, int>> cases = {
      {"GET / HTTP/1.1\n", 400},
      {line + "A: b\n\n", 400},
      {"\n", 400},
      {std::string("GET /\0", 6), 400},
      {"\x16\x03\x01", 400},
      {"GET /\x7f", 400},
      {"GET /" + std::string(kMaxTargetBytes + 100, 'a'), 414},
      {full + "\r\n\r\n", 200},
      {full + "x\r\n\r\n", 431},
      {std::string(100'000, 'a') + "\r\n", 414},
      {line + "A: " + std::string(100'000, 'x'), 431},
  };
  for (const auto& [bytes, status] : cases) {
    const auto found = find_head(bytes);
    const auto* problem = std::get_if<Problem>(&found);
    EXPECT_EQ(problem == nullptr ? 200 : problem->status, status) << bytes.substr(0, 80);
  }
}

TEST(ParseHead, ReadsWhatIsNeeded) {
  const auto parsed = parse_head(
      "HEAD /?q=a HTTP/1.1\r\nHOST:localhost:80 \r\nAccept: text/html\r\n"
      "Accept-Language:\tko\r\nIf-None-Match: \"x\"\r\n"
      "Range: bytes=0-1\r\nCookie: a=\xffz\r\n\r\n",
      kHosts);
  const auto* head = std::get_if<RequestHead>(&parsed);
  ASSERT_NE(head, nullptr);
  EXPECT_EQ(head->request.method, "HEAD");
  EXPECT_EQ(head->request.target, "/?q=a");
  EXPECT_EQ(head->request.accept, "text/html");
  EXPECT_EQ(head->request.accept_language, "ko");
  EXPECT_EQ(head->request.if_none_match, "\"x\"");
  EXPECT_EQ(head->request.host, "localhost:80");
  EXPECT_TRUE(head->keep_alive);
}

TEST(ParseHead, KeepsAConnectionOnlyInHttp11AndUnlessToldToClose) {
  const std::vector<std::pair<std::string, bool>> cases = {
      {"GET / HTTP/1.1\r\n" + kHost, true},
      {"GET / HTTP/1.0\r\n" + kHost, false},
      {"GET / HTTP/1.0\r\n" + kHost + "Connection: keep-alive\r\n", false},
      {"GET / HTTP/1.1\r\n" + kHost + "Connection: Keep-Alive, Close\r\n", false},
      {"GET / HTTP/1.1\r\n" + kHost + "Connection: upgrade\r\n", true},
  };
  for (const auto& [text, kept] : cases) {
    const auto parsed = parse_head(text + "\r\n", kHosts);
    const auto* head = std::get_if<RequestHead>(&parsed);
    ASSERT_NE(head, nullptr) << text;
    EXPECT_EQ(head->keep_alive, kept) << text;
  }
}

TEST(ParseHead, AcceptsTheAbsoluteFormForItsOwnHosts) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"http://localhost:80/a?q=b", "/a?q=b"},
      {"HTTP://LOCALHOST:80", "/"},
      {"http://127.0.0.1:80?q=b", "/?q=b"},
  };
  for (const auto& [target, expected] : cases) {
    const auto parsed = parse_head(fmt::format("GET {} HTTP/1.1\r\n{}\r\n", target, kHost), kHosts);
    const auto* head = std::get_if<RequestHead>(&parsed);
    ASSERT_NE(head, nullptr) << target;
    EXPECT_EQ(head->request.target, expected);
  }
}

TEST(ParseHead, RefusesEverythingElse) {
  std::string many;
  for (std::size_t i = 1; i < kMaxHeaders; ++i) many += "A: b\r\n";
  const std::string get = "GET / HTTP/1.1\r\n";
  const std::vector<std::pair<std::string, int>> cases = {
      {get + kHost, 200},
      {get + kHost + many, 200},
      {get + kHost + many + "A: b\r\n", 431},
      {"", 400},
      {"GET\r\n" + kHost, 400},
      {"GET /\r\n" + kHost, 400},
      {"GET  / HTTP/1.1\r\n" + kHost, 400},
      {"GET / HTTP/1.1 \r\n" + kHost, 400},
      {" GET / HTTP/1.1\r\n" + kHost, 400},
      {"GET /a b HTTP/1.1\r\n" + kHost, 400},
      {"GET /\x01 HTTP/1.1\r\n" + kHost, 400},
      {"GET /중 HTTP/1.1\r\n" + kHost, 400},
      {"GET /#top HTTP/1.1\r\n" + kHost, 400},
      {"GET /\rX: y HTTP/1.1\r\n" + kHost, 400},
      {"GET * HTTP/1.1\r\n" + kHost, 400},
      {"GET ftp://localhost:80/ HTTP/1.1\r\n" + kHost, 400},
      {"G(T / HTTP/1.1\r\n" + kHost, 400},
      {"GET / HTTP/1.2\r\n" + kHost, 505},
      {"GET / HTTP/2\r\n" + kHost, 505},
      {"GET / http/1.1\r\n" + kHost, 505},
      {"PRI * HTTP/2.0\r\n" + kHost, 505},
      {"POST / HTTP/1.1\r\n" + kHost, 405},
      {"get / HTTP/1.1\r\n" + kHost, 405},
      {"OPTIONS * HTTP/1.1\r\n" + kHost, 405},
      {"GET /" + std::string(kMaxTargetBytes - 1, 'a') + " HTTP/1.1\r\n" + kHost, 200},
      {"GET /" + std::string(kMaxTargetBytes, 'a') + " HTTP/1.1\r\n" + kHost, 414},
      {get, 400},
      {get + kHost + kHost, 400},
      {get + "Host: evil.example\r\n", 421},
      {get + "Host: localhost\r\n", 421},
      {get + "Host: localhost:81\r\n", 421},
      {get + "Host: localhost:80.evil.example\r\n", 421},
      {get + "Host: LOCALHOST:80\r\n", 200},
      {get + "Host:\r\n", 421},
      {"GET http://evil.example/ HTTP/1.1\r\n" + kHost, 421},
      {"GET http://localhost:80@evil.example/ HTTP/1.1\r\n" + kHost, 421},
      {get + kHost + "Transfer-Encoding: chunked\r\n", 400},
      {get + kHost + "transfer-encoding:\r\n", 400},
      {get + kHost + "Content-Length: 1\r\n", 400},
      {get + kHost + "Content-Length: -1\r\n", 400},
      {get + kHost + "Content-Length: 0, 5\r\n", 400},
      {get + kHost + "Content-Length: 0\r\n", 200},
      {get + kHost + "Content-Length: 0\r\nContent-Length: 5\r\n", 400},
      {get + kHost + " folded\r\n", 400},
      {get + kHost + "No colon\r\n", 400},
      {get + kHost + "Space : a\r\n", 400},
      {get + kHost + ": a\r\n", 400},
      {get + kHost + "A: b\rc\r\n", 400},
      {get + kHost + "A: \x1b\r\n", 400},
  };
  for (const auto& [text, status] : cases)
    EXPECT_EQ(status_of(parse_head(text + "\r\n", kHosts)), status) << text.substr(0, 120);
}

TEST(ParseHead, IsTotal) {
  const std::string head = "GET /?q=a HTTP/1.1\r\n" + kHost + "Accept: a\r\n\r\n";
  for (std::size_t at = 0; at < head.size(); ++at) {
    parse_head(head.substr(0, at), kHosts);
    for (const char byte : {'\0', ' ', '\r', '\n', ':', '\xff'}) {
      std::string broken = head;
      broken[at] = byte;
      find_head(broken);
      parse_head(broken, kHosts);
    }
  }
}

}  // namespace
}  // namespace mi
