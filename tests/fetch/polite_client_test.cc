#include "fetch/polite_client.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/fetch/fake_web.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class PoliteClientTest : public testing::Test {
 protected:
  PoliteClientTest() {
    config_.sites = {"a.org", "b.org"};
    config_.fetch.delay = 10;
  }

  // A run: what is remembered is what is stored.
  void begin_run() {
    client_ =
        std::make_unique<PoliteClient>(transport_, store_, config_, clock_, [] { return 1.0; });
  }

  // The status, or why there is none.
  std::string get(const std::string& url) {
    if (!client_) begin_run();
    const Answer answer = client_->get({*parse_url(url), {}});
    return answer ? std::to_string(answer->status) : answer.error().reason;
  }

  void serve_robots(const std::string& body) {
    transport_.answer("https://a.org/robots.txt",
                      {200, {{"content-type", "text/plain"}}, Body(body)});
  }

  std::vector<std::int64_t> seconds_of(const std::vector<FakeTransport::Asked>& asked) const {
    std::vector<std::int64_t> times;
    for (const auto& one : asked) times.push_back(one.when.count() / 1000);
    return times;
  }

  const TemporaryFolder folder_;
  PageStore store_{folder_.path()};
  Config config_;
  FakeClock clock_;
  FakeTransport transport_{clock_};
  std::unique_ptr<PoliteClient> client_;
};

using Times = std::vector<std::int64_t>;

TEST_F(PoliteClientTest, ReadsRobotsFirstAndCountsItForTheDelay) {
  transport_.answer("https://a.org/1", page_with("<p>1"));
  transport_.answer("https://a.org/2", page_with("<p>2"));
  EXPECT_EQ(get("https://a.org/1"), "200");
  EXPECT_EQ(get("https://a.org/2"), "200");
  EXPECT_EQ(seconds_of(transport_.asked_robots), Times{0});
  EXPECT_EQ(seconds_of(transport_.asked), (Times{10, 20}));
}

TEST_F(PoliteClientTest, DoesNotAskForWhatRobotsForbids) {
  serve_robots("User-agent: mi-search\nDisallow: /private");
  transport_.answer("https://a.org/private/1", page_with("<p>1"));
  transport_.answer("https://a.org/public", page_with("<p>1"));
  EXPECT_EQ(get("https://a.org/private/1"), "the robots.txt of a.org does not allow it");
  EXPECT_EQ(get("https://a.org/public"), "200");
  EXPECT_EQ(transport_.asked.size(), 1U);
}

TEST_F(PoliteClientTest, BelievesARobotsFileForADay) {
  serve_robots("User-agent: *\nDisallow: /x");
  get("https://a.org/x");
  begin_run();
  clock_.sleep(kRobotsLife - seconds(60));
  EXPECT_EQ(get("https://a.org/x"), "the robots.txt of a.org does not allow it");
  EXPECT_EQ(transport_.asked_robots.size(), 1U);
  serve_robots("");
  clock_.sleep(seconds(60));
  EXPECT_EQ(get("https://a.org/x"), "404");
  EXPECT_EQ(transport_.asked_robots.size(), 2U);
}

TEST_F(PoliteClientTest, HasOneRobotsFileForEachOrigin) {
  serve_robots("User-agent: *\nDisallow: /");
  EXPECT_NE(get("https://a.org/x"), "404");
  EXPECT_EQ(get("http://a.org/x"), "404");
  EXPECT_EQ(transport_.asked_robots.size(), 2U);
}

TEST_F(PoliteClientTest, TakesA4xxForLeaveAndEverythingElseForNone) {
  struct Case {
    TransportResponse robots;
    const char* answer;
  };
  const Case kCases[] = {
      {{404, {}, {}}, "404"},
      {{403, {}, {}}, "404"},
      {{401, {}, {}}, "404"},
      {{429, {}, {}}, "robots.txt could not be read: a.org: status 429"},
      {{500, {}, {}}, "robots.txt could not be read: a.org: status 500"},
      {{503, {}, {}}, "robots.txt could not be read: a.org: status 503"},
      {{204, {}, {}}, "robots.txt could not be read: a.org: status 204"},
      {redirect_to("https://evil.org/robots.txt"),
       "the robots.txt of a.org is elsewhere, where this program may not go"},
      {redirect_to("http://a.org/robots.txt"),
       "the robots.txt of a.org is elsewhere, where this program may not go"},
      {redirect_to("http://["),
       "the robots.txt of a.org is elsewhere, where this program may not go"},
  };
  for (const Case& c : kCases) {
    transport_.answer("https://a.org/robots.txt", c.robots);
    clock_.sleep(kRobotsLife);
    begin_run();
    EXPECT_EQ(get("https://a.org/x"), c.answer) << c.robots.status;
  }
}

