#include "searchd/assets.h"

#include <utility>

#include "core/digest.h"
#include "searchd/math_assets.h"

namespace mi {
namespace {

// Each file is one raw string literal, written by cmake/embed.cmake when the program is built.
constexpr std::string_view kPageCss =
#include "searchd/page.css.inc"
    ;
constexpr std::string_view kReaderCss =
#include "searchd/reader.css.inc"
    ;
constexpr std::string_view kReaderJs =
#include "searchd/reader.js.inc"
    ;
constexpr std::string_view kPageJs =
#include "searchd/page.js.inc"
    ;
constexpr std::string_view kIconSvg =
#include "searchd/icon.svg.inc"
    ;

}  // namespace

Asset make_asset(std::string_view stem, std::string_view extension, std::string_view content_type,
                 std::string_view bytes) {
  std::string path("/assets/");
  path.append(stem).append(".").append(sha256_hex(bytes).substr(0, 12)).append(extension);
  return {std::move(path), content_type, bytes};
}

const Asset& stylesheet() {
  static const Asset kAsset = make_asset("page", ".css", kStyleType, kPageCss);
  return kAsset;
}

const Asset& reader_stylesheet() {
  static const Asset kAsset = make_asset("reader", ".css", kStyleType, kReaderCss);
  return kAsset;
}

const Asset& reader_script() {
  static const Asset kAsset = make_asset("reader", ".js", kScriptType, kReaderJs);
  return kAsset;
}

const Asset& page_script() {
  static const Asset kAsset = make_asset("page", ".js", kScriptType, kPageJs);
  return kAsset;
}

const Asset& icon() {
  static const Asset kAsset = make_asset("icon", ".svg", "image/svg+xml", kIconSvg);
  return kAsset;
}

const Asset* find_asset(std::string_view path) {
  for (const Asset* asset :
       {&stylesheet(), &reader_stylesheet(), &page_script(), &reader_script(), &icon()}) {
    if (asset->path == path) return asset;
  }
  return find_math_asset(path);
}

}  // namespace mi
