// The record of a page as stored beside its body: JSON, one object, every field of core/page.h
// under its own name.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/expected.h"
#include "core/page.h"

namespace mi {

// The longest record, in bytes: 16 failures with their reasons and every other field at its limit.
inline constexpr std::size_t kMaxRecordBytes = 128U << 10U;
inline constexpr std::size_t kMaxRedirects = 20;      // kept in a record; the configuration's most
inline constexpr std::size_t kMaxFailures = 16;       // kept in a record
inline constexpr std::size_t kMaxReasonBytes = 500;   // of one failure
inline constexpr std::size_t kMaxHeaderBytes = 1024;  // of a content type or a validator

// The record as a file. Fields that are over their limits are cut (a reason) or left out (a
// header), the oldest failures and the last redirects first, so that decode_page takes what
// encode_page gives.
std::string encode_page(const Page& page);

// Fails on anything that encode_page does not write: no JSON, an address that is not canonical, a
// time, hash or number out of shape, a validator that could not stand in a header. Unknown members
// are ignored, so that a later version may add some, and missing ones are empty. A time of checking
// out of shape is empty: it is overwritten in place, and its loss only makes the page due again.
Expected<Page> decode_page(std::string_view record);

// Where the 20 bytes of `checked` stand in a record that encode_page wrote; nothing where it has
// none.
std::optional<std::size_t> find_checked(std::string_view record);

}  // namespace mi
