#include "searchd/endpoint_page.h"

#include <fmt/format.h>

#include <chrono>
#include <optional>

#include "searchd/entity_tag.h"
#include "searchd/question.h"

namespace mi {
namespace {

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

Reply home_reply(const Call& call) {
  const std::optional<Collection> collection =
      call.backend.collection ? call.backend.collection() : std::nullopt;
  return {200,
          {{"Content-Type", std::string(kHtmlType)},
           {"Cache-Control", "private, no-cache"},
           {"Vary", "Accept-Language"}},
          render_home(call.viewer, collection)};
}

}  // namespace

OrProblem<Reply> answer_page(const Call& call) {
  const OrProblem<SearchRequest> question = parse_question(call);
  if (!question) return tl::unexpected(question.error());
  if (is_blank(question->query)) return home_reply(call);
  const OrProblem<Results> results = search(call, *question);
  if (!results) return tl::unexpected(results.error());
  // The page says how long ago things were fetched, so that its tag holds for an hour.
  const auto hour =
      std::chrono::floor<std::chrono::hours>(call.viewer.now).time_since_epoch().count();
  const std::string variant = fmt::format("{} {}", messages_in(call.viewer.language).code, hour);
  return tagged_reply(call, kHtmlType, entity_tag(call, results->generation, variant),
                      render_results(call.viewer, *results,
                                     {question->offset, question->limit, question->expand,
                                      question->dropped_expansions}));
}

}  // namespace mi
