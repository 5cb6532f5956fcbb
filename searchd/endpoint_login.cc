#include "searchd/endpoint_login.h"

namespace mi {
namespace {

constexpr const char* kHint =
    "Open a link that `mi-searchd --print-link` makes; a program sends \"Authorization: Bearer "
    "TOKEN\".";

}  // namespace

OrProblem<Reply> answer_login(const Call& call) {
  const std::string* code = call.parameter("token");
  // A HEAD asks what would come, and must not use the code up.
  const bool holds = call.backend.token && code != nullptr && call.request.method == "GET" &&
                     call.backend.token->take_code(*code, call.viewer.now);
  if (!holds) {
    return problem(401, "bad_link", "the link has been used, or is more than ten minutes old",
                   kHint);
  }
  return Reply{303,
               {{"Location", "/"},
                {"Set-Cookie", call.backend.token->session_cookie(call.viewer.now)},
                {"Cache-Control", "no-store"}},
               {}};
}

Problem not_logged_in() { return {401, "unauthorized", "this needs a token", kHint}; }

}  // namespace mi
