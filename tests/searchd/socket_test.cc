#include "searchd/socket.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

TEST(ListenOn, FindsAFreePortOnLoopback) {
  for (const std::string address : {"127.0.0.1:0", "localhost:0", "127.9.8.7:0"}) {
    const auto listener = listen_on(address);
    ASSERT_TRUE(listener) << address << ": " << listener.error().message;
    EXPECT_GT(listener->port, 0) << address;
  }
  EXPECT_EQ(listen_on("localhost:0")->host, "127.0.0.1");
}

TEST(ListenOn, SaysThatAPortIsTaken) {
  const auto first = listen_on("127.0.0.1:0");
  ASSERT_TRUE(first);
  const std::string address = "127.0.0.1:" + std::to_string(first->port);
  const auto second = listen_on(address);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().message, "cannot listen on " + address + ": Address already in use");
  EXPECT_NE(second.error().hint, "");
}

TEST(ListenOn, RefusesWhatOthersCouldReach) {
  for (const std::string address :
       {"0.0.0.0:0", "192.168.0.1:8765", "[::]:0", "8.8.8.8:80", "[::ffff:127.0.0.1]:0"}) {
    const auto listener = listen_on(address);
    ASSERT_FALSE(listener) << address;
    EXPECT_EQ(listener.error().kind, ErrorKind::usage) << address;
    EXPECT_EQ(listener.error().hint, "Listen on 127.0.0.1 or [::1].") << address;
  }
}

TEST(ListenOn, RefusesWhatIsNoAddress) {
  for (const std::string address : {"", ":", "8765", ":8765", "127.0.0.1", "127.0.0.1:", "a.org:80",
                                    "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:8x", "::1:80",
                                    "[]:80", "[::1:80", "127.1:80", "[127.0.0.1]:80"}) {
    const auto listener = listen_on(address);
    ASSERT_FALSE(listener) << address;
    EXPECT_EQ(listener.error().kind, ErrorKind::usage) << address;
  }
}

}  // namespace
}  // namespace mi
