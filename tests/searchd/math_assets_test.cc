#include "searchd/math_assets.h"

#include <gtest/gtest.h>

#include <string>

namespace mi {
namespace {

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

TEST(MathAssets, AreKatexAndItsFonts) {
  EXPECT_NE(katex_script().bytes.find("renderToDomTree"), std::string_view::npos);
  EXPECT_GT(katex_script().bytes.size(), 200'000U);
  EXPECT_EQ(find_math_asset(katex_script().path), &katex_script());
  EXPECT_EQ(find_math_asset(katex_stylesheet().path), &katex_stylesheet());
  EXPECT_EQ(find_math_asset(math_script().path), &math_script());
  EXPECT_EQ(find_math_asset("/assets/katex.js"), nullptr);
}

TEST(MathAssets, HaveEveryFontThatTheStyleNamesAsWoff2Alone) {
  const std::string_view style = katex_stylesheet().bytes;
  const std::size_t faces = count_of(style, "@font-face");
  EXPECT_GE(faces, 20U);
  EXPECT_EQ(count_of(style, "url("), faces) << "nothing else is fetched";
  constexpr std::string_view kBefore = "src:url(";
  for (std::size_t at = style.find(kBefore); at != std::string_view::npos;
       at = style.find(kBefore, at + 1)) {
    const std::size_t begin = at + kBefore.size();
    const std::string_view path = style.substr(begin, style.find(')', begin) - begin);
    const Asset* font = find_math_asset(path);
    ASSERT_NE(font, nullptr) << path;
    EXPECT_EQ(font->content_type, "font/woff2");
    EXPECT_TRUE(font->bytes.starts_with("wOF2")) << path;
  }
  EXPECT_EQ(style.substr(style.find(kBefore) - 30, 30).find("fonts/"), std::string_view::npos);
}

}  // namespace
}  // namespace mi
