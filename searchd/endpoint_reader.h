// GET /doc/{id}: a document to read in (render_reader.h); q: words to mark in it.
#pragma once

#include "searchd/endpoint.h"

namespace mi {

OrProblem<Reply> answer_reader(const Call& call);

}  // namespace mi
