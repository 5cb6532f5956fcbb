// A response as an archive keeps it: the bytes that went over the wire, head and body, read back
// into what the fetcher would have seen.
#pragma once

#include <string>
#include <string_view>

#include "core/expected.h"
#include "fetch/content_decoder.h"
#include "fetch/transport.h"

namespace mi {

// Undoes chunks, gzip and brotli. Browser extensions keep bodies decoded under heads that still
// name an encoding: a body that is not chunked, or is not in its encoding but is HTML or PDF as it
// is, is taken as it is. All of the body is in memory. Fails when there is no HTTP head, the body
// is damaged or cut, or a limit is passed; total and linear.
Expected<TransportResponse> read_archived_response(std::string_view block,
                                                   const DecodeLimits& limits = {});

}  // namespace mi
