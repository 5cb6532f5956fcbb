#include "searchd/access_rules.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "searchd/request_head.h"

namespace mi {
namespace {

const AccessRules kRules = {{"127.0.0.1:8765", "localhost:8765", "[::1]:8765"}, {"https://a.org"}};

int status_of_head(const std::string& headers) {
  const auto parsed = parse_head("GET /api/v1/search?q=a HTTP/1.1\r\n" + headers + "\r\n", kRules);
  const auto* problem = std::get_if<Problem>(&parsed);
  return problem == nullptr ? 200 : problem->status;
}

TEST(AccessRules, RefuseEachHostAndOriginThatIsNotOurs) {
  const std::string own = "Host: 127.0.0.1:8765\r\n";
  const std::vector<std::pair<std::string, int>> refused = {
      // Names that somebody points at this machine, and spellings of the loopback.
      {"Host: evil.example\r\n", 421},
      {"Host: evil.example:8765\r\n", 421},
      {"Host: 127.0.0.1.evil.example:8765\r\n", 421},
      {"Host: localhost.evil.example:8765\r\n", 421},
      {"Host: localhost:8765.evil.example\r\n", 421},
      {"Host: localhost:8765@evil.example\r\n", 421},
      {"Host: localhost\r\n", 421},
      {"Host: 127.0.0.1\r\n", 421},
      {"Host: 127.0.0.1:80\r\n", 421},
      {"Host: 127.0.0.1:87650\r\n", 421},
      {"Host: 127.1:8765\r\n", 421},
      {"Host: 2130706433:8765\r\n", 421},
      {"Host: 0x7f000001:8765\r\n", 421},
      {"Host: 0.0.0.0:8765\r\n", 421},
      {"Host: [::]:8765\r\n", 421},
      {"Host: [::ffff:127.0.0.1]:8765\r\n", 421},
      {"Host: localhost.:8765\r\n", 421},
      {"Host: 127.0.0.1:8765,evil.example\r\n", 421},
      {"Host: 127.0.0.1:8765 evil.example\r\n", 421},
      {"Host:\r\n", 421},
      {"", 400},
      {own + own, 400},
      {own + "Host: evil.example\r\n", 400},
      // Pages of other sites, with the right host.
      {own + "Origin: https://evil.example\r\n", 403},
      {own + "Origin: null\r\n", 403},
      {own + "Origin: http://127.0.0.1:8766\r\n", 403},
      {own + "Origin: http://127.0.0.1\r\n", 403},
      {own + "Origin: http://localhost:3000\r\n", 403},
      {own + "Origin: http://127.0.0.1:8765.evil.example\r\n", 403},
      {own + "Origin: https://a.org.evil.example\r\n", 403},
      {own + "Origin: http://a.org\r\n", 403},
      {own + "Origin: file://\r\n", 403},
      {own + "Origin: 127.0.0.1:8765\r\n", 403},
      {own + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n", 403},
      {own + "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\n", 403},
      {own + "Sec-Fetch-Site: cross-site\r\n", 403},
  };
  EXPECT_GE(refused.size(), 30U);
  for (const auto& [headers, status] : refused)
    EXPECT_EQ(status_of_head(headers), status) << headers;
}

TEST(AccessRules, LetThePageItselfLinksAndWelcomeSitesAsk) {
  const std::string own = "Host: LOCALHOST:8765\r\n";
  for (const std::string& headers :
       {own, std::string("Host: [::1]:8765\r\n"), own + "Origin: http://localhost:8765\r\n",
        own + "Origin: http://127.0.0.1:8765\r\nSec-Fetch-Site: same-origin\r\n",
        own + "Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\n",
        own + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n",
        own + "Origin: https://A.org\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\n"}) {
    EXPECT_EQ(status_of_head(headers), 200) << headers;
  }
}

TEST(AccessRules, TellOfAWelcomeOriginAndOfNoOther) {
  const auto origin_of = [](const std::string& origin) {
    const auto parsed = parse_head(
        fmt::format("GET / HTTP/1.1\r\nHost: localhost:8765\r\nOrigin: {}\r\n\r\n", origin),
        kRules);
    return std::get<RequestHead>(parsed).request.foreign_origin;
  };
  EXPECT_EQ(origin_of("https://a.org"), "https://a.org");
  EXPECT_EQ(origin_of("http://localhost:8765"), "");
}

TEST(AccessRules, LetABrowserAskForSuggestionsByItself) {
  EXPECT_FALSE(refuse_asker(
      kRules, {"localhost:8765", "", "cross-site", "no-cors", "/opensearch/suggest?q=a"}));
  EXPECT_TRUE(refuse_asker(kRules, {"localhost:8765", "https://evil.example", "cross-site", "cors",
                                    "/opensearch/suggest?q=a"}));
}

}  // namespace
}  // namespace mi
