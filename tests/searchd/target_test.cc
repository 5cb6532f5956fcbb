#include "searchd/target.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

TEST(Target, IsTakenApartAndDecoded) {
  struct Case {
    std::string target;
    std::string path;
    Parameters parameters;
  };
  const std::vector<Case> cases = {
      {"/", "/", {}},
      {"/?", "/", {}},
      {"/?q=a+b%20c", "/", {{"q", "a b c"}}},
      {"/a+b%2Fc", "/a+b/c", {}},
      {"/?q=%EC%A4%91%EC%B2%A9", "/", {{"q", "중첩"}}},
      {"/?q", "/", {{"q", ""}}},
      {"/?q=&&x=1&", "/", {{"q", ""}, {"x", "1"}}},
      {"/?q=a=b?c", "/", {{"q", "a=b?c"}}},
      {"/?q=%26%3D", "/", {{"q", "&="}}},
      {"/?=v", "/", {{"", "v"}}},
      {"/?q=%ff%0d%0a", "/", {{"q", "\xff\r\n"}}},
      {"/?q=%00", "/", {{"q", std::string(1, '\0')}}},
  };
  for (const Case& c : cases) {
    const auto target = parse_target(c.target);
    ASSERT_TRUE(target) << c.target;
    EXPECT_EQ(target->path, c.path) << c.target;
    EXPECT_EQ(target->parameters, c.parameters) << c.target;
  }
}

TEST(Target, IsRefusedWhenMalformed) {
  for (const std::string target :
       {"", "*", "a", "/%", "/%4", "/%zz", "/?q=%", "/?q=%4", "/?q=%g0", "/?%=1"}) {
    EXPECT_FALSE(parse_target(target)) << target;
  }
}

TEST(Target, IsBounded) {
  EXPECT_TRUE(parse_target("/" + std::string(kMaxTargetBytes - 1, 'a')));
  EXPECT_FALSE(parse_target("/" + std::string(kMaxTargetBytes, 'a')));
  std::string many = "/?";
  for (std::size_t i = 0; i < kMaxParameters; ++i) many += "a=1&";
  EXPECT_TRUE(parse_target(many));
  EXPECT_FALSE(parse_target(many + "a=1"));
}

TEST(EncodeComponent, LeavesNothingWithAMeaning) {
  EXPECT_EQ(encode_component("aZ9._~"), "aZ9._~");
  EXPECT_EQ(encode_component("a-b,c&d=e #중"), "a%2Db%2Cc%26d%3De%20%23%EC%A4%91");
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  const auto back = parse_target("/?q=" + encode_component(all));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->parameters.front().second, all);
}

}  // namespace
}  // namespace mi
