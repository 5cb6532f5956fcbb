// mi-searchd: the daemon: the web page and the JSON API on a loopback address.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "cli/program.h"
#include "core/glossary_files.h"
#include "searchd/api.h"
#include "searchd/index_backend.h"
#include "searchd/metrics.h"
#include "searchd/routes.h"
#include "searchd/searcher.h"
#include "searchd/server.h"

namespace mi {
namespace {

constexpr const char* kProgram = "mi-searchd";

constexpr const char* kFooter =
    R"(  mi-searchd                           then open http://127.0.0.1:8765/
  mi-searchd --listen 127.0.0.1:0      on a free port, which it prints
  curl 'http://127.0.0.1:8765/api/v1/search?q=superposition&limit=5'

A new index is picked up by itself. SIGTERM or Ctrl-C lets replies under way go out, then ends.

Exit codes: 0 stopped by a signal, 2 usage or failure.)";

struct Options {
  CommonOptions common;
  std::string listen;
};

Handler make_handler(const Config& config, const std::shared_ptr<Metrics>& metrics) {
  Backend backend = index_backend(config);
  backend.metrics = metrics;
  const auto api = std::make_shared<Api>(std::move(backend));
  return [api](const Request& request) { return api->handle(request); };
}

// The running server, for the signal handler. Server::stop is async-signal-safe.
std::atomic<Server*> g_server = nullptr;

void stop_on_signal(int) {
  if (Server* server = g_server.load()) server->stop();
}

void handle_signals() {
  struct sigaction action {};
  action.sa_handler = stop_on_signal;
  ::sigaction(SIGTERM, &action, nullptr);
  ::sigaction(SIGINT, &action, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
}

int run(const Options& options) {
  Expected<std::optional<Config>> config = load_configuration(options.common);
  if (!config) return fail(kProgram, config.error());
  if (!*config) return kExitDone;
  ServerOptions server_options;
  server_options.listen = options.listen.empty() ? (*config)->listen : options.listen;
  const auto metrics = std::make_shared<Metrics>(route_paths(), now());
  Expected<Server> server = Server::listen(
      server_options, [settings = **config, metrics] { return make_handler(settings, metrics); });
  if (!server) return fail(kProgram, server.error());
  if (const Expected<Searcher> searcher = Searcher::open(**config); !searcher) {
    fail(kProgram,
         searcher.error());  // said once here; requests answer 503 until there is an index
  }
  for (const std::string& problem : load_glossary(**config, {}).problems)
    fail(kProgram, Error{problem, {}});
  g_server = &*server;
  handle_signals();
  const std::string host = server_options.listen.substr(0, server_options.listen.rfind(':'));
  if (Expected<void> said =
          print_out(fmt::format("Listening on http://{}:{}/\n", host, server->port()));
      !said) {
    return fail(kProgram, said.error());
  }
  server->run();
  g_server = nullptr;
  return kExitDone;
}

}  // namespace
}  // namespace mi

int main(int argc, char** argv) {
  CLI::App app("Serves the search page and its JSON API on this machine.", "mi-searchd");
  mi::Options options;
  mi::add_common_options(app, options.common);
  app.add_option("--listen", options.listen, "Loopback address and port (default: 127.0.0.1:8765)")
      ->type_name("ADDRESS:PORT");
  app.footer(mi::kFooter);
  if (const std::optional<int> code = mi::parse_arguments(app, argc, argv)) return *code;
  return mi::run(options);
}
