// Entity tags: by which a client sees that the answer it has is still the answer (RFC 9110, 8.8.3).
#pragma once

#include <string>
#include <string_view>

#include "searchd/endpoint.h"

namespace mi {

// Weak: two answers of one tag say the same, though "took 3 ms" may differ. Made of the index's
// generation, of the whole address that was asked, and of whatever else the answer depends on.
std::string entity_tag(const Call& call, std::string_view generation, std::string_view variant);

// The reply that carries the tag: 304 without a body where the client has it already.
Reply tagged_reply(const Call& call, std::string_view content_type, const std::string& tag,
                   std::string body);

}  // namespace mi
