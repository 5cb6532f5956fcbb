// GET /assets/...: the page's files, kept by clients for ever. GET /favicon.ico.
#pragma once

#include "searchd/endpoint.h"

namespace mi {

OrProblem<Reply> answer_asset(const Call& call);
OrProblem<Reply> answer_icon(const Call& call);

}  // namespace mi
