// GET /healthz: {"status":"ok"}: this process answers.
#pragma once

#include "searchd/endpoint.h"

namespace mi {

OrProblem<Reply> answer_health(const Call& call);

}  // namespace mi
