// GET /: the web page (render_html.h), before a query or with its answer.
#pragma once

#include "searchd/endpoint.h"

namespace mi {

OrProblem<Reply> answer_page(const Call& call);

}  // namespace mi