TEST_F(PoliteClientTest, TakesAnUnreachableRobotsFileForNoLeaveAndSaysSo) {
  transport_.answer("https://a.org/robots.txt", [](const TransportRequest&) {
    return Expected<TransportResponse>(failure("a.org: the certificate has expired"));
  });
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(get("https://a.org/x"),
              "robots.txt could not be read: a.org: the certificate has expired");
  }
  EXPECT_TRUE(transport_.asked.empty());
  EXPECT_EQ(transport_.asked_robots.size(), 1U) << "once a run";
}

TEST_F(PoliteClientTest, FollowsARobotsFileToAnotherOfItsSites) {
  transport_.answer("https://a.org/robots.txt", redirect_to("https://www.a.org/robots.txt"));
  transport_.answer("https://www.a.org/robots.txt", redirect_to("https://b.org/r/robots.txt"));
  transport_.answer("https://b.org/r/robots.txt", {200, {}, Body("User-agent: *\nDisallow: /x")});
  EXPECT_EQ(get("https://a.org/x"), "the robots.txt of a.org does not allow it");
  EXPECT_EQ(get("https://a.org/y"), "404");
  EXPECT_EQ(transport_.asked_robots.size(), 3U);
}

TEST_F(PoliteClientTest, TakesARobotsFileThatIsTooFarAwayForNone) {
  transport_.answer("https://a.org/robots.txt", redirect_to("/robots.txt"));
  EXPECT_EQ(get("https://a.org/x"), "404");
  EXPECT_EQ(transport_.asked_robots.size(), 6U);
}

TEST_F(PoliteClientTest, HonoursACrawlDelayUpToAMinute) {
  struct Case {
    const char* delay;
    std::int64_t gap;
  };
  constexpr Case kCases[] = {{"30", 30}, {"60", 60}, {"3600", 60}, {"1", 10}};
  for (const Case& c : kCases) {
    serve_robots(std::string("User-agent: *\nCrawl-delay: ") + c.delay);
    clock_.sleep(kRobotsLife);
    begin_run();
    transport_.asked.clear();
    get("https://a.org/1");
    get("https://a.org/2");
    const Times times = seconds_of(transport_.asked);
    EXPECT_EQ(times[0] - transport_.asked_robots.back().when.count() / 1000, c.gap) << c.delay;
    EXPECT_EQ(times[1] - times[0], c.gap) << c.delay;
  }
}

TEST_F(PoliteClientTest, TriesAgainAfterGrowingPauses) {
  config_.fetch.delay = 0;
  int tries = 0;
  transport_.answer("https://a.org/x", [&](const TransportRequest&) {
    return ++tries < 3 ? TransportResponse{503, {}, {}} : page_with("<p>at last");
  });
  EXPECT_EQ(get("https://a.org/x"), "200");
  EXPECT_EQ(seconds_of(transport_.asked), (Times{0, 2, 6}));
}

TEST_F(PoliteClientTest, GivesUpAfterThreeTriesOfOnePage) {
  transport_.answer("https://a.org/x", TransportResponse{502, {}, {}});
  EXPECT_EQ(get("https://a.org/x"), "502");
  EXPECT_EQ(transport_.asked.size(), static_cast<std::size_t>(kMaxTries));
}

TEST_F(PoliteClientTest, TriesAgainOnlyWhatMayPass) {
  transport_.answer("https://a.org/cut", [](const TransportRequest&) {
    return Expected<TransportResponse>(passing_failure("the connection was cut"));
  });
  transport_.answer("https://a.org/long", [](const TransportRequest&) {
    return Expected<TransportResponse>(failure("longer than 64 MiB"));
  });
  EXPECT_EQ(get("https://a.org/cut"), "the connection was cut");
  EXPECT_EQ(transport_.asked.size(), 3U);
  EXPECT_EQ(get("https://a.org/long"), "longer than 64 MiB");
  EXPECT_EQ(get("https://a.org/missing"), "404");
  EXPECT_EQ(transport_.asked.size(), 5U);
}

