// GET /api/v1/search: the answer to a query, as JSON (render_json.h).
#pragma once

#include "searchd/endpoint.h"

namespace mi {

OrProblem<Reply> answer_search(const Call& call);

}  // namespace mi
