// GET /login: where a link with a one-time code leads: the browser is given a session's cookie and
// sent on to the page, so that neither the code nor the token stays in its address bar.
#pragma once

#include "searchd/endpoint.h"

namespace mi {

OrProblem<Reply> answer_login(const Call& call);

// The problem of a request without token or session.
Problem not_logged_in();

}  // namespace mi
