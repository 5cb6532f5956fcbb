#include "fetch/http_transport.h"

#include <gtest/gtest.h>

#include <chrono>

#include "tests/support/compress.h"
#include "tests/support/scripted_peer.h"
#include "tests/support/site_server.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_ca.h"

namespace mi {
namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

const std::string kHost = "paper.org";

const TestCa& ca() {
  static const TestCa authority;
  return authority;
}

// A client's configuration that reaches paper.org at a server of the test, trusting ca().
Config config_for(const std::string& endpoint) {
  static const TemporaryFolder folder;
  static const std::filesystem::path ca_file = ca().write_to(folder.path());
  Config config;
  config.fetch.ca_file = ca_file;
  config.fetch.pin = {{kHost, endpoint}};
  config.fetch.allow_private = {"127.0.0.1"};
  config.fetch.stall_timeout = 5;
  config.fetch.total_timeout = 10;
  return config;
}

Expected<TransportResponse> get(const Config& config, const std::string& url,
                                const HeaderMap& headers = {}) {
  Expected<std::unique_ptr<Transport>> transport = make_http_transport(config);
  if (!transport) return failure(transport.error());
  return (*transport)->get({*parse_url(url), headers});
}

// Why there is no response; "" when there is one.
std::string error_of(const Expected<TransportResponse>& response) {
  return response ? "" : response.error().message;
}

TEST(HttpTransport, FetchesAPageAndSaysWhoIsAsking) {
  SiteServer server(ca().issue({kHost}));
  server.answer("/a b", [](const SiteRequest&) {
    return SiteReply{200, {{"Content-Type", "text/html"}, {"ETag", "\"1\""}}, "<p>words"};
  });
  Config config = config_for(server.endpoint());
  config.contact = "me@example.org";
  const auto response = get(config, "https://paper.org/a%20b#part", {{"if-none-match", "\"0\""}});
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->body.beginning(), "<p>words");
  EXPECT_EQ(response->header("etag"), "\"1\"");
  EXPECT_EQ(response->header("content-type"), "text/html");
  EXPECT_EQ(response->header("missing"), "");

  ASSERT_EQ(server.requests().size(), 1U);
  const SiteRequest request = server.requests()[0];
  EXPECT_EQ(request.host, kHost);  // the bare name, although the port is another
  EXPECT_EQ(request.path, "/a b");
  EXPECT_EQ(request.headers.at("user-agent"), "mi-search/" MI_VERSION " (+me@example.org)");
  EXPECT_EQ(request.headers.at("accept-encoding"), "gzip, br");
  EXPECT_EQ(request.headers.at("if-none-match"), "\"0\"");
}

TEST(HttpTransport, KeepsOneConnectionAHostWhileAnswersEndWhereTheySay) {
  SiteServer server(ca().issue({kHost}));
  server.answer("/page", [](const SiteRequest&) { return SiteReply{200, {}, "<p>words"}; });
  server.answer("/moved", [](const SiteRequest&) {
    return SiteReply{302, {{"Location", "/page"}}, std::string(kMaxSkippedBytes, 'x')};
  });
  server.answer("/same", [](const SiteRequest&) { return SiteReply{304, {}, ""}; });
  server.answer("/long", [](const SiteRequest&) {
    return SiteReply{404, {}, std::string(kMaxSkippedBytes + 1, 'x')};
  });
  server.answer("/close", [](const SiteRequest&) {
    return SiteReply{200, {{"Connection", "close"}}, "<p>words"};
  });
  const auto transport = *make_http_transport(config_for(server.endpoint()));
  std::vector<int> connections;
  for (const char* path :
       {"/page", "/moved", "/same", "/page", "/missing", "/long", "/page", "/close", "/page"}) {
    const auto response = transport->get({*parse_url("https://paper.org" + std::string(path)), {}});
    ASSERT_TRUE(response) << path << ": " << response.error().message;
    connections.push_back(server.requests().back().connection);
  }
  for (std::size_t i = 1; i < connections.size(); ++i) {
    const bool is_new = i == 6 || i == 8;  // behind a long body that was not read, and a close
    EXPECT_EQ(connections[i] != connections[i - 1], is_new) << i;
  }
  EXPECT_EQ(server.resumed_sessions(), 2);
}

