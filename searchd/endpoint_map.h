// GET /map: a picture of the collection (render_map.h).
#pragma once

#include "searchd/endpoint.h"

namespace mi {

OrProblem<Reply> answer_map(const Call& call);

}  // namespace mi
