// mi-searchd: the daemon: the web page and the JSON API, on a loopback address where nothing else
// is said.

#include <fmt/format.h>
#include <signal.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "cli/program.h"
#include "cli/service_manager.h"
#include "core/glossary_files.h"
#include "searchd/api.h"
#include "searchd/index_backend.h"
#include "searchd/routes.h"
#include "searchd/server.h"

namespace mi {
namespace {

constexpr const char* kProgram = "mi-searchd";

constexpr const char* kFooter =
    R"(  mi-searchd                           then open http://127.0.0.1:8765/
  mi-searchd --listen 127.0.0.1:0      on a free port, which it prints
  curl 'http://127.0.0.1:8765/api/v1/search?q=superposition&limit=5'

A new index is picked up by itself. SIGHUP reads the settings again. SIGTERM or Ctrl-C lets replies
under way go out, then ends. A socket of systemd's is taken over.

For other machines: mi-searchd --listen 0.0.0.0:8765 --allow-remote --token-file FILE --host NAME.
There is no encryption: put a proxy with TLS before it, or a tunnel.

Exit codes: 0 stopped by a signal, 2 usage or failure.)";

struct Options {
  CommonOptions common;
  std::string listen;
  bool allow_remote = false;
  std::filesystem::path token_file;
  std::vector<std::string> hosts;
  bool print_link = false;
};

// What workers make themselves from: replaced when the settings are read again.
struct Settings {
  Config config;
  std::shared_ptr<AccessToken> token;  // null: none is asked for
};

class LiveSettings {
 public:
  explicit LiveSettings(Settings settings) : settings_(std::move(settings)) {}

  Settings get() const {
    const std::lock_guard lock(mutex_);
    return settings_;
  }
  void set(Settings settings) {
    const std::lock_guard lock(mutex_);
    settings_ = std::move(settings);
  }

 private:
  mutable std::mutex mutex_;
  Settings settings_;
};

// The configuration with the command line over it, and the token that it names. Nothing where the
// program is done (--print-config).
Expected<std::optional<Settings>> read_settings(const Options& options) {
  Expected<std::optional<Config>> config = load_configuration(options.common);
  if (!config) return tl::unexpected(config.error());
  if (!*config) return std::optional<Settings>();
  Settings settings{std::move(**config), nullptr};
  Config& chosen = settings.config;
  if (!options.listen.empty()) chosen.listen = options.listen;
  if (!options.token_file.empty()) chosen.token_file = options.token_file;
  chosen.hosts.insert(chosen.hosts.end(), options.hosts.begin(), options.hosts.end());
  if (!chosen.token_file.empty()) {
    Expected<std::shared_ptr<AccessToken>> token = AccessToken::read(chosen.token_file);
    if (!token) return tl::unexpected(token.error());
    settings.token = std::move(*token);
  }
  return std::optional(std::move(settings));
}

// The socket that a service manager hands on, else one of our own.
Expected<Listener> open_listener(const Config& config, Reach reach) {
  std::vector<Descriptor> inherited = take_inherited_sockets();
  if (inherited.empty()) return listen_on(config.listen, reach);
  if (inherited.size() > 1)
    return usage_error("more than one socket was handed on", "mi-searchd serves one.");
  return adopt_listener(std::move(inherited.front()), reach);
}

Expected<void> check_reach(const Options& options, const Settings& settings,
                           const Listener& listener) {
  if (options.allow_remote && !settings.token) {
    return usage_error("others could read your notes: --allow-remote needs a token",
                       "Give it in a file that only you can read: --token-file FILE.");
  }
  const bool is_wildcard = listener.host == "0.0.0.0" || listener.host == "[::]";
  if (is_wildcard && settings.config.hosts.empty()) {
    return usage_error("it has to be told by which name it is reached",
                       "Say --host box.lan, or the address that others use.");
  }
  return {};
}

ServerWorker make_worker(const Settings& settings, const std::shared_ptr<Metrics>& metrics,
                         const std::shared_ptr<SharedIndex>& shared) {
  Backend backend = index_backend(settings.config, shared);
  backend.metrics = metrics;
  backend.token = settings.token;
  std::function<void()> keep_up = backend.keep_up;
  const auto api = std::make_shared<Api>(std::move(backend));
  return {[api](const Request& request) { return api->handle(request); }, std::move(keep_up)};
}

// Said once at the start: requests answer 503 until there is an index.
void tell_problems(const Config& config, const std::shared_ptr<SharedIndex>& shared) {
  if (const std::optional<Error> problem = index_backend(config, shared).state().problem)
    fail(kProgram, *problem);
  for (const std::string& problem : load_glossary(config, {}).problems)
    fail(kProgram, Error{problem, {}});
}

std::string address_of(const Config& config, const std::string& listening_host, int port) {
  const std::string host = config.hosts.empty() ? listening_host : config.hosts.front();
  return fmt::format("http://{}:{}/", host, port);
}

std::string login_link(const std::string& address, const AccessToken& token) {
  return fmt::format("{}login?token={}\n", address, token.make_code(now()));
}

void read_settings_again(const Options& options, LiveSettings& live, Server& server) {
  notify_reloading();
  Expected<std::optional<Settings>> settings = read_settings(options);
  if (!settings) {
    fail(kProgram, settings.error());  // what was in force stays
  } else if (*settings) {
    const Config before = live.get().config;
    const Config& after = (*settings)->config;
    if (before.listen != after.listen || before.hosts != after.hosts ||
        before.origins != after.origins || before.token_file != after.token_file) {
      fail(kProgram, {"listen, hosts, origins and token_file take effect at the next start", {}});
      (*settings)->token = live.get().token;
    }
    live.set(std::move(**settings));
    server.renew();
  }
  notify_service_manager("READY=1");
}

// Until SIGTERM or SIGINT. The signals are blocked in all threads, so that they come here only.
void obey_signals(const sigset_t& signals, const Options& options, LiveSettings& live,
                  Server& server) {
  while (true) {
    int signal = 0;
    if (::sigwait(&signals, &signal) != 0) continue;
    if (signal != SIGHUP) break;
    read_settings_again(options, live, server);
  }
  notify_service_manager("STOPPING=1");
  server.stop();
}

sigset_t block_signals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) ::sigaddset(&signals, signal);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  return signals;
}

