#include "searchd/api.h"

#include <fmt/format.h>

#include <algorithm>

#include "searchd/parameters.h"
#include "searchd/question.h"
#include "searchd/routes.h"

namespace mi {
namespace {

OrProblem<Reply> answer(const Backend& backend, const Request& request, const Viewer& viewer) {
  if (request.method != "GET" && request.method != "HEAD")
    return problem(405, "method_not_allowed", "only GET and HEAD are answered");
  if (request.target.size() > kMaxTargetBytes) {
    return problem(414, "target_too_long",
                   fmt::format("the address is longer than {} bytes", kMaxTargetBytes));
  }
  const std::optional<Target> target = parse_target(request.target);
  if (!target) return problem(400, "bad_target", "the address is not well formed");
  const FoundRoute found = find_route(*target);
  if (found.route == nullptr) return problem(404, "not_found", "there is nothing at this address");
  if (const auto names = check_names(*target, found.route->parameters); !names)
    return tl::unexpected(names.error());
  return found.route->answer({backend, request, *target, viewer, found.id});
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
  reply.body = render_error(viewer, {error.status, query, error.detail, error.hint});
  return reply;
}

}  // namespace

Api::Api(Backend backend) : backend_(std::move(backend)) {
  backend_.default_limit = std::clamp<std::size_t>(backend_.default_limit, 1, kMaxLimit);
}

Reply Api::handle(const Request& request) const {
  try {
    const Viewer viewer{choose_language(request.accept_language), backend_.clock()};
    OrProblem<Reply> reply = answer(backend_, request, viewer);
    return reply ? with_security_headers(std::move(*reply))
                 : error_reply(request, viewer, reply.error());
  } catch (...) {
    return problem_reply({500, "internal", "the request could not be answered", {}});
  }
}

}  // namespace mi
