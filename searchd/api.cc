#include "searchd/api.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <initializer_list>

#include "core/digest.h"
#include "core/json.h"
#include "searchd/assets.h"
#include "searchd/render_json.h"
#include "searchd/target.h"

namespace mi {
namespace {

constexpr std::string_view kSearchPath = "/api/v1/search";
constexpr std::string_view kHtml = "text/html; charset=utf-8";

template <class T>
using OrProblem = tl::expected<T, Problem>;

tl::unexpected<Problem> problem(int status, std::string_view code, std::string detail,
                                std::string hint = {}) {
  return tl::unexpected(Problem{status, code, std::move(detail), std::move(hint)});
}

struct Question {
  std::optional<std::string> query;
  SearchRequest search;
};

OrProblem<std::size_t> parse_number(std::string_view name, std::string_view text, std::size_t least,
                                    std::size_t most) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < least || number > most) {
    return problem(400, "bad_number",
                   fmt::format("{} must be a whole number from {} to {}", name, least, most));
  }
  return number;
}

// Fails on a parameter that is not in `allowed`, and on one that is given twice, but for drop.
OrProblem<void> check_names(const Target& target, std::initializer_list<std::string_view> allowed) {
  const auto& parameters = target.parameters;
  for (auto it = parameters.begin(); it != parameters.end(); ++it) {
    const std::string& name = it->first;
    if (std::find(allowed.begin(), allowed.end(), name) == allowed.end()) {
      return problem(400, "unknown_parameter",
                     fmt::format("there is no parameter \"{}\"", name.substr(0, 64)),
                     allowed.size() == 0 ? std::string("This path takes none.")
                                         : fmt::format("Use {}.", fmt::join(allowed, ", ")));
    }
    const auto same_name = [&name](const auto& other) { return other.first == name; };
    if (name != "drop" && std::any_of(parameters.begin(), it, same_name))
      return problem(400, "repeated_parameter", fmt::format("{} is given twice", name));
  }
  return {};
}

OrProblem<void> add_drop(std::vector<std::string>& dropped, const std::string& text) {
  if (text.empty() || text.size() > kMaxDropBytes || dropped.size() == kMaxDrops) {
    return problem(400, "bad_drop",
                   fmt::format("drop names one expansion, in {} bytes at most, {} times at most",
                               kMaxDropBytes, kMaxDrops),
                   "To leave all of them out, say expand=0.");
  }
  dropped.push_back(text);
  return {};
}

// limit, offset or expand.
OrProblem<void> set_number(SearchRequest& search, std::string_view name, std::string_view value) {
  const bool is_limit = name == "limit";
  const std::size_t most = is_limit ? kMaxLimit : name == "expand" ? 1 : kMaxResults;
  const OrProblem<std::size_t> number = parse_number(name, value, is_limit ? 1 : 0, most);
  if (!number) return tl::unexpected(number.error());
  if (name == "expand") {
    search.expand = *number == 1;
  } else {
    (is_limit ? search.limit : search.offset) = *number;
  }
  return {};
}

OrProblem<Question> parse_question(const Target& target, std::size_t default_limit) {
  Question question;
  question.search.limit = default_limit;
  for (const auto& [name, value] : target.parameters) {
    if (name == "q") {
      question.query = value;
      continue;
    }
    const OrProblem<void> set = name == "drop" ? add_drop(question.search.dropped_expansions, value)
                                               : set_number(question.search, name, value);
    if (!set) return tl::unexpected(set.error());
  }
  if (question.search.offset + question.search.limit > kMaxResults) {
    return problem(400, "bad_number",
                   fmt::format("offset and limit reach beyond passage {}", kMaxResults),
                   "Ask a narrower question.");
  }
  question.search.query = question.query.value_or("");
  return question;
}

OrProblem<Results> search(const Backend& backend, const SearchRequest& request) {
  Expected<Results> results = backend.search(request);
  if (results) return std::move(*results);
  const bool asker = results.error().kind == ErrorKind::usage;
  return problem(asker ? 400 : 503, asker ? "bad_query" : "index_unavailable",
                 results.error().message, results.error().hint);
}

// Weak: two answers of one tag say the same, though "took 3 ms" may differ.
std::string entity_tag(const Results& results, const SearchRequest& search,
                       std::string_view variant) {
  std::string dropped;  // encoded: no text can be taken for two
  for (const std::string& text : search.dropped_expansions) dropped += "&" + encode_component(text);
  const std::string what =
      fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", MI_VERSION, results.generation, variant,
                  search.offset, search.limit, search.expand, dropped, search.query);
  return "W/\"" + sha256_hex(what).substr(0, 16) + "\"";
}

