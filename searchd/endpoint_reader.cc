#include "searchd/endpoint_reader.h"

#include <utility>

#include "searchd/endpoint_document.h"
#include "searchd/entity_tag.h"
#include "searchd/page_frame.h"
#include "searchd/render_reader.h"

namespace mi {
namespace {

constexpr std::size_t kRelatedPassages = 40;
constexpr std::size_t kMostRelated = 8;

// Other documents with passages like those of the document. That there are none to be told costs
// the reader only the list.
std::vector<DocumentInfo> documents_like(const Call& call) {
  SearchRequest request;
  request.query = call.id;
  request.limit = kRelatedPassages;
  Expected<Results> results = call.backend.related(request);
  if (!results) return {};
  results->documents.resize(std::min(results->documents.size(), kMostRelated));
  return std::move(results->documents);
}

}  // namespace

OrProblem<Reply> answer_reader(const Call& call) {
  const std::string* query = call.parameter("q");
  ReaderPage page{{}, query == nullptr ? std::string() : *query, {}};
  Expected<std::optional<WholeDocument>> document = call.backend.document(call.id, page.query);
  if (!document) return problem_of(document.error());
  if (!*document) return no_such_document(call.id);
  page.document = std::move(**document);
  page.related = documents_like(call);
  return tagged_reply(call, kHtmlType,
                      entity_tag(call, page.document.generation, page_variant(call.viewer)),
                      render_reader(call.viewer, page));
}

}  // namespace mi
