#include "searchd/endpoint_document.h"

#include <fmt/format.h>

#include <limits>

#include "core/unicode.h"
#include "searchd/entity_tag.h"
#include "searchd/parameters.h"
#include "searchd/question.h"
#include "searchd/render_about.h"
#include "searchd/render_document_json.h"
#include "searchd/render_json.h"

namespace mi {
namespace {

// Longer than any address or path of a document.
constexpr std::size_t kMaxNameBytes = 4096;

// The name by which the searcher knows the document, or its passage that anchor or line name.
OrProblem<std::string> passage_named(const Call& call) {
  const std::string* anchor = call.parameter("anchor");
  const std::string* line = call.parameter("line");
  if (anchor != nullptr && line != nullptr)
    return problem(400, "bad_passage", "a passage is named by its anchor or by a line of it");
  if (anchor != nullptr) return call.id + "#" + *anchor;
  if (line == nullptr) return call.id;
  const OrProblem<std::size_t> number =
      parse_number("line", *line, 1, std::numeric_limits<int>::max());
  if (!number) return tl::unexpected(number.error());
  return fmt::format("{}:{}", call.id, *number);
}

}  // namespace

tl::unexpected<Problem> no_such_document(std::string_view id) {
  return problem(404, "no_such_document", fmt::format("there is no document \"{}\"", printable(id)),
                 "An id is a paper's address or a note's path, percent-encoded as one segment.");
}

OrProblem<Reply> answer_document(const Call& call) {
  const std::string* query = call.parameter("q");
  const Expected<std::optional<WholeDocument>> document =
      call.backend.document(call.id, query == nullptr ? std::string() : *query);
  if (!document) return problem_of(document.error());
  if (!*document) return no_such_document(call.id);
  return tagged_reply(call, kJsonType, entity_tag(call, (*document)->generation, "document"),
                      render_document_json(**document));
}

OrProblem<Reply> answer_related(const Call& call) {
  OrProblem<SearchRequest> question = parse_question(call);
  if (!question) return tl::unexpected(question.error());
  OrProblem<std::string> name = passage_named(call);
  if (!name) return tl::unexpected(name.error());
  const Expected<bool> is_there = call.backend.has_document(call.id);
  if (!is_there) return problem_of(is_there.error());
  if (!*is_there) return no_such_document(call.id);
  question->query = std::move(*name);
  question->notes = true;
  const Expected<Results> results = call.backend.related(*question);
  if (!results) return problem_of(results.error());
  return tagged_reply(call, kJsonType, entity_tag(call, results->generation, "related"),
                      render_json(*results));
}

OrProblem<Reply> answer_about(const Call& call) {
  const std::string* name = call.parameter("of");
  if (name == nullptr || name->empty() || name->size() > kMaxNameBytes) {
    return problem(400, "missing_name", "there is no name of a work, or too long a one",
                   "Ask /api/v1/about?of=toy+models: an address, a DOI, a path, words of a title.");
  }
  const Expected<About> about = call.backend.about(*name);
  if (!about) return problem_of(about.error());
  if (about->is_empty()) {
    return problem(404, "unknown_work", fmt::format("nothing is known of {}", printable(*name)),
                   "Give an address, a DOI, a note's path or words of a title.");
  }
  return tagged_reply(call, kJsonType, entity_tag(call, about->generation, "about"),
                      render_about_json(*about));
}

}  // namespace mi
