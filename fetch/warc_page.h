// How a page of the store stands in a web archive that we write: its record, then its body.
//
//   metadata    Content-Type: application/vnd.mi-search.page+json    the record, as in the store
//   response    an HTTP head made from the record, and the body as stored
//
// Other programs read the response and pass over the metadata; we read both and lose nothing.
#pragma once

#include <string_view>

namespace mi {

inline constexpr std::string_view kPageRecordType = "application/vnd.mi-search.page+json";

}  // namespace mi
