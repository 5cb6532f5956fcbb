// mi-sample-site: serves a mirror of web sites over HTTPS on 127.0.0.1, so that everything can be
// tried without the web. It makes a certificate authority of its own, tells where it is, and ends
// with SIGTERM, SIGINT or its parent.
#include <sys/prctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "core/file.h"
#include "tests/support/site_server.h"
#include "tests/support/test_ca.h"

namespace {

namespace fs = std::filesystem;

struct Options {
  fs::path folder;
  fs::path ca_out;
  fs::path port_file;
  int port = 0;
};

// The hosts that the mirror has folders for.
std::vector<std::string> hosts_in(const fs::path& folder) {
  std::vector<std::string> hosts;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_directory()) hosts.push_back(entry.path().filename().string());
  }
  return hosts;
}

bool write_or_complain(const fs::path& file, const std::string& text) {
  if (file.empty()) return true;
  const mi::Expected<void> written = mi::write_file_atomically(file, text);
  if (!written) std::fprintf(stderr, "mi-sample-site: %s\n", written.error().message.c_str());
  return written.has_value();
}

// Blocks the signals in this and all later threads, so that sigwait alone receives them.
sigset_t block_end_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

int serve(const Options& options) {
  const sigset_t signals = block_end_signals();
  const std::vector<std::string> hosts = hosts_in(options.folder);
  if (hosts.empty()) {
    std::fprintf(stderr, "mi-sample-site: %s holds no folder named for a host\n",
                 options.folder.c_str());
    return 2;
  }
  const mi::TestCa ca;
  const mi::SiteServer server(ca.issue(hosts), {options.folder, options.port});
  // The port last: whoever waits for it finds the certificate there.
  if (!write_or_complain(options.ca_out, ca.certificate_pem()) ||
      !write_or_complain(options.port_file, std::to_string(server.port()) + "\n")) {
    return 2;
  }
  std::printf("https://127.0.0.1:%d serves %zu host%s\n", server.port(), hosts.size(),
              hosts.size() == 1 ? "" : "s");
  std::fflush(stdout);
  int received = 0;
  sigwait(&signals, &received);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const pid_t parent = getppid();
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) return 0;  // it died before the signal was asked for
  CLI::App app("Serves a mirror of web sites (folders by host) over HTTPS on 127.0.0.1.");
  Options options;
  app.add_option("FOLDER", options.folder, "folder of the mirror")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("--ca-out", options.ca_out, "file for the authority's certificate (PEM)")
      ->required();
  app.add_option("--port-file", options.port_file, "file for the port number");
  app.add_option("--port", options.port, "port to listen on; 0: any free one")
      ->check(CLI::Range(0, 65535));
  CLI11_PARSE(app, argc, argv);
  return serve(options);
}