Expected<void> announce(const Config& config, const std::string& host, int port,
                        const AccessToken* token) {
  const std::string address = address_of(config, host, port);
  std::string said = fmt::format("Listening on {}\n", address);
  if (token != nullptr) said += "Open once, within ten minutes: " + login_link(address, *token);
  return print_out(said);
}

int serve(const Options& options, Settings settings) {
  const Config config = settings.config;
  const std::shared_ptr<AccessToken> token = settings.token;
  Expected<Listener> listener =
      open_listener(config, options.allow_remote ? Reach::anywhere : Reach::this_machine);
  if (!listener) return fail(kProgram, listener.error());
  if (Expected<void> checked = check_reach(options, settings, *listener); !checked)
    return fail(kProgram, checked.error());
  const std::string host = listener->host;
  const auto metrics = std::make_shared<Metrics>(route_paths(), now());
  ServerOptions server_options;
  server_options.hosts = config.hosts;
  server_options.origins = config.origins;
  server_options.counts = &metrics->server();
  const auto shared = std::make_shared<SharedIndex>();
  LiveSettings live(std::move(settings));
  Expected<Server> server =
      Server::on(std::move(*listener), server_options,
                 [&live, metrics, shared] { return make_worker(live.get(), metrics, shared); });
  if (!server) return fail(kProgram, server.error());
  tell_problems(config, shared);
  const sigset_t signals = block_signals();
  std::thread running([&server] { server->run(); });
  const Expected<void> said = announce(config, host, server->port(), token.get());
  notify_service_manager("READY=1");
  if (said) {
    obey_signals(signals, options, live, *server);
  } else {
    server->stop();
  }
  running.join();
  return said ? kExitDone : fail(kProgram, said.error());
}

int print_link(const Settings& settings) {
  if (!settings.token) {
    return fail(kProgram, {"no token is asked for: there is nothing to log in to",
                           "Open the address as it is, or give a --token-file.", ErrorKind::usage});
  }
  const std::size_t colon = settings.config.listen.rfind(':');
  const std::string port =
      settings.config.listen.substr(std::min(colon + 1, settings.config.listen.size()));
  const std::string address =
      address_of(settings.config, settings.config.listen.substr(0, colon), std::atoi(port.c_str()));
  const Expected<void> said = print_out(login_link(address, *settings.token));
  return said ? kExitDone : fail(kProgram, said.error());
}

int run(const Options& options) {
  Expected<std::optional<Settings>> settings = read_settings(options);
  if (!settings) return fail(kProgram, settings.error());
  if (!*settings) return kExitDone;
  return options.print_link ? print_link(**settings) : serve(options, std::move(**settings));
}

void define(CLI::App& app, Options& options) {
  add_common_options(app, options.common);
  app.add_option("--listen", options.listen, "Address and port (default: 127.0.0.1:8765)")
      ->type_name("ADDRESS:PORT");
  app.add_flag("--allow-remote", options.allow_remote,
               "Listen on an address that other machines reach; needs a token");
  app.add_option("--token-file", options.token_file,
                 "File of the token that clients must show, of 32 characters and more")
      ->type_name("FILE");
  app.add_option("--host", options.hosts,
                 "A name by which it is reached beside its address; may be given several times")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_flag("--print-link", options.print_link,
               "Print a link that logs a browser in, once, and end");
  app.footer(kFooter);
}

}  // namespace
}  // namespace mi

int main(int argc, char** argv) {
  CLI::App app("Serves the search page and its JSON API on this machine.", "mi-searchd");
  mi::Options options;
  mi::define(app, options);
  if (const std::optional<int> code = mi::parse_arguments(app, argc, argv)) return *code;
  return mi::run(options);
}