TEST(HttpTransport, GoesOnOverANewConnectionWhereTheOldOneIsClosed) {
  const ScriptedPeer peer([](Peer& client) {
    if (client.read_head().empty()) return;
    client.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
  });
  const auto transport = *make_http_transport(config_for(peer.endpoint()));
  for (int i = 1; i <= 3; ++i) {
    const auto response = transport->get({*parse_url("http://paper.org/"), {}});
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(peer.connections(), i);
  }
}

TEST(HttpTransport, AsksOnlyOnceMoreWhereAConnectionIsClosed) {
  int answers = 0;
  const ScriptedPeer peer([&](Peer& client) {
    client.read_head();
    if (++answers == 1) client.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
  });
  const auto transport = *make_http_transport(config_for(peer.endpoint()));
  ASSERT_TRUE(transport->get({*parse_url("http://paper.org/"), {}}));
  const auto second = transport->get({*parse_url("http://paper.org/"), {}});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::passing);
  EXPECT_EQ(peer.connections(), 2);
}

// What stands behind one answer must not be taken for the next.
TEST(HttpTransport, LeavesAConnectionWithMoreThanOneAnswer) {
  const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
  for (const std::string& start :
       {answer + answer, "HTTP/1.1 304 Not Modified\r\n\r\n" + answer,
        std::string("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nhi"),
        std::string("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"
                    "\r\n2\r\nhi\r\n0\r\n\r\n"),
        std::string("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi")}) {
    const ScriptedPeer peer([&](Peer& client) {
      client.read_head();
      client.send(start);
      client.wait(milliseconds(1000));
    });
    const auto transport = *make_http_transport(config_for(peer.endpoint()));
    ASSERT_TRUE(transport->get({*parse_url("http://paper.org/1"), {}})) << start;
    ASSERT_TRUE(transport->get({*parse_url("http://paper.org/2"), {}})) << start;
    EXPECT_EQ(peer.connections(), 2) << start;
  }
}

