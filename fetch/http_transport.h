// The Transport that speaks HTTP/1.1 to the web.
#pragma once

#include <memory>

#include "core/config.h"
#include "core/expected.h"
#include "fetch/transport.h"

namespace mi {

// The longest status line, header line and head that are read, in bytes. The first two stay below
// what cpp-httplib can take: it matches status lines with a recursive std::regex.
inline constexpr std::size_t kMaxStatusLineBytes = 512;
inline constexpr std::size_t kMaxHeaderLineBytes = 8192;
inline constexpr std::size_t kMaxResponseHeadBytes = 64U << 10U;

// One connection a request, by the limits of config.fetch: every address that the name resolves to
// is vetted (fetch/resolver.h) and the connection goes to the one that was, with the bare name as
// Host and SNI; the certificate is verified; max_wire_bytes, max_decoded_bytes, stall_timeout and
// total_timeout hold for heads as well as bodies (the resolver's own time comes on top). gzip and
// brotli are asked for and decoded, up to 100 times their size. User-Agent is
// "mi-search/<version>", with config.contact when set.
// Errors read "paper.org: connection refused". One thread at a time.
// Fails when config.fetch.ca_file cannot be read.
Expected<std::unique_ptr<Transport>> make_http_transport(const Config& config);

}  // namespace mi
