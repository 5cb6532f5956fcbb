// Whoever writes a note, a redirect or a DNS record must not make this program connect to the
// reader's own network: 200 and more spellings of addresses that are not public, as a link, as a
// redirect, and as what a name comes to mean. A canary listens on 127.0.0.1 and must hear nothing.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <set>

#include "fetch/fetcher.h"
#include "fetch/http_transport.h"
#include "tests/support/scripted_peer.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_ca.h"

namespace mi {
namespace {

using V4 = std::array<unsigned, 4>;

const std::vector<V4> kPrivateV4 = {
    {127, 0, 0, 1},       {127, 255, 255, 254}, {10, 0, 0, 1},      {10, 255, 255, 255},
    {172, 16, 0, 1},      {172, 31, 255, 255},  {192, 168, 0, 1},   {192, 168, 255, 255},
    {169, 254, 169, 254}, {100, 64, 0, 1},      {100, 127, 255, 1}, {0, 0, 0, 0},
    {224, 0, 0, 1},       {255, 255, 255, 255}, {198, 18, 0, 1},    {192, 0, 2, 1}};

// All that resolvers, URL parsers and people have taken for an IPv4 address.
std::vector<std::string> spellings_of(const V4& v4) {
  const auto [a, b, c, d] = v4;
  const unsigned whole = (a << 24U) | (b << 16U) | (c << 8U) | d;
  return {
      fmt::format("{}.{}.{}.{}", a, b, c, d),
      fmt::format("{}.{}.{}.{}.", a, b, c, d),
      fmt::format("{}", whole),
      fmt::format("{:#x}", whole),
      fmt::format("0{:o}", whole),
      fmt::format("0{:o}.0{:o}.0{:o}.0{:o}", a, b, c, d),
      fmt::format("{:#x}.{:#x}.{:#x}.{:#x}", a, b, c, d),
      fmt::format("{}.{}", a, whole & 0xffffffU),
      fmt::format("{}.{}.{}", a, b, whole & 0xffffU),
      fmt::format("%3{}.{}.{}.{}", a, b, c, d),  // the first digit, percent-encoded
      fmt::format("[::ffff:{}.{}.{}.{}]", a, b, c, d),
      fmt::format("[::ffff:{:x}:{:x}]", whole >> 16U, whole & 0xffffU),
      fmt::format("[0:0:0:0:0:FFFF:{:04X}:{:04X}]", whole >> 16U, whole & 0xffffU),
      fmt::format("[::{}.{}.{}.{}]", a, b, c, d),
      fmt::format("[64:ff9b::{:x}:{:x}]", whole >> 16U, whole & 0xffffU),
      fmt::format("[2002:{:x}:{:x}::1]", whole >> 16U, whole & 0xffffU),
      fmt::format("public.org@{}.{}.{}.{}", a, b, c, d),
  };
}

std::vector<std::string> all_spellings() {
  std::vector<std::string> all = {"[::1]",
                                  "[::]",
                                  "[0:0:0:0:0:0:0:1]",
                                  "[fe80::1]",
                                  "[fe80::1%25eth0]",
                                  "[fc00::1]",
                                  "[fd12:3456::1]",
                                  "[ff02::1]",
                                  "[fec0::1]",
                                  "[2001:db8::1]",
                                  "[2001::1]",
                                  "[100::1]",
                                  "[64:ff9b:1::1]",
                                  "[5f00::1]",
                                  "localhost",
                                  "LOCALHOST.",
                                  "\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1",
                                  "127.0.0.1%00.public.org"};
  for (const V4& v4 : kPrivateV4) {
    const std::vector<std::string> more = spellings_of(v4);
    all.insert(all.end(), more.begin(), more.end());
  }
  const std::set<std::string> unique(all.begin(), all.end());
  return {unique.begin(), unique.end()};
}

class NoProgress final : public FetchProgress {
 public:
  void started(std::size_t) override {}
  void fetching(const FetchTarget&) override {}
  void finished(const FetchTarget&, const FetchOutcome&) override {}
};

class PrivateAddress : public testing::Test {
 protected:
  PrivateAddress() {
    config_.fetch.delay = 0;
    config_.fetch.ports = {80, 443, canary_.port(), server_.port()};
    config_.fetch.allow_private = {"127.0.0.2"};  // where the good server of these tests is
    config_.fetch.stall_timeout = 2;
    config_.fetch.ca_file = ca_.write_to(folder_.path());  // the system's takes long to read
    config_.fetch.pin = {{"paper.org", server_.endpoint()}};
  }