TEST(HttpTransport, TellsWhatAnotherTryMayMend) {
  struct Case {
    const char* answer;
    ErrorKind kind;
  };
  constexpr Case kCases[] = {
      {"", ErrorKind::passing},
      {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhi", ErrorKind::passing},
      {"SSH-2.0-server\r\n", ErrorKind::failure},
      {"HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\nx", ErrorKind::failure},
  };
  for (const Case& c : kCases) {
    const ScriptedPeer peer([&](Peer& client) {
      client.read_head();
      client.send(c.answer);
    });
    const auto response = get(config_for(peer.endpoint()), "http://paper.org/");
    ASSERT_FALSE(response) << c.answer;
    EXPECT_EQ(response.error().kind, c.kind) << c.answer;
  }
  const ScriptedPeer silent([](Peer& client) { client.wait(milliseconds(2000)); });
  Config config = config_for(silent.endpoint());
  config.fetch.stall_timeout = 0.1;
  EXPECT_EQ(get(config, "http://paper.org/").error().kind, ErrorKind::passing);
  config.fetch.allow_private.clear();
  EXPECT_EQ(get(config, "http://paper.org/").error().kind, ErrorKind::failure);
}

TEST(HttpTransport, DecodesGzipAndBrotli) {
  SiteServer server(ca().issue({kHost}));
  const std::string page = "<p>" + std::string(50'000, 'a') + "</p>";
  server.answer("/gzip", [&](const SiteRequest&) {
    return SiteReply{200, {{"Content-Encoding", "gzip"}}, gzip(page)};
  });
  server.answer("/br", [&](const SiteRequest&) {
    return SiteReply{200, {{"Content-Encoding", "br"}}, brotli(page)};
  });
  server.answer("/cut", [&](const SiteRequest&) {
    return SiteReply{200, {{"Content-Encoding", "br"}}, brotli(page).substr(0, 10)};
  });
  const Config config = config_for(server.endpoint());
  EXPECT_EQ(get(config, "https://paper.org/gzip")->body.beginning(), page);
  EXPECT_EQ(get(config, "https://paper.org/br")->body.beginning(), page);
  EXPECT_EQ(error_of(get(config, "https://paper.org/cut")), "paper.org: it ended too early");
}

TEST(HttpTransport, StopsABrotliBomb) {
  SiteServer server(ca().issue({kHost}));
  const std::string bomb = brotli(std::string(50U << 20U, '0'));
  ASSERT_LT(bomb.size(), 10'000U);
  server.answer("/bomb", [&](const SiteRequest&) {
    return SiteReply{200, {{"Content-Encoding", "br"}}, bomb};
  });
  EXPECT_EQ(error_of(get(config_for(server.endpoint()), "https://paper.org/bomb")),
            "paper.org: unpacks to over 100 times its size");
}

TEST(HttpTransport, LeavesTheBodyOfAnythingButA200Unread) {
  SiteServer server(ca().issue({kHost}));
  server.answer("/moved", [](const SiteRequest&) {
    return SiteReply{302, {{"Location", "/there"}}, std::string(100'000, 'x')};
  });
  server.answer("/same", [](const SiteRequest&) { return SiteReply{304, {}, ""}; });
  server.answer("/none", [](const SiteRequest&) { return SiteReply{204, {}, ""}; });
  const Config config = config_for(server.endpoint());
  const auto moved = get(config, "https://paper.org/moved");
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_EQ(moved->status, 302);
  EXPECT_EQ(moved->header("location"), "/there");
  EXPECT_EQ(moved->body.beginning(), "");
  EXPECT_EQ(get(config, "https://paper.org/same")->status, 304);
  EXPECT_EQ(get(config, "https://paper.org/none")->status, 204);
  EXPECT_EQ(get(config, "https://paper.org/missing")->status, 404);
  EXPECT_EQ(server.requests().size(), 4U);  // the redirect was not followed
}

TEST(HttpTransport, RefusesACertificateThatDoesNotHold) {
  struct Case {
    Certificate certificate;
    const char* reason;
  };
  const TestCa stranger;
  const Case kCases[] = {
      {ca().issue({"other.org"}), "paper.org: the certificate is not for this host"},
      {ca().issue({"*.org"}), "paper.org: the certificate is not for this host"},
      {ca().issue({"127.0.0.1"}), "paper.org: the certificate is not for this host"},
      {ca().issue({kHost}, Validity::expired), "paper.org: the certificate has expired"},
      {stranger.issue({kHost}), "paper.org: the certificate is not from a known authority"},
  };
  for (const Case& c : kCases) {
    SiteServer server(c.certificate);
    EXPECT_EQ(error_of(get(config_for(server.endpoint()), "https://paper.org/")), c.reason);
    EXPECT_TRUE(server.requests().empty()) << c.reason;
  }
}

TEST(HttpTransport, ChecksTheCertificateOfAnAddressToo) {
  SiteServer server(ca().issue({"127.0.0.1"}));
  Config config = config_for(server.endpoint());
  config.fetch.ports = {server.port()};
  const std::string url = "https://127.0.0.1:" + std::to_string(server.port()) + "/";
  const auto response = get(config, url);
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(server.requests()[0].host, server.endpoint());
}

TEST(HttpTransport, DoesNotTrustTheTestsAuthorityByItself) {
  SiteServer server(ca().issue({kHost}));
  Config config = config_for(server.endpoint());
  config.fetch.ca_file.clear();  // the system's
  EXPECT_EQ(error_of(get(config, "https://paper.org/")),
            "paper.org: the certificate is not from a known authority");
}

TEST(HttpTransport, SaysWhichAuthoritiesItCannotRead) {
  Config config;
  config.fetch.ca_file = "/nonexistent/ca.pem";
  const auto transport = make_http_transport(config);
  ASSERT_FALSE(transport);
  EXPECT_NE(transport.error().message.find("/nonexistent/ca.pem"), std::string::npos);
}

TEST(HttpTransport, RefusesAPrivateAddressWithoutConnecting) {
  const ScriptedPeer peer([](Peer&) {});
  Config config = config_for(peer.endpoint());
  config.fetch.allow_private.clear();
  config.fetch.ports = {80, 443};
  EXPECT_EQ(error_of(get(config, "http://paper.org/")),
            "paper.org: its address 127.0.0.1 is not public");
  for (const char* url : {"http://127.1/", "http://2130706433/", "http://0x7f000001/"}) {
    EXPECT_FALSE(parse_url(url)) << url << ": getaddrinfo would take this for 127.0.0.1";
  }
  for (const char* url : {"http://127.0.0.1/", "http://[::1]/", "http://[::ffff:7f00:1]/",
                          "http://169.254.169.254/latest/", "http://localhost/"}) {
    const std::string error = error_of(get(config, url));
    EXPECT_NE(error.find("is not public"), std::string::npos) << url << ": " << error;
  }
  EXPECT_EQ(peer.connections(), 0);
}

TEST(HttpTransport, FetchesOnlyFromThePortsThatAreAllowed) {
  Config config;
  EXPECT_EQ(error_of(get(config, "http://paper.org:22/")),
            "paper.org: port 22 is not fetched from");
  config.fetch.pin = {{kHost, "nonsense"}};
  EXPECT_EQ(error_of(get(config, "http://paper.org/")),
            "paper.org: fetch.pin of paper.org: nonsense is no address:port");
}

TEST(HttpTransport, SaysThatAConnectionIsRefused) {
  std::string endpoint;
  {
    const ScriptedPeer gone([](Peer&) {});
    endpoint = gone.endpoint();
  }
  EXPECT_EQ(error_of(get(config_for(endpoint), "http://paper.org/")),
            "paper.org: connection refused");
  EXPECT_EQ(error_of(get(config_for(endpoint), "https://paper.org/")),
            "paper.org: connection refused");
}

TEST(HttpTransport, RefusesAHeaderWithALineBreak) {
  const ScriptedPeer peer([](Peer&) {});
  EXPECT_NE(error_of(get(config_for(peer.endpoint()), "http://paper.org/",
                         {{"if-none-match", "x\r\nX-Evil: 1"}})),
            "");
  EXPECT_EQ(peer.connections(), 0);
}

// Answers every request with the same bytes and closes.
std::string error_for_answer(const std::string& answer) {
  const ScriptedPeer peer([&](Peer& client) {
    client.read_head();
    client.send(answer);
  });
  return error_of(get(config_for(peer.endpoint()), "http://paper.org/"));
}

TEST(HttpTransport, RefusesAnAnswerThatIsNoWholeResponse) {
  const std::string ok = "HTTP/1.1 200 OK\r\n";
  const std::string long_value(kMaxHeaderLineBytes, 'v');
  struct Case {
    std::string answer;
    std::string error;
  };
  const Case kCases[] = {
      {ok + "Content-Length: 2\r\n\r\nhi", ""},
      {ok + "\r\nuntil the end", ""},
      {ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", ""},
      {"", "it did not answer in HTTP"},
      {"SSH-2.0-server\r\n", "it did not answer in HTTP"},
      {"HTTP/1.1 200", "it did not answer in HTTP"},
      {ok, "it did not answer in HTTP"},
      {ok + "Content-Length: 5\r\n\r\nhi", "it ended too early"},
      {ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhi", "it ended too early"},
      {ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhi\r\n", "it ended too early"},
      {ok + "Content-Encoding: zstd\r\n\r\nx", "in an encoding that was not asked for (zstd)"},
      {ok + "X: " + long_value + "\r\n\r\n", "its headers are too long"},
      {"HTTP/1.1 200 " + std::string(kMaxStatusLineBytes, 'K') + "\r\n\r\n",
       "its headers are too long"},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(error_for_answer(c.answer), c.error.empty() ? "" : "paper.org: " + c.error)
        << c.answer.substr(0, 80);
  }
}

TEST(HttpTransport, TakesHeadersUpToTheLimitAndNoFurther) {
  const std::string line = "X-Line: " + std::string(1000, 'v') + "\r\n";
  const auto head_of = [&](std::size_t size) {
    std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n";
    while (head.size() + line.size() + 10 < size) head += line;
    return head + "X: " + std::string(size - head.size() - 7, 'v') + "\r\n\r\n";
  };
  ASSERT_EQ(head_of(kMaxResponseHeadBytes).size(), kMaxResponseHeadBytes);
  EXPECT_EQ(error_for_answer(head_of(kMaxResponseHeadBytes) + "hi"), "");
  EXPECT_EQ(error_for_answer(head_of(kMaxResponseHeadBytes + 1) + "hi"),
            "paper.org: its headers are too long");
}

TEST(HttpTransport, TakesABodyUpToTheLimitAndNoFurther) {
  for (const std::size_t size : {std::size_t{100'000}, std::size_t{100'001}}) {
    const ScriptedPeer peer([&](Peer& client) {
      client.read_head();
      client.send("HTTP/1.1 200 OK\r\n\r\n" + std::string(size, 'x'));
    });
    Config config = config_for(peer.endpoint());
    config.fetch.max_wire_bytes = 100'000;
    EXPECT_EQ(error_of(get(config, "http://paper.org/")),
              size == 100'000 ? "" : "paper.org: longer than 100000 bytes");
  }
}

TEST(HttpTransport, StopsAnEndlessBody) {
  for (const char* head :
       {"HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;"}) {
    const ScriptedPeer peer([&](Peer& client) {
      client.read_head();
      client.send(head);
      while (client.send(std::string(65536, 'x'))) continue;
    });
    Config config = config_for(peer.endpoint());
    config.fetch.max_wire_bytes = 4U << 20U;
    EXPECT_EQ(error_of(get(config, "http://paper.org/")), "paper.org: longer than 4 MiB") << head;
  }
}

TEST(HttpTransport, StopsEndlessHeaders) {
  for (const char* piece : {"a:b\r\n", "no end to this line", "\n"}) {
    const ScriptedPeer peer([&](Peer& client) {
      client.read_head();
      client.send("HTTP/1.1 200 OK\r\n");
      while (client.send(piece)) continue;
    });
    EXPECT_EQ(error_of(get(config_for(peer.endpoint()), "http://paper.org/")),
              "paper.org: its headers are too long")
        << piece;
  }
}

// A server that sends `start` and then a byte every 20 ms for as long as the client stays.
void expect_deadline_for_drip(const std::string& scheme, const std::string& start) {
  const ScriptedPeer peer([&](Peer& client) {
    if (scheme == "http") client.read_head();
    client.send(start);
    while (client.wait(milliseconds(20)) && client.send("x")) continue;
  });
  Config config = config_for(peer.endpoint());
  config.fetch.total_timeout = 0.3;
  const auto begin = Steady::now();
  EXPECT_EQ(error_of(get(config, scheme + "://paper.org/")), "paper.org: not done after 0.3 s");
  const auto took = Steady::now() - begin;
  EXPECT_GE(took, milliseconds(300));
  EXPECT_LT(took, milliseconds(1500));
}

TEST(HttpTransport, EndsADrippingBodyByTheTotalTimeout) {
  expect_deadline_for_drip("http", "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
}

TEST(HttpTransport, EndsADrippingHeadByTheTotalTimeout) {
  expect_deadline_for_drip("http", "HTTP/1.1 200 OK\r\nX-Slow: ");
}

TEST(HttpTransport, EndsADrippingHandshakeByTheTotalTimeout) {
  // A TLS record of 16,000 bytes, a ServerHello's beginning, that never becomes whole.
  expect_deadline_for_drip("https", std::string("\x16\x03\x03\x3e\x80\x02\x00\x3e\x7c", 9));
}

TEST(HttpTransport, GivesUpOnASilentServerByTheStallTimeout) {
  const ScriptedPeer peer([](Peer& client) {
    while (client.wait(milliseconds(1000))) continue;
  });
  Config config = config_for(peer.endpoint());
  config.fetch.stall_timeout = 0.2;
  for (const char* url : {"http://paper.org/", "https://paper.org/"}) {
    EXPECT_EQ(error_of(get(config, url)), "paper.org: timed out after 0.2 s without a byte");
  }
}

TEST(HttpTransport, SaysThatAConnectionWasCutInTheHandshake) {
  const ScriptedPeer peer([](Peer& client) { client.wait(milliseconds(10)); });
  const std::string error = error_of(get(config_for(peer.endpoint()), "https://paper.org/"));
  EXPECT_TRUE(error == "paper.org: the connection was cut" ||
              error == "paper.org: connection reset by peer")
      << error;
}

}  // namespace
}  // namespace mi
