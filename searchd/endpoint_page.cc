#include "searchd/endpoint_page.h"

#include <optional>

#include "searchd/entity_tag.h"
#include "searchd/page_frame.h"
#include "searchd/question.h"
#include "searchd/render_html.h"

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
  OrProblem<SearchRequest> question = parse_question(call);
  if (!question) return tl::unexpected(question.error());
  if (is_blank(question->query)) return home_reply(call);
  question->facets = true;
  question->counts = true;
  question->mentions = true;
  const OrProblem<Results> results = search(call, *question);
  if (!results) return tl::unexpected(results.error());
  return tagged_reply(call, kHtmlType,
                      entity_tag(call, results->generation, page_variant(call.viewer)),
                      render_results(call.viewer, *results, *question));
}

}  // namespace mi
