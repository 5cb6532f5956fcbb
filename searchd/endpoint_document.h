// GET /api/v1/documents/{id}: a document whole, as JSON (render_document_json.h).
// GET /api/v1/documents/{id}/related: passages of others like it, as a search's answer.
// GET /api/v1/about: what is known of a work by any of its names, as JSON (render_about.h).
#pragma once

#include "searchd/endpoint.h"

namespace mi {

// The 404 of an id that no document has.
tl::unexpected<Problem> no_such_document(std::string_view id);

OrProblem<Reply> answer_document(const Call& call);
OrProblem<Reply> answer_related(const Call& call);
OrProblem<Reply> answer_about(const Call& call);

}  // namespace mi
