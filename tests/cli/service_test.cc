// mi-searchd as a service: what it tells the manager that started it, the socket that it is handed,
// and settings that are read again.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "core/json.h"
#include "searchd/socket.h"
#include "tests/cli/programs.h"
#include "tests/searchd/raw_client.h"

namespace mi {
namespace {

// The socket on which a service manager hears of its services (sd_notify(3)).
class NotifySocket {
 public:
  // A path of the file system, or "@name" of Linux's abstract names.
  explicit NotifySocket(const std::string& name)
      : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    name.copy(address.sun_path, sizeof address.sun_path - 1);
    if (name.front() == '@') address.sun_path[0] = '\0';
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
    EXPECT_EQ(::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), size), 0) << name;
  }

  // The next message; empty where none comes.
  std::string hear() {
    pollfd waiting{socket_.get(), POLLIN, 0};
    if (::poll(&waiting, 1, 20'000) != 1) return {};
    std::array<char, 4096> message{};
    const ssize_t got = ::recv(socket_.get(), message.data(), message.size(), 0);
    return {message.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0))};
  }

 private:
  Descriptor socket_;
};

class ServiceTest : public testing::Test {
 protected:
  ServiceTest() {
    machine_.home().write("notes/a.md",
                          "# Superposition\n\nSuperposition one.\n\n## B\n\nSuperposition two.\n\n"
                          "## C\n\nSuperposition three.\n");
    const ProgramResult indexed = machine_.run("mi-index", {"--notes", "notes"});
    EXPECT_EQ(indexed.exit_code, 0) << indexed.err;
  }

  void write_settings(const std::string& text) { machine_.home().write("settings.toml", text); }

  // The daemon on a free port, told of the socket of a service manager.
  void start(const std::string& notify_socket = {}) {
    ProgramOptions options = machine_.options();
    options.environment["NOTIFY_SOCKET"] = notify_socket;
    daemon_ = std::make_unique<RunningProgram>(
        program_path("mi-searchd"),
        std::vector<std::string>{"--listen", "127.0.0.1:0", "--config", "settings.toml"}, options);
    const std::string line = daemon_->read_line();  // "Listening on http://127.0.0.1:41234/"
    port_ = std::atoi(line.c_str() + line.rfind(':') + 1);
  }

  // How many passages a query has that does not say how many it wants.
  std::size_t passages_by_default() const {
    const Expected<Json> json = parse_json(ask(port_, "/api/v1/search?q=superposition").body);
    if (!json) return 0;
    std::size_t hits = 0;
    for (const Json& document : (*json)["documents"].as_array())
      hits += document["hits"].as_array().size();
    return hits;
  }

  ProgramResult end() {
    daemon_->send(SIGTERM);
    return daemon_->wait();
  }

  static RawReply ask(int port, const std::string& target) {
    RawClient client(port);
    return client.ask(target) ? client.receive() : RawReply();
  }

  UserMachine machine_;
  std::unique_ptr<RunningProgram> daemon_;
  int port_ = 0;
};

TEST_F(ServiceTest, TellsItsManagerThatItIsReadyReadsItsSettingsAndStops) {
  write_settings("");
  const std::string path = (machine_.home() / "notify").string();
  for (const std::string& name : {path, fmt::format("@mi-search-{}", path)}) {
    NotifySocket manager(name);
    start(name);
    EXPECT_EQ(manager.hear(), "READY=1");
    EXPECT_EQ(ask(port_, "/healthz").status, 200) << "it is ready indeed";
    daemon_->send(SIGHUP);
    const std::string reloading = manager.hear();
    EXPECT_TRUE(reloading.starts_with("RELOADING=1\nMONOTONIC_USEC=")) << reloading;
    EXPECT_EQ(manager.hear(), "READY=1");
    daemon_->send(SIGTERM);
    EXPECT_EQ(manager.hear(), "STOPPING=1");
    EXPECT_EQ(daemon_->wait().exit_code, 0);
  }
}

TEST_F(ServiceTest, RunsWithoutAManager) {
  write_settings("");
  for (const char* name : {"", "relative", "/no/such/socket"}) {
    start(name);
    EXPECT_EQ(ask(port_, "/healthz").status, 200) << name;
    EXPECT_EQ(end().exit_code, 0) << name;
  }
}

