#include "searchd/access_token.h"

#include <gtest/gtest.h>

#include <set>

#include "searchd/api.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

const std::string kSecret = "0123456789abcdefghijklmnopqrstuv";
const TimePoint kNow = *parse_time("2026-01-04T00:00:00Z");

// The "name=value" of a Set-Cookie header, as the browser sends it back.
std::string sent_back(const std::string& set_cookie) {
  return set_cookie.substr(0, set_cookie.find(';'));
}

TEST(AccessToken, LetsPassWhoShowsIt) {
  const AccessToken token(kSecret);
  EXPECT_TRUE(token.lets_pass("Bearer " + kSecret, "", kNow));
  for (const std::string& authorization :
       {std::string(), std::string("Bearer "), std::string("Bearer"), kSecret, "bearer " + kSecret,
        "Bearer " + kSecret + " ", "Bearer " + kSecret.substr(1), "Basic " + kSecret}) {
    EXPECT_FALSE(token.lets_pass(authorization, "", kNow)) << authorization;
  }
}

TEST(AccessToken, LetsPassASessionUntilItEnds) {
  const AccessToken token(kSecret);
  const std::string header = token.session_cookie(kNow);
  EXPECT_NE(header.find("; HttpOnly"), std::string::npos);
  EXPECT_NE(header.find("; SameSite=Lax"), std::string::npos);
  EXPECT_EQ(header.find(kSecret), std::string::npos);
  const std::string cookie = sent_back(header);
  for (const std::string& cookies : {cookie, "a=b; " + cookie, cookie + "; a=b", "a=b;" + cookie})
    EXPECT_TRUE(token.lets_pass("", cookies, kNow)) << cookies;
  const auto just_before = kNow + kSessionLifetime - std::chrono::seconds(1);
  EXPECT_TRUE(token.lets_pass("", cookie, just_before));
  EXPECT_FALSE(token.lets_pass("", cookie, kNow + kSessionLifetime));
  EXPECT_FALSE(AccessToken(kSecret + "x").lets_pass("", cookie, kNow)) << "of another secret";
}

TEST(AccessToken, RefusesEachCookieThatItDidNotMake) {
  const AccessToken token(kSecret);
  const std::string cookie = sent_back(token.session_cookie(kNow));
  for (std::size_t at = 0; at < cookie.size(); ++at) {
    std::string forged = cookie;
    forged[at] = forged[at] == '1' ? '2' : '1';
    EXPECT_FALSE(token.lets_pass("", forged, kNow)) << forged;
    EXPECT_FALSE(token.lets_pass("", cookie.substr(0, at), kNow));
  }
  const std::string code = token.make_code(kNow);
  EXPECT_FALSE(token.lets_pass("", "mi_session=" + code, kNow)) << "a link's code is no session";
  for (const char* cookies : {"mi_session", "mi_session=", "mi_session=-", ";;;", "=", " ; "})
    EXPECT_FALSE(token.lets_pass("", cookies, kNow)) << cookies;
}

TEST(AccessToken, TakesACodeOnceAndInTime) {
  AccessToken token(kSecret);
  const std::string code = token.make_code(kNow);
  EXPECT_TRUE(token.take_code(code, kNow));
  EXPECT_FALSE(token.take_code(code, kNow)) << "used";
  const std::string late = token.make_code(kNow);
  EXPECT_FALSE(token.take_code(late, kNow + kLinkLifetime));
  EXPECT_TRUE(token.take_code(late, kNow + kLinkLifetime - std::chrono::seconds(1)));
  std::string forged = token.make_code(kNow);
  forged[3] = forged[3] == '1' ? '2' : '1';
  EXPECT_FALSE(token.take_code(forged, kNow));
  for (const char* text : {"", "-", "--", "1-2-3"}) EXPECT_FALSE(token.take_code(text, kNow));
  std::set<std::string> codes;
  for (int i = 0; i < 100; ++i) codes.insert(token.make_code(kNow));
  EXPECT_EQ(codes.size(), 100U);
}

TEST(AccessToken, IsReadFromAFileOfItsOwnersOnly) {
  const TemporaryFolder folder;
  const auto write = [&](const std::string& text, fs::perms mode) {
    const fs::path file = folder.write("token", text);
    fs::permissions(file, mode);
    return file;
  };
  const fs::perms owner = fs::perms::owner_read | fs::perms::owner_write;
  const auto read = AccessToken::read(write(kSecret + "\n", owner));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_TRUE((*read)->lets_pass("Bearer " + kSecret, "", kNow));
  EXPECT_TRUE(AccessToken::read(write(std::string(kMaxTokenBytes, 'x'), owner)));
  for (const std::string& text :
       {std::string(), kSecret.substr(1), std::string(kMaxTokenBytes + 1, 'x'),
        kSecret + " " + kSecret, kSecret + "\x7f"}) {
    EXPECT_FALSE(AccessToken::read(write(text, owner))) << text;
  }
  EXPECT_FALSE(AccessToken::read(write(kSecret, owner | fs::perms::group_read)));
  EXPECT_FALSE(AccessToken::read(write(kSecret, owner | fs::perms::others_read)));
  EXPECT_FALSE(AccessToken::read(folder / "absent"));
}

class GuardedApi : public testing::Test {
 protected:
  GuardedApi() {
    backend_.token = std::make_shared<AccessToken>(kSecret);
    backend_.clock = [] { return kNow; };
    backend_.state = [] { return IndexState(); };
  }

  Reply get(const std::string& target, const std::string& authorization = "",
            const std::string& cookies = "", const std::string& method = "GET") const {
    Request request{method, target, "", "", ""};
    request.authorization = authorization;
    request.cookies = cookies;
    return Api(backend_).handle(request);
  }

  Backend backend_;
};

TEST_F(GuardedApi, TellsNothingWithoutAToken) {
  for (const char* target : {"/", "/?q=a", "/api/v1/search?q=a", "/api/v1/status", "/metrics",
                             "/opensearch.xml", "/api/v1/openapi.json", "/nothing"}) {
    const Reply reply = get(target);
    EXPECT_EQ(reply.status, 401) << target;
    EXPECT_EQ(reply.header("WWW-Authenticate"), "Bearer realm=\"mi-search\"") << target;
    EXPECT_NE(reply.body.find("\"code\":\"unauthorized\""), std::string::npos) << target;
  }
  EXPECT_EQ(get("/healthz").status, 200);
  EXPECT_EQ(get("/favicon.ico").status, 200);
  EXPECT_EQ(get("/api/v1/status", "Bearer " + kSecret).status, 200);
  EXPECT_EQ(get("/nothing", "Bearer " + kSecret).status, 404);
}

TEST_F(GuardedApi, LogsABrowserInByALinkThatWorksOnce) {
  const std::string link = "/login?token=" + backend_.token->make_code(kNow);
  EXPECT_EQ(get(link, "", "", "HEAD").status, 401) << "a look must not use it up";
  const Reply reply = get(link);
  EXPECT_EQ(reply.status, 303);
  EXPECT_EQ(reply.header("Location"), "/");
  EXPECT_EQ(reply.header("Cache-Control"), "no-store");
  const std::string cookie = sent_back(std::string(reply.header("Set-Cookie")));
  EXPECT_EQ(get("/api/v1/status", "", cookie).status, 200);
  EXPECT_EQ(get(link).status, 401);
  EXPECT_EQ(get("/login").status, 401);
}

}  // namespace
}  // namespace mi
