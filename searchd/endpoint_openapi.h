// GET /api/v1/openapi.json: the API described for programs (docs/openapi.json).
#pragma once

#include <string_view>

#include "searchd/endpoint.h"

namespace mi {

// OpenAPI 3.1, as JSON, embedded in the binary when it is built.
std::string_view openapi_description();

OrProblem<Reply> answer_openapi(const Call& call);

}  // namespace mi
