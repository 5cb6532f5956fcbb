// Assets: the files that the web page needs, embedded in the binary when it is built.
#pragma once

#include <string>
#include <string_view>

namespace mi {

// An asset's path holds a part of its SHA-256: other bytes have another path, so that clients may
// keep a path's bytes for ever.
struct Asset {
  std::string path;  // "/assets/page.0123456789ab.css"
  std::string_view content_type;
  std::string_view bytes;
};

inline constexpr std::string_view kStyleType = "text/css; charset=utf-8";
inline constexpr std::string_view kScriptType = "text/javascript; charset=utf-8";

// With a path of "/assets/", stem, hash and extension (".css"). The bytes must stay where they are.
Asset make_asset(std::string_view stem, std::string_view extension, std::string_view content_type,
                 std::string_view bytes);

const Asset& stylesheet();
const Asset& reader_stylesheet();  // of the reader's view and the map
const Asset& page_script();
const Asset& reader_script();
const Asset& icon();

// The asset at a path, or null.
const Asset* find_asset(std::string_view path);

}  // namespace mi
