#include "searchd/endpoint_search.h"

#include "searchd/entity_tag.h"
#include "searchd/question.h"
#include "searchd/render_json.h"

namespace mi {

OrProblem<Reply> answer_search(const Call& call) {
  OrProblem<SearchRequest> question = parse_question(call);
  if (!question) return tl::unexpected(question.error());
  question->notes = true;
  if (call.parameter("q") == nullptr) {
    return problem(400, "missing_query", "there is no query",
                   "Ask /api/v1/search?q=superposition.");
  }
  const OrProblem<Results> results = search(call, *question);
  if (!results) return tl::unexpected(results.error());
  return tagged_reply(call, kJsonType, entity_tag(call, results->generation, "json"),
                      render_json(*results));
}

}  // namespace mi
