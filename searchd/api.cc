#include "searchd/api.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "searchd/endpoint_login.h"
#include "searchd/parameters.h"
#include "searchd/question.h"
#include "searchd/render_html.h"
#include "searchd/routes.h"

namespace mi {
namespace {

// What answered a request: the path of its route, and what came of it.
struct Answer {
  std::string_view route;  // empty where none did
  OrProblem<Reply> reply;
};

OrProblem<Target> target_of(const Request& request) {
  if (request.method != "GET" && request.method != "HEAD")
    return problem(405, "method_not_allowed", "only GET and HEAD are answered");
  if (request.target.size() > kMaxTargetBytes) {
    return problem(414, "target_too_long",
                   fmt::format("the address is longer than {} bytes", kMaxTargetBytes));
  }
  std::optional<Target> target = parse_target(request.target);
  if (!target) return problem(400, "bad_target", "the address is not well formed");
  return std::move(*target);
}

bool may_ask(const Backend& backend, const Request& request, const Viewer& viewer) {
  return !backend.token ||
         backend.token->lets_pass(request.authorization, request.cookies, viewer.now);
}

Answer answer(const Backend& backend, const Request& request, const Viewer& viewer) {
  const OrProblem<Target> target = target_of(request);
  if (!target) return {{}, tl::unexpected(target.error())};
  FoundRoute found = find_route(*target);
  const bool is_open = found.route != nullptr && found.route->is_open;
  if (!is_open && !may_ask(backend, request, viewer)) return {{}, tl::unexpected(not_logged_in())};
  if (found.route == nullptr)
    return {{}, problem(404, "not_found", "there is nothing at this address")};
  const auto& [path, parameters, ask, open] = *found.route;
  if (const OrProblem<void> names = check_names(*target, parameters); !names)
    return {path, tl::unexpected(names.error())};
  try {
    return {path, ask({backend, request, *target, viewer, std::move(found.id)})};
  } catch (...) {  // of the backend: what it says is nobody's business
    return {path, problem(500, "internal", "the request could not be answered")};
  }
}

// A browser names text/html in Accept; a program that wants JSON, or anything, does not.
bool wants_page(const Request& request) {
  return !request.target.starts_with("/api/") &&
         request.accept.find("text/html") != std::string::npos;
}

Reply error_reply(const Request& request, const Viewer& viewer, const Problem& error) {
  Reply reply = problem_reply(error);
  if (!wants_page(request)) return reply;
  std::string query;
  if (const auto target = parse_target(request.target)) {
    for (const auto& [name, value] : target->parameters) {
      if (name == "q") query = value;
    }
  }
  reply.set_header("Content-Type", kHtmlType);
  reply.set_header("Vary", "Accept, Accept-Language");
  reply.body = render_error(viewer, {error.status, query, error.detail, error.hint, error.code});
  return reply;
}

// Lets a page of a site that is welcome read the reply
// (https://fetch.spec.whatwg.org/#http-cors-protocol).
void share_with(std::string_view origin, Reply& reply) {
  if (origin.empty()) return;
  reply.set_header("Access-Control-Allow-Origin", origin);
  reply.set_header("Cross-Origin-Resource-Policy", "cross-origin");
  const std::string vary(reply.header("Vary"));
  reply.set_header("Vary", vary.empty() ? "Origin" : vary + ", Origin");
}

}  // namespace

Api::Api(Backend backend) : backend_(std::move(backend)) {
  backend_.default_limit = std::clamp<std::size_t>(backend_.default_limit, 1, kMaxLimit);
  if (!backend_.metrics)
    backend_.metrics = std::make_shared<Metrics>(route_paths(), backend_.clock());
}

Reply Api::handle(const Request& request) const {
  try {
    const auto begin = std::chrono::steady_clock::now();
    const Viewer viewer{choose_language(request.accept_language), backend_.clock()};
    Answer given = answer(backend_, request, viewer);
    Reply reply = given.reply ? with_security_headers(std::move(*given.reply))
                              : error_reply(request, viewer, given.reply.error());
    share_with(request.foreign_origin, reply);
    backend_.metrics->count(given.route, reply.status, std::chrono::steady_clock::now() - begin);
    return reply;
  } catch (...) {
    return problem_reply({500, "internal", "the request could not be answered", {}});
  }
}

}  // namespace mi
