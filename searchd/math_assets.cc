#include "searchd/math_assets.h"

#include <algorithm>
#include <string>
#include <vector>

// Where the assembler put the files: their first bytes, and the bytes behind them.
extern "C" {
#include "searchd/katex_symbols.inc"
}

namespace mi {
namespace {

constexpr std::string_view kMathJs =
#include "searchd/math.js.inc"
    ;

struct File {
  std::string_view name;  // "KaTeX_Main-Regular.woff2"
  std::string_view bytes;
};

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

std::vector<File> font_files() {
  return {
#include "searchd/katex_fonts.inc"
  };
}

const std::vector<Asset>& fonts() {
  static const std::vector<Asset> kFonts = [] {
    std::vector<Asset> assets;
    for (const File& file : font_files()) {
      const std::string_view stem = file.name.substr(0, file.name.rfind('.'));
      assets.push_back(make_asset(stem, ".woff2", "font/woff2", file.bytes));
    }
    return assets;
  }();
  return kFonts;
}

// The style sheet names each font three times, for browsers of all ages: the first one, WOFF2,
// stays.
//   src:url(fonts/A.woff2) format('woff2'),url(fonts/A.woff) ...   ->   src:url(/assets/...)
std::string with_paths_of_fonts(std::string_view style) {
  constexpr std::string_view kSource = "src:url(fonts/";
  std::string out;
  for (;;) {
    const std::size_t at = std::min(style.find(kSource), style.size());
    out += style.substr(0, at);
    if (at == style.size()) return out;
    const std::string_view source = style.substr(at, style.find_first_of(";}", at) - at);
    style.remove_prefix(at + source.size());
    const std::string_view file = source.substr(kSource.size());
    const std::string_view name = file.substr(0, file.find(".woff2"));
    for (const Asset& font : fonts()) {
      if (font.path.starts_with(std::string("/assets/").append(name).append(".")))
        out += "src:url(" + font.path + ") format('woff2')";
    }
  }
}

}  // namespace

const Asset& math_script() {
  static const Asset kAsset = make_asset("math", ".js", kScriptType, kMathJs);
  return kAsset;
}

const Asset& katex_script() {
  static const Asset kAsset =
      make_asset("katex", ".js", kScriptType, between(mi_katex_script, mi_katex_script_end));
  return kAsset;
}

const Asset& katex_stylesheet() {
  static const std::string kStyle =
      with_paths_of_fonts(between(mi_katex_style, mi_katex_style_end));
  static const Asset kAsset = make_asset("katex", ".css", kStyleType, kStyle);
  return kAsset;
}

const Asset* find_math_asset(std::string_view path) {
  for (const Asset* asset : {&math_script(), &katex_script(), &katex_stylesheet()}) {
    if (asset->path == path) return asset;
  }
  const auto font = std::find_if(fonts().begin(), fonts().end(),
                                 [&](const Asset& asset) { return asset.path == path; });
  return font == fonts().end() ? nullptr : &*font;
}

}  // namespace mi
