// Digests as web archives write them: "sha1:" and the base32 of the digest (RFC 4648).
#pragma once

#include <string>
#include <string_view>

namespace mi {

// "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ".
std::string warc_digest(std::string_view bytes);

// Whether the bytes are what `digest` says, SHA-1 or SHA-256, in base32 or hexadecimal, any case.
// True for an algorithm that is not known: nothing is known against the bytes then.
bool matches_digest(std::string_view digest, std::string_view bytes);

}  // namespace mi