TEST_F(ServiceTest, AnswersByNewSettingsAfterSighup) {
  const std::string name = (machine_.home() / "notify").string();
  NotifySocket manager(name);
  write_settings("[search]\nresults = 1\n");
  start(name);
  ASSERT_EQ(manager.hear(), "READY=1");
  EXPECT_EQ(passages_by_default(), 1);
  write_settings("[search]\nresults = 2\n");
  EXPECT_EQ(passages_by_default(), 1) << "nobody has told it";
  daemon_->send(SIGHUP);
  manager.hear();
  ASSERT_EQ(manager.hear(), "READY=1");
  EXPECT_EQ(passages_by_default(), 2);
  const ProgramResult result = end();
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
}

TEST_F(ServiceTest, KeepsItsSettingsWhereTheNewOnesAreBroken) {
  const std::string name = (machine_.home() / "notify").string();
  NotifySocket manager(name);
  write_settings("[search]\nresults = 2\n");
  start(name);
  ASSERT_EQ(manager.hear(), "READY=1");
  for (const char* broken : {"[search]\nresults = \"many\"\n", "[search\n", "results = 1\n"}) {
    write_settings(broken);
    daemon_->send(SIGHUP);
    manager.hear();
    ASSERT_EQ(manager.hear(), "READY=1") << broken;
    EXPECT_EQ(passages_by_default(), 2) << broken;
  }
  const ProgramResult result = end();
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.err.find("settings.toml:2"), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("settings.toml:1"), std::string::npos) << result.err;
}

TEST_F(ServiceTest, SaysWhichSettingsWaitForTheNextStart) {
  const std::string name = (machine_.home() / "notify").string();
  NotifySocket manager(name);
  write_settings("");
  start(name);
  ASSERT_EQ(manager.hear(), "READY=1");
  write_settings("hosts = [\"box.lan\"]\n[search]\nresults = 1\n");
  daemon_->send(SIGHUP);
  manager.hear();
  ASSERT_EQ(manager.hear(), "READY=1");
  EXPECT_EQ(passages_by_default(), 1) << "the others take effect";
  EXPECT_NE(end().err.find("take effect at the next start"), std::string::npos);
}

// As systemd does it: the socket is number 3, and LISTEN_PID names the process that it is for.
class HandedOnSocket : public ServiceTest {
 protected:
  void start_with(int socket, const std::string& process, const std::string& count = "1") {
    ProgramOptions options = machine_.options();
    options.handed_on = socket;
    options.environment["LISTEN_FDS"] = count;
    daemon_ = std::make_unique<RunningProgram>(
        "/bin/sh",
        std::vector<std::string>{
            "-c", fmt::format("LISTEN_PID={} exec \"$0\" --listen 127.0.0.1:0", process),
            program_path("mi-searchd").string()},
        options);
  }
};

TEST_F(HandedOnSocket, IsServed) {
  const Expected<Listener> listener = listen_on("127.0.0.1:0");
  ASSERT_TRUE(listener);
  RawClient early(listener->port);  // before there is a daemon: it waits in the socket
  ASSERT_TRUE(early.ask("/healthz"));
  start_with(listener->socket.get(), "$$");
  EXPECT_EQ(daemon_->read_line(), fmt::format("Listening on http://127.0.0.1:{}/", listener->port));
  EXPECT_EQ(early.receive().status, 200);
  EXPECT_EQ(ask(listener->port, "/api/v1/search?q=superposition").status, 200);
  EXPECT_EQ(end().exit_code, 0);
  RawClient late(listener->port);  // the manager holds the socket still
  EXPECT_TRUE(late.connected());
}

TEST_F(HandedOnSocket, IsLeftAloneWhereItIsForAnotherProcess) {
  const Expected<Listener> listener = listen_on("127.0.0.1:0");
  ASSERT_TRUE(listener);
  start_with(listener->socket.get(), "1");
  const std::string line = daemon_->read_line();
  EXPECT_TRUE(line.starts_with("Listening on http://127.0.0.1:")) << line;
  EXPECT_EQ(line.find(fmt::format(":{}/", listener->port)), std::string::npos) << line;
  EXPECT_EQ(end().exit_code, 0);
}

TEST_F(HandedOnSocket, IsRefusedWhereItIsNoneThatListens) {
  const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  start_with(socket.get(), "$$");
  const ProgramResult result = daemon_->wait();
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("ListenStream=127.0.0.1:8765"), std::string::npos) << result.err;
}

TEST_F(HandedOnSocket, IsRefusedWhereThereAreSeveral) {
  const Expected<Listener> listener = listen_on("127.0.0.1:0");
  ASSERT_TRUE(listener);
  start_with(listener->socket.get(), "$$", "2");
  const ProgramResult result = daemon_->wait();
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("more than one socket"), std::string::npos) << result.err;
}

}  // namespace
}  // namespace mi
