// RequestHead: the gate through which bytes from the network become a request. Strict where RFC
// 9112 leaves a choice: what is not plainly well formed is refused, with the status to say so.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "searchd/access_rules.h"
#include "searchd/http.h"

namespace mi {

inline constexpr std::size_t kMaxHeadBytes = std::size_t{16} << 10U;  // with its empty line
inline constexpr std::size_t kMaxHeaders = 64;

struct RequestHead {
  Request request;
  bool keep_alive = false;  // HTTP/1.1 without "Connection: close"
};

// The size of the head at the beginning of `bytes`, its empty line included; 0 while it has not
// come whole; or why no head can come of it, as soon as that is certain: more than kMaxHeadBytes,
// a first line that is too long (414), a control
// character, a line that does not end in CR LF.
std::variant<std::size_t, Problem> find_head(std::string_view bytes);

// Reads one whole head, from an asker that the rules let pass.
// Refused as well: other methods than GET and HEAD (405); any body or Transfer-Encoding; no Host,
// or two; folded lines, spaces before a colon, control characters; more than kMaxHeaders. The
// target may be in absolute form, for a served host. All other headers are ignored, Range too.
std::variant<RequestHead, Problem> parse_head(std::string_view head, const AccessRules& rules);

}  // namespace mi
