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

const Asset& stylesheet();
const Asset& page_script();
const Asset& icon();

// The asset at a path, or null.
const Asset* find_asset(std::string_view path);

}  // namespace mi