TEST_F(PoliteClientTest, LeavesAHostAloneThatOnlyHasTrouble) {
  const auto trouble = [](const TransportRequest&) {
    return Expected<TransportResponse>(passing_failure("timed out"));
  };
  for (const char* url : {"https://a.org/1", "https://a.org/2", "https://a.org/3"}) {
    transport_.answer(url, trouble);
  }
  EXPECT_EQ(get("https://a.org/1"), "timed out");
  EXPECT_EQ(get("https://a.org/2"), "timed out");
  EXPECT_EQ(transport_.asked.size(), static_cast<std::size_t>(kMaxTroubles));
  const Answer third = client_->get({*parse_url("https://a.org/3"), {}});
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().kind, Refusal::Kind::postponed);
  EXPECT_EQ(third.error().reason, "a.org did not answer well 5 times in a row");
  EXPECT_EQ(get("https://b.org/1"), "404") << "other hosts go on";
  EXPECT_EQ(transport_.asked.size(), static_cast<std::size_t>(kMaxTroubles) + 1);
  begin_run();
  EXPECT_EQ(get("https://a.org/missing"), "404") << "the next run begins anew";
}

TEST_F(PoliteClientTest, ForgivesTroubleThatAGoodAnswerEnds) {
  transport_.answer("https://a.org/bad", TransportResponse{500, {}, {}});
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(get("https://a.org/bad"), "500");
    EXPECT_EQ(get("https://a.org/missing"), "404");
  }
}

TEST_F(PoliteClientTest, WaitsAsLongAsRetryAfterSays) {
  int tries = 0;
  transport_.answer("https://a.org/x", [&](const TransportRequest&) {
    return ++tries == 1 ? TransportResponse{429, {{"retry-after", "60"}}, {}} : page_with("<p>x");
  });
  EXPECT_EQ(get("https://a.org/x"), "200");
  const Times times = seconds_of(transport_.asked);
  EXPECT_GE(times.at(1) - times.at(0), 60);
  EXPECT_LE(times.at(1) - times.at(0), 61);
}

TEST_F(PoliteClientTest, KeepsToARetryAfterInTheNextRuns) {
  transport_.answer("https://a.org/x", TransportResponse{503, {{"retry-after", "3600"}}, {}});
  EXPECT_EQ(get("https://a.org/x"), "503");
  EXPECT_EQ(transport_.asked.size(), 1U) << "an hour is not waited for";
  const std::string reason = "a.org wants to be left alone until ";
  EXPECT_TRUE(get("https://a.org/y").starts_with(reason));
  begin_run();
  clock_.sleep(seconds(3000));
  EXPECT_TRUE(get("https://a.org/y").starts_with(reason));
  EXPECT_EQ(transport_.asked.size(), 1U);
  begin_run();
  clock_.sleep(seconds(580));
  EXPECT_EQ(get("https://a.org/y"), "404") << "20 s are waited for";
  const Times times = seconds_of(transport_.asked);
  EXPECT_GE(times.at(1) - times.at(0), 3600);
  EXPECT_LE(times.at(1) - times.at(0), 3602);
}

TEST_F(PoliteClientTest, AsksSeveralHostsAtOnceAndEachOneAtATime) {
  config_.fetch.delay = 0;
  std::mutex mutex;
  std::map<std::string, int> open;
  int violations = 0;
  const auto watched = [&](const TransportRequest& request) {
    {
      const std::lock_guard lock(mutex);
      if (++open[request.url.host] > 1) ++violations;
    }
    std::this_thread::yield();
    const std::lock_guard lock(mutex);
    --open[request.url.host];
    return page_with("<p>x");
  };
  class Watched final : public Transport {
   public:
    explicit Watched(FakeTransport::Handler handler) : handler_(std::move(handler)) {}
    Expected<TransportResponse> get(const TransportRequest& request) override {
      return handler_(request);
    }

   private:
    FakeTransport::Handler handler_;
  } transport(watched);
  PoliteClient client(transport, store_, config_, clock_);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        for (const char* url : {"https://a.org/x", "https://b.org/x"}) {
          EXPECT_TRUE(client.get({*parse_url(url), {}}));
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(violations, 0);
}

}  // namespace
}  // namespace mi
