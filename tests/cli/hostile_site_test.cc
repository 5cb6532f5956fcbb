// Servers that mean harm, and mi-fetch as a user runs it: each page ends within its cap, and the
// program never takes 80 MB of memory.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <deque>
#include <fstream>
#include <random>

#include "tests/cli/programs.h"
#include "tests/support/compress.h"
#include "tests/support/scripted_peer.h"

namespace mi {
namespace {

using std::chrono::milliseconds;

constexpr long kMostMemory = 80'000'000 / 1024;  // KiB

struct Visit {
  ProgramResult result;
  long peak = 0;  // the most memory that mi-fetch took, in KiB
};

Visit visit(const UserMachine& machine) {
  const std::filesystem::path file = machine.home() / "peak";
  Visit visit;
  visit.result = run_program(MI_PEAK_MEMORY, {file.string(), program_path("mi-fetch").string()},
                             machine.options());
  std::ifstream(file) >> visit.peak;
  return visit;
}

// Sends this over and over, until the client has enough.
void send_endlessly(Peer& client, const std::string& piece) {
  while (client.send(piece)) continue;
}

struct Bombs {
  std::string gzip = mi::gzip(std::string(20U << 20U, '0'));
  std::string brotli = mi::brotli(std::string(20U << 20U, '0'));
  std::string slow_gzip;  // a piece of a stream that grows no more than 60 times
  std::string longest;    // as many of them as may come

  Bombs() {
    std::mt19937 random(1);
    std::string noise(32'000, ' ');
    for (char& c : noise) c = static_cast<char>(' ' + random() % 64);
    const std::string text = noise + std::string(60 * noise.size(), '0');
    slow_gzip = mi::gzip(text);
    for (std::size_t size = 0; size + text.size() <= 128U << 20U; size += text.size()) {
      longest += slow_gzip;
    }
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
  } else if (path == "/longest") {  // to the byte what may be sent
    constexpr std::size_t kLongest = 64U << 20U;
    client.send(ok + "Content-Length: " + std::to_string(kLongest) + "\r\n\r\n");
    const std::string piece(65536, 'x');
    for (std::size_t sent = 0; sent < kLongest && client.send(piece);) sent += piece.size();
  } else if (path == "/longest-unpacked") {
    client.send(ok + "Content-Encoding: gzip\r\nContent-Length: " +
                std::to_string(bombs.longest.size()) + "\r\n\r\n" + bombs.longest);
  } else {
    client.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  }
}

std::string path_of(const std::string& head) {
  const std::size_t begin = head.find(' ') + 1;
  return head.substr(begin, head.find(' ', begin) - begin);
}

// The sites, each at a server; what runs against them may take so many seconds a page.
std::string settings(const std::vector<std::string>& hosts,
                     const std::vector<std::string>& endpoints, int total_timeout) {
  std::string sites;
  std::string pins;
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    sites += (i == 0 ? "\"" : ", \"") + hosts[i] + "\"";
    pins += "\"" + hosts[i] + "\" = \"" + endpoints[i] + "\"\n";
  }
  return "notes = [\"notes\"]\nsites = [" + sites +
         "]\n[fetch]\ndelay = 0\nallow_private = [\"127.0.0.1\"]\ntotal_timeout = " +
         std::to_string(total_timeout) + "\n[fetch.pin]\n" + pins;
}

TEST(HostileSite, CostsALittleTimeAndLessThan80MegabytesOfMemory) {
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
  long most = 0;
  for (const Case& c : kCases) {
    const UserMachine machine;
    machine.home().write("notes/n.md", std::string("<http://paper.org") + c.path + ">\n");
    machine.home().write("mi-search.toml", settings({"paper.org"}, {peer.endpoint()}, 1));
    const auto [result, peak] = visit(machine);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(result.out.find(c.reason), std::string::npos) << c.path << ": " << result.out;
    EXPECT_GT(peak, 0);
    EXPECT_LT(peak, kMostMemory) << c.path;
    most = std::max(most, peak);
  }
  RecordProperty("peak_kib", std::to_string(most));
}

// Eight hosts are asked at once, and each sends as much as it may. Two of them send just that, and
// their pages are stored.
TEST(HostileSite, CostsNoMoreMemoryWhereEightComeAtOnce) {
  const Bombs bombs;
  constexpr std::array kPaths = {"/longest",   "/longest-unpacked", "/endless-body",
                                 "/slow-bomb", "/endless-chunks",   "/endless-body",
                                 "/slow-bomb", "/endless-chunks"};
  std::deque<ScriptedPeer> peers;
  std::vector<std::string> hosts;
  std::vector<std::string> endpoints;
  std::string note;
  for (std::size_t i = 0; i < kPaths.size(); ++i) {
    peers.emplace_back([&](Peer& client) { answer(client, path_of(client.read_head()), bombs); });
    hosts.push_back("h" + std::to_string(i) + ".org");
    endpoints.push_back(peers.back().endpoint());
    note += "<http://" + hosts.back() + kPaths[i] + ">\n";
  }
  const UserMachine machine;
  machine.home().write("notes/n.md", note);
  machine.home().write("mi-search.toml", settings(hosts, endpoints, 60));
  const auto [result, peak] = visit(machine);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_TRUE(result.out.starts_with("Fetched 2 pages")) << result.out;
  EXPECT_NE(result.out.find(" 6 failed"), std::string::npos) << result.out;
  EXPECT_GT(peak, 0);
  EXPECT_LT(peak, kMostMemory);
  RecordProperty("peak_kib", std::to_string(peak));
}

}  // namespace
}  // namespace mi
