// The Transport that speaks HTTP/1.1 to the web.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "core/config.h"
#include "core/expected.h"
#include "fetch/resolver.h"
#include "fetch/transport.h"

namespace mi {

// The longest status line, header line and head that are read, in bytes. The first two stay below
// what cpp-httplib can take: it matches status lines with a recursive std::regex.
inline constexpr std::size_t kMaxStatusLineBytes = 512;
inline constexpr std::size_t kMaxHeaderLineBytes = 8192;
inline constexpr std::size_t kMaxResponseHeadBytes = 64U << 10U;

// The longest body of an answer other than a 200 that is read, and thrown away, to keep the
// connection.
inline constexpr std::uint64_t kMaxSkippedBytes = 64U << 10U;

// By the limits of config.fetch: every address that a name resolves to is vetted (fetch/resolver.h)
// and the connection goes to one that was, with the bare name as Host and SNI; the certificate is
// verified; max_wire_bytes, max_decoded_bytes, stall_timeout and total_timeout hold for heads as
// well as bodies (the resolver's own time comes on top). gzip and brotli are asked for and decoded,
// up to 100 times their size. A long body lies in a temporary file (fetch/body.h) in the folder of
// the page store, so that eight hosts at once, each at its limits, stay below 80 MB of memory with
// everything else that the program holds. User-Agent is "mi-search/<version>", with config.contact
// when set.
//
// One connection a host is kept open between requests; where its server has closed it meanwhile,
// the request goes out once more over a new one. Errors read "paper.org: connection refused". Fails
// when config.fetch.ca_file cannot be read.
Expected<std::unique_ptr<Transport>> make_http_transport(const Config& config,
                                                         NameLookup lookup = look_up_name);

}  // namespace mi
