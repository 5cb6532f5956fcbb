#include "searchd/socket.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

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
    EXPECT_NE(listener.error().hint.find("--allow-remote"), std::string::npos) << address;
  }
}

TEST(ListenOn, ListensAnywhereWhenTold) {
  const auto listener = listen_on("0.0.0.0:0", Reach::anywhere);
  ASSERT_TRUE(listener);
  EXPECT_FALSE(is_on_loopback(*listener));
  EXPECT_TRUE(is_on_loopback(*listen_on("127.0.0.1:0")));
}

TEST(AdoptListener, TakesASocketThatListens) {
  auto given = listen_on("127.0.0.1:0");
  ASSERT_TRUE(given);
  const auto adopted = adopt_listener(Descriptor(::dup(given->socket.get())));
  ASSERT_TRUE(adopted) << adopted.error().message;
  EXPECT_EQ(adopted->port, given->port);
  EXPECT_EQ(adopted->host, "127.0.0.1");
}

TEST(AdoptListener, RefusesEverythingElse) {
  EXPECT_FALSE(adopt_listener(Descriptor()));
  EXPECT_FALSE(adopt_listener(Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC))));
  EXPECT_FALSE(adopt_listener(Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))))
      << "it does not listen";
  EXPECT_FALSE(adopt_listener(Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0))));
  auto anywhere = listen_on("0.0.0.0:0", Reach::anywhere);
  ASSERT_TRUE(anywhere);
  EXPECT_FALSE(adopt_listener(Descriptor(::dup(anywhere->socket.get()))));
  EXPECT_TRUE(adopt_listener(Descriptor(::dup(anywhere->socket.get())), Reach::anywhere));
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
