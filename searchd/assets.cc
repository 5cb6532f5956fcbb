#include "searchd/assets.h"

#include "core/digest.h"

namespace mi {
namespace {

// Each file is one raw string literal, written by cmake/embed.cmake when the program is built.
constexpr std::string_view kPageCss =
#include "searchd/page.css.inc"
    ;
constexpr std::string_view kPageJs =
#include "searchd/page.js.inc"
    ;
constexpr std::string_view kIconSvg =
#include "searchd/icon.svg.inc"
    ;

std::string hashed_path(std::string_view stem, std::string_view extension, std::string_view bytes) {
  return std::string("/assets/")
      .append(stem)
      .append(".")
      .append(sha256_hex(bytes).substr(0, 12))
      .append(extension);
}

}  // namespace

const Asset& stylesheet() {
  static const Asset asset{hashed_path("page", ".css", kPageCss), "text/css; charset=utf-8",
                           kPageCss};
  return asset;
}

const Asset& page_script() {
  static const Asset asset{hashed_path("page", ".js", kPageJs), "text/javascript; charset=utf-8",
                           kPageJs};
  return asset;
}

const Asset& icon() {
  static const Asset asset{hashed_path("icon", ".svg", kIconSvg), "image/svg+xml", kIconSvg};
  return asset;
}

const Asset* find_asset(std::string_view path) {
  if (path == stylesheet().path) return &stylesheet();
  if (path == page_script().path) return &page_script();
  if (path == icon().path) return &icon();
  return nullptr;
}

}  // namespace mi