  std::string canary_url(const std::string& host) const {
    return fmt::format("http://{}:{}/", host, canary_.port());
  }

  // Answers every request with the address that `redirect_` names.
  void serve(Peer& client) {
    while (true) {
      const std::string head = client.read_head();
      if (head.empty()) return;
      if (head.starts_with("GET /robots.txt")) {
        client.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
      } else {
        client.send(fmt::format("HTTP/1.1 302 Found\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n",
                                redirect_));
      }
    }
  }

  const TemporaryFolder folder_;
  const TestCa ca_;
  const ScriptedPeer canary_{[](Peer&) {}};
  std::string redirect_ = "/";  // changed only while no request is under way
  const ScriptedPeer server_{[this](Peer& client) { serve(client); }, "127.0.0.2"};
  Config config_;
};

TEST_F(PrivateAddress, IsSpelledInTwoHundredWays) { EXPECT_GE(all_spellings().size(), 200U); }

TEST_F(PrivateAddress, IsNotReachedByALink) {
  const auto transport = *make_http_transport(config_);
  for (const std::string& host : all_spellings()) {
    const Expected<Url> url = parse_url(canary_url(host));
    if (!url) continue;  // it is not even an address
    const auto response = transport->get({*url, {}});
    ASSERT_FALSE(response) << host;
    EXPECT_NE(response.error().message.find("is not public"), std::string::npos)
        << host << ": " << response.error().message;
  }
  EXPECT_EQ(canary_.connections(), 0);
}

TEST_F(PrivateAddress, IsNotReachedByARedirect) {
  PageStore store(folder_ / "pages");
  const auto transport = *make_http_transport(config_);
  SystemClock clock;
  NoProgress progress;
  config_.sites = {"paper.org"};
  for (const std::string& host : all_spellings()) {
    if (const Expected<Url> url = parse_url(canary_url(host))) config_.sites.push_back(url->host);
  }
  for (const std::string& host : all_spellings()) {
    redirect_ = canary_url(host);
    FetchPlan plan;
    plan.to_fetch = {{"http://paper.org/p", *parse_url("http://paper.org/p"), {}, {}}};
    const FetchReport report = Fetcher(*transport, store, config_, clock).fetch(plan, progress);
    const std::string& reason = report.outcomes.at(0).reason;
    EXPECT_TRUE(reason.find("is not public") != std::string::npos ||
                reason.find("not a usable address") != std::string::npos)
        << host << ": " << reason;
  }
  EXPECT_EQ(canary_.connections(), 0);
  EXPECT_GT(server_.connections(), 0);
}

TEST_F(PrivateAddress, IsNotReachedByANameThatComesToMeanIt) {
  const IpAddress good = *parse_address("127.0.0.2");
  std::vector<IpAddress> bad;
  for (const std::string& host : all_spellings()) {
    if (const auto address = parse_address(host)) bad.push_back(*address);
  }
  ASSERT_GE(bad.size(), 100U);
  for (const IpAddress& address : bad) {
    for (const std::vector<IpAddress>& later :
         {std::vector{address}, {good, address}, {address, good}}) {
      int lookups = 0;
      const auto transport = *make_http_transport(
          config_, [&](const std::string&) { return ++lookups == 1 ? std::vector{good} : later; });
      const Url first = *parse_url(fmt::format("http://rebound.org:{}/", server_.port()));
      ASSERT_TRUE(transport->get({first, {}}));
      const auto second = transport->get({*parse_url(canary_url("rebound.org")), {}});
      ASSERT_FALSE(second) << to_string(address);
      EXPECT_NE(second.error().message.find("is not public"), std::string::npos);
      EXPECT_EQ(lookups, 2) << "what is connected to is what was vetted";
    }
  }
  EXPECT_EQ(canary_.connections(), 0);
}

}  // namespace
}  // namespace mi