// Our tags hold no quotation mark and no comma, so finding one whole, quoted, is a weak match
// (RFC 9110, 13.1.2) with an item of the list.
bool matches(std::string_view if_none_match, std::string_view tag) {
  return if_none_match == "*" || if_none_match.find(tag.substr(2)) != std::string_view::npos;
}

Reply search_reply(const Request& request, std::string_view content_type, const std::string& tag,
                   std::string body) {
  Reply reply{200, {{"Cache-Control", "private, no-cache"}, {"ETag", tag}}, {}};
  if (content_type == kHtml) reply.set_header("Vary", "Accept-Language");
  if (matches(request.if_none_match, tag)) {
    reply.status = 304;
    return reply;
  }
  reply.set_header("Content-Type", content_type);
  reply.body = std::move(body);
  return reply;
}

OrProblem<Reply> answer_search(const Backend& backend, const Request& request,
                               const Target& target) {
  if (const auto names = check_names(target, {"q", "limit", "offset", "expand", "drop"}); !names)
    return tl::unexpected(names.error());
  const OrProblem<Question> question = parse_question(target, backend.default_limit);
  if (!question) return tl::unexpected(question.error());
  if (!question->query) {
    return problem(400, "missing_query", "there is no query",
                   fmt::format("Ask {}?q=superposition.", kSearchPath));
  }
  const OrProblem<Results> results = search(backend, question->search);
  if (!results) return tl::unexpected(results.error());
  return search_reply(request, "application/json", entity_tag(*results, question->search, "json"),
                      render_json(*results));
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

Reply home_reply(const Backend& backend, const Viewer& viewer) {
  const std::optional<Collection> collection =
      backend.collection ? backend.collection() : std::nullopt;
  return {200,
          {{"Content-Type", std::string(kHtml)},
           {"Cache-Control", "private, no-cache"},
           {"Vary", "Accept-Language"}},
          render_home(viewer, collection)};
}

OrProblem<Reply> answer_page(const Backend& backend, const Request& request, const Target& target,
                             const Viewer& viewer) {
  if (const auto names = check_names(target, {"q", "offset", "expand", "drop"}); !names)
    return tl::unexpected(names.error());
  const OrProblem<Question> question = parse_question(target, backend.default_limit);
  if (!question) return tl::unexpected(question.error());
  if (is_blank(question->search.query)) return home_reply(backend, viewer);
  const OrProblem<Results> results = search(backend, question->search);
  if (!results) return tl::unexpected(results.error());
  // The page says how long ago things were fetched, so that its tag holds for an hour.
  const auto hour = std::chrono::floor<std::chrono::hours>(viewer.now).time_since_epoch().count();
  const std::string variant = fmt::format("html {} {}", messages_in(viewer.language).code, hour);
  return search_reply(
      request, kHtml, entity_tag(*results, question->search, variant),
      render_results(viewer, *results,
                     {question->search.offset, question->search.limit, question->search.expand,
                      question->search.dropped_expansions}));
}

OrProblem<Reply> asset_reply(const Target& target, const Asset* asset) {
  if (asset == nullptr) return problem(404, "not_found", "there is nothing at this address");
  if (const auto names = check_names(target, {}); !names) return tl::unexpected(names.error());
  const bool has_hash = target.path == asset->path;
  return Reply{200,
               {{"Content-Type", std::string(asset->content_type)},
                {"Cache-Control",
                 has_hash ? "public, max-age=31536000, immutable" : "public, max-age=86400"}},
               std::string(asset->bytes)};
}

OrProblem<Reply> answer_health(const Target& target) {
  if (const auto names = check_names(target, {}); !names) return tl::unexpected(names.error());
  return Reply{200,
               {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}},
               write_json(Json::Object{{"status", "ok"}, {"version", MI_VERSION}}) + "\n"};
}

OrProblem<Reply> answer(const Backend& backend, const Request& request, const Viewer& viewer) {
  if (request.method != "GET" && request.method != "HEAD")
    return problem(405, "method_not_allowed", "only GET and HEAD are answered");
  if (request.target.size() > kMaxTargetBytes) {
    return problem(414, "target_too_long",
                   fmt::format("the address is longer than {} bytes", kMaxTargetBytes));
  }
  const std::optional<Target> target = parse_target(request.target);
  if (!target) return problem(400, "bad_target", "the address is not well formed");
  if (target->path == "/") return answer_page(backend, request, *target, viewer);
  if (target->path == kSearchPath) return answer_search(backend, request, *target);
  if (target->path == "/healthz") return answer_health(*target);
  if (target->path == "/favicon.ico") return asset_reply(*target, &icon());
  return asset_reply(*target, find_asset(target->path));
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
  reply.set_header("Content-Type", kHtml);
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
