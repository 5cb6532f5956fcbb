// A server that means harm, and mi-fetch as a user runs it: each page ends within its cap, and the
// program never takes more than 80 MiB of memory.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <random>

#include "tests/cli/programs.h"
#include "tests/support/compress.h"
#include "tests/support/scripted_peer.h"

namespace mi {
namespace {

using std::chrono::milliseconds;

constexpr long kMostMemory = 80L * 1024;  // KiB, as getrusage has it

// Sends this over and over, until the client has enough.
void send_endlessly(Peer& client, const std::string& piece) {
  while (client.send(piece)) continue;
}

struct Bombs {
  std::string gzip = mi::gzip(std::string(20U << 20U, '0'));
  std::string brotli = mi::brotli(std::string(20U << 20U, '0'));
  std::string slow_gzip;  // a piece of a stream that grows no more than 60 times

  Bombs() {
    std::mt19937 random(1);
    std::string noise(32'000, ' ');
    for (char& c : noise) c = static_cast<char>(random());
    slow_gzip = mi::gzip(noise + std::string(60 * noise.size(), '0'));
  }
};

void answer(Peer& client, const std::string& path, const Bombs& bombs) {
  const std::string ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
  if (path == "/endless-body") {
    client.send(ok + "\r\n");
    send_endlessly(client, std::string(65536, 'x'));
  } else if (path == "/endless-chunks") {
    client.send(ok + "Transfer-Encoding: chunked\r\n\r\n");
    send_endlessly(client, "2000\r\n" + std::string(0x2000, 'x') + "\r\n");
  } else if (path == "/endless-headers") {
    client.send(ok);
    send_endlessly(client, "X-More: and more\r\n");
  } else if (path == "/drip") {
    client.send(ok + "Content-Length: 100000\r\n\r\n");
    while (client.wait(milliseconds(100)) && client.send("x")) continue;
  } else if (path == "/gzip-bomb") {
    client.send(ok + "Content-Encoding: gzip\r\n\r\n" + bombs.gzip);
  } else if (path == "/slow-bomb") {
    client.send(ok + "Content-Encoding: gzip\r\n\r\n");
    send_endlessly(client, bombs.slow_gzip);
  } else if (path == "/brotli-bomb") {
    client.send(ok + "Content-Encoding: br\r\n\r\n" + bombs.brotli);
  } else {
    client.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  }
}

std::string path_of(const std::string& head) {
  const std::size_t begin = head.find(' ') + 1;
  return head.substr(begin, head.find(' ', begin) - begin);
}

TEST(HostileSite, CostsALittleTimeAndLessThan80MebibytesOfMemory) {
  const Bombs bombs;
  const ScriptedPeer peer(
      [&](Peer& client) { answer(client, path_of(client.read_head()), bombs); });
  struct Case {
    const char* path;
    const char* reason;
  };
  constexpr Case kCases[] = {
      {"/endless-body", "paper.org: longer than 64 MiB"},
      {"/endless-chunks", "paper.org: longer than 64 MiB"},
      {"/endless-headers", "paper.org: its headers are too long"},
      {"/drip", "paper.org: not done after 1 s"},
      {"/gzip-bomb", "paper.org: unpacks to over 100 times its size"},
      {"/slow-bomb", "paper.org: longer than 128 MiB"},
      {"/brotli-bomb", "paper.org: unpacks to over 100 times its size"},
  };
  for (const Case& c : kCases) {
    const UserMachine machine;
    machine.home().write("notes/n.md", std::string("<http://paper.org") + c.path + ">\n");
    machine.home().write("mi-search.toml",
                         "notes = [\"notes\"]\nsites = [\"paper.org\"]\n[fetch]\ndelay = 0\n"
                         "allow_private = [\"127.0.0.1\"]\ntotal_timeout = 1\n[fetch.pin]\n"
                         "\"paper.org\" = \"" +
                             peer.endpoint() + "\"\n");
    const ProgramResult result = machine.run("mi-fetch", {});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(result.out.find(c.reason), std::string::npos) << c.path << ": " << result.out;
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);  // the most of any child so far
    EXPECT_LT(usage.ru_maxrss, kMostMemory) << c.path;
  }
}

}  // namespace
}  // namespace mi
