// Reading: what came of reading one input, laid down in bytes so that a worker process can hand it
// to the process that asked (indexer/reading_pool.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/document.h"
#include "core/expected.h"

namespace mi {

using Reading = Expected<IndexedDocument>;

// The longest encoded reading: ten million words. It also bounds what a worker that was taken over
// can make of the asking process, since a list of empty strings grows thirty-fold when decoded.
inline constexpr std::size_t kMaxReadingBytes = 64U << 20U;

std::string encode_reading(const Reading& reading);

// Total: bytes of any kind give a reading or nothing, in time linear in their number. Texts are
// not checked for UTF-8 here: whoever indexes or shows them takes any bytes.
std::optional<Reading> decode_reading(std::string_view bytes);

}  // namespace mi
