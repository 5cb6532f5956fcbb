#include "bench/peer_server.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>
#include <vector>

#include "bench/xapian_alone.h"
#include "core/results.h"
#include "searchd/api.h"
#include "searchd/routes.h"
#include "searchd/server.h"

namespace mi {
namespace {

Results search(XapianAlone& engine, const SearchRequest& request) {
  Results results;
  results.query = request.query;
  results.generation = "peer";
  for (XapianAlone::Found& found : engine.search(request.query, request.limit)) {
    const std::size_t place = results.hits.size();
    Snippet snippet;
    snippet.text = std::move(found.snippet);
    results.documents.push_back(std::move(found.document.info));
    results.document_notes.push_back(0);
    results.hits.push_back(
        {place + 1, found.score, place, std::move(found.passage.passage), std::move(snippet), {}});
  }
  results.estimated_total = results.hits.size();
  return results;
}

ServerWorker worker_with(const Config& config, const std::shared_ptr<Metrics>& metrics) {
  Expected<XapianAlone> opened = XapianAlone::open(config);
  if (!opened) std::abort();
  const auto engine = std::make_shared<XapianAlone>(std::move(*opened));
  Backend backend;
  backend.metrics = metrics;
  backend.search = [engine](const SearchRequest& request) -> Expected<Results> {
    return search(*engine, request);
  };
  const auto api = std::make_shared<Api>(std::move(backend));
  return {[api](const Request& request) { return api->handle(request); }, {}};
}

}  // namespace

int serve_xapian_alone(const Config& config) {
  Expected<Listener> listener = listen_on("127.0.0.1:0");
  if (!listener) return EXIT_FAILURE;
  const auto metrics = std::make_shared<Metrics>(route_paths(), now());
  Expected<Server> server =
      Server::on(std::move(*listener), {}, [&] { return worker_with(config, metrics); });
  if (!server) return EXIT_FAILURE;
  fmt::print("Listening on http://127.0.0.1:{}/\n", server->port());
  std::fflush(stdout);
  server->run();
  return EXIT_SUCCESS;
}

}  // namespace mi
