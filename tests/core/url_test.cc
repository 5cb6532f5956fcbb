#include "core/url.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace mi {
namespace {

struct Case {
  std::string_view input;
  std::string_view expected;  // empty: refused
};

std::string spell(const Expected<Url>& url) { return url ? url->to_string() : std::string(); }

void expect_parsed(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    EXPECT_EQ(spell(parse_url(c.input)), c.expected) << "input: " << c.input;
  }
}

TEST(Url, IsTakenApart) {
  const Expected<Url> url = parse_url("https://example.com:8443/a/b?x=1&y=2#part");
  ASSERT_TRUE(url) << url.error().message;
  const Url expected = {"https", "example.com", 8443, "/a/b", "x=1&y=2", "part"};
  EXPECT_EQ(*url, expected);
  EXPECT_EQ(url->target(), "/a/b?x=1&y=2");
  EXPECT_EQ(url->origin(), "https://example.com:8443");
  EXPECT_EQ(url->effective_port(), 8443);
}

TEST(Url, KnowsTheOwnPortOfItsScheme) {
  EXPECT_EQ(parse_url("http://example.com/")->effective_port(), 80);
  EXPECT_EQ(parse_url("https://example.com/")->effective_port(), 443);
}

// RFC 3986, section 6.2, and what people paste.
TEST(Url, IsNormalised) {
  expect_parsed({
      {"https://example.com/a", "https://example.com/a"},
      {"https://example.com", "https://example.com/"},
      {"https://example.com?q", "https://example.com/?q"},
      {"https://example.com#f", "https://example.com/#f"},
      {"https://example.com/?", "https://example.com/"},
      {"https://example.com/#", "https://example.com/"},
      {"HTTPS://EXAMPLE.com/A", "https://example.com/A"},
      {" \t\r\nhttps://example.com/ \n", "https://example.com/"},
      {"\x01https://example.com/\x1F", "https://example.com/"},
      // ports
      {"https://example.com:443/", "https://example.com/"},
      {"http://example.com:80/", "http://example.com/"},
      {"http://example.com:443/", "http://example.com:443/"},
      {"https://example.com:/", "https://example.com/"},
      {"https://example.com:0443/", "https://example.com/"},
      {"https://example.com:65535/", "https://example.com:65535/"},
      {"https://example.com:1/", "https://example.com:1/"},
      // percent encodings: unreserved letters are decoded, hexadecimal digits are upper case
      {"https://example.com/%7euser/%41%2d%2E", "https://example.com/~user/A-."},
      {"https://example.com/a%2fb", "https://example.com/a%2Fb"},
      {"https://example.com/?q=%3f%61", "https://example.com/?q=%3Fa"},
      {"https://example.com/#%c3%a9", "https://example.com/#%C3%A9"},
      {"https://example.com/100%", "https://example.com/100%25"},
      {"https://example.com/%zz", "https://example.com/%25zz"},
      {"https://example.com/%4", "https://example.com/%254"},
      {"https://example.com/a b", "https://example.com/a%20b"},
      {"https://example.com/중첩", "https://example.com/%EC%A4%91%EC%B2%A9"},
      {"https://example.com/?q=é", "https://example.com/?q=%C3%A9"},
      {"https://example.com/\xFF", "https://example.com/%FF"},
      {"https://example.com/\"<>\\^`{|}", "https://example.com/%22%3C%3E%5C%5E%60%7B%7C%7D"},
      {"https://example.com/#a#b", "https://example.com/#a%23b"},
      {"https://example.com/a\tb\nc", "https://example.com/a%09b%0Ac"},
      // dot segments
      {"https://example.com/a/./b/../c", "https://example.com/a/c"},
      {"https://example.com/../../a", "https://example.com/a"},
      {"https://example.com/a/..", "https://example.com/"},
      {"https://example.com/a/.", "https://example.com/a/"},
      {"https://example.com/a/%2e%2E/b", "https://example.com/b"},
      {"https://example.com//a//b/", "https://example.com//a//b/"},
      {"https://example.com/?a/../b", "https://example.com/?a/../b"},
  });
}

// Browsers let square brackets stand in a path and in a query; RFC 3986 wants them encoded there,
// and allows them only around an IPv6 address.
TEST(Url, EncodesSquareBracketsOutsideTheHost) {
  expect_parsed({
      {"https://example.com/wiki/Layer_[norm]", "https://example.com/wiki/Layer_%5Bnorm%5D"},
      {"https://example.com/?a[]=1", "https://example.com/?a%5B%5D=1"},
      {"https://example.com?a[]=1", "https://example.com/?a%5B%5D=1"},
      {"https://example.com/#[1]", "https://example.com/#%5B1%5D"},
      {"https://[::1]/[x]", "https://[::1]/%5Bx%5D"},
      {"https://exam[ple.com/", ""},
  });
}

TEST(Url, KeepsTheBracketsOfAnIpv6Address) {
  expect_parsed({
      {"http://[::1]/", "http://[::1]/"},
      {"http://[2001:DB8::A]:8080/x", "http://[2001:db8::a]:8080/x"},
      {"http://[::ffff:127.0.0.1]/", "http://[::ffff:127.0.0.1]/"},
      {"http://[fe80::1%25eth0]/", ""},  // a zone is of this machine, never of a link
      {"http://[fe80::1%eth0]/", ""},
      {"http://[::1/", ""},
      {"http://::1/", ""},
      {"http://[]/", ""},
      {"http://[1]/", ""},
      {"http://[v1.a:b]/", ""},
      {"http://[::1]x/", ""},
  });
}

TEST(Url, RefusesWhatIsNoWebAddress) {
  expect_parsed({
      {"", ""},
      {" ", ""},
      {"example.com", ""},
      {"/a/b", ""},
      {"//example.com/", ""},
      {"ftp://example.com/", ""},
      {"file:///etc/passwd", ""},
      {"javascript:alert(1)", ""},
      {"data:text/html,x", ""},
      {"mailto:a@example.com", ""},
      {"httpss://example.com/", ""},
      {"http", ""},
      {"http:", ""},
      {"http:/", ""},
      {"http://", ""},
      {"http:///a", ""},
      {"http:example.com", ""},
      {"http:\\\\example.com\\", ""},
      {"://example.com/", ""},
  });
}

TEST(Url, RefusesCredentials) {
  expect_parsed({
      {"http://user:secret@example.com/", ""},
      {"http://user@example.com/", ""},
      {"http://@example.com/", ""},
      {"http://:@example.com/", ""},
      {"http://good.example\\@evil.example/", ""},
      {"http://good.example%5C@evil.example/", ""},
      {"http://example.com/a@b", "http://example.com/a@b"},
  });
}

TEST(Url, RefusesPortsOutOfRange) {
  expect_parsed({
      {"http://example.com:0/", ""},
      {"http://example.com:65536/", ""},
      {"http://example.com:99999999999999999999/", ""},
      {"http://example.com:-1/", ""},
      {"http://example.com:+80/", ""},
      {"http://example.com:80a/", ""},
      {"http://example.com: 80/", ""},
      {"http://example.com:80:80/", ""},
  });
}

TEST(Url, TakesOnlyPlainHosts) {
  expect_parsed({
      {"http://XN--9N2BP8Q.example/", "http://xn--9n2bp8q.example/"},
      {"http://a_b.example/", "http://a_b.example/"},
      {"http://a-b.example/", "http://a-b.example/"},
      {"http://localhost/", "http://localhost/"},
      {"http://ex%61mple.com/", "http://example.com/"},
      {"http://중첩.example/", ""},
      {"http://%ec%a4%91.example/", ""},
      {"http://example%2ecom%2f/", ""},
      {"http://exam ple.com/", ""},
      {"http://exam\tple.com/", ""},
      {"http://exam\nple.com/", ""},
      {"http://exa%00mple.com/", ""},
      {"http://example.com\\.evil.example/", ""},
      {"http://exa*mple.com/", ""},
      {"http://exa!mple.com/", ""},
      {std::string_view("http://exam\0ple.com/", 20), ""},
  });
}

// A host names a folder of the page store: ".." would be the folder above it.
TEST(Url, RefusesHostsWithEmptyLabels) {
  expect_parsed({
      {"http://../", ""},
      {"http://./", ""},
      {"http://%2e%2e/", ""},
      {"http://.../", ""},
      {"http://a..b/", ""},
      {"http://.a/", ""},
      {"http://a../", ""},
  });
}

// "example.com." is the same host, spelled from the root.
TEST(Url, TakesOffTheFinalDotOfAHost) {
  expect_parsed({
      {"http://example.com./a", "http://example.com/a"},
      {"http://example.com.:8080/a", "http://example.com:8080/a"},
  });
}

TEST(Url, RefusesHostsLongerThanDnsAllows) {
  const std::string label(63, 'a');
  const std::string three = label + "." + label + "." + label + ".";  // 192 bytes
  expect_parsed({
      {"http://" + label + ".example/", "http://" + label + ".example/"},
      {"http://a" + label + ".example/", ""},
      {"http://" + three + std::string(61, 'b') + "/",
       "http://" + three + std::string(61, 'b') + "/"},  // 253 bytes
      {"http://" + three + std::string(62, 'b') + "/", ""},
  });
}

// inet_aton, and so getaddrinfo, reads all of these as 127.0.0.1. No registered name ends in a
// number, so such a host is an IPv4 address in plain dotted form or it is refused.
TEST(Url, RefusesNumbersThatAreNoPlainAddress) {
  expect_parsed({
      {"http://127.0.0.1/", "http://127.0.0.1/"},
      {"http://127.0.0.1./", "http://127.0.0.1/"},
      {"http://255.255.255.255/", "http://255.255.255.255/"},
      {"http://1.example/", "http://1.example/"},
      {"http://0x7f.example/", "http://0x7f.example/"},
      {"http://example.1a/", "http://example.1a/"},
      {"http://127.1/", ""},
      {"http://127.1./", ""},
      {"http://0x7f.1/", ""},
      {"http://127.0.0.0x1/", ""},
      {"http://0X7F000001/", ""},
      {"http://0x/", ""},
      {"http://2130706433/", ""},
      {"http://017700000001/", ""},
      {"http://0177.0.0.1/", ""},
      {"http://127.0.0.01/", ""},
      {"http://256.0.0.1/", ""},
      {"http://1.2.3.4.5/", ""},
      {"http://example.1/", ""},
  });
}

std::string address_of_size(std::size_t size) {
  const std::string start = "http://example.com/";
  return start + std::string(size - start.size(), 'a');
}

TEST(Url, IsBoundedInLength) {
  EXPECT_TRUE(parse_url(address_of_size(kMaxUrlBytes)));
  EXPECT_FALSE(parse_url(address_of_size(kMaxUrlBytes + 1)));
  EXPECT_TRUE(parse_url("   " + address_of_size(kMaxUrlBytes) + "   "));
  EXPECT_FALSE(parse_url(std::string(1U << 20U, 'a')));
}

// Each byte of Hangul becomes three: what was accepted must be accepted when it is read back.
TEST(Url, IsBoundedInLengthAsWrittenToo) {
  std::string text = address_of_size(kMaxUrlBytes - 3) + "가";
  EXPECT_FALSE(parse_url(text));
  text = address_of_size(kMaxUrlBytes - 9) + "가";
  ASSERT_TRUE(parse_url(text));
  EXPECT_EQ(parse_url(text)->to_string().size(), kMaxUrlBytes);
}

TEST(Url, IsBoundedInLengthWhenResolved) {
  const Url base = *parse_url("http://example.com/" + std::string(1000, 'b') + "/");
  const std::size_t room = kMaxUrlBytes - base.to_string().size();
  EXPECT_TRUE(resolve_url(base, std::string(room, 'c')));
  EXPECT_FALSE(resolve_url(base, std::string(room + 1, 'c')));
  EXPECT_FALSE(resolve_url(base, std::string(kMaxUrlBytes + 1, 'c')));
}

TEST(Url, ReadsBackWhatItWrote) {
  for (const std::string_view text :
       {"https://example.com", "http://example.com:8080/a%2fb/../c?d=[e]#f g", "http://[::1]/",
        "https://example.com/중첩?q=중첩#중첩", "http://example.com/%%%", "http://example.com//"}) {
    const Expected<Url> once = parse_url(text);
    ASSERT_TRUE(once) << text;
    const Expected<Url> twice = parse_url(once->to_string());
    ASSERT_TRUE(twice) << once->to_string();
    EXPECT_EQ(*once, *twice) << text;
  }
}

// The message goes to a terminal, and the address comes from a page.
TEST(Url, NamesABadAddressInPrintableBytes) {
  for (const std::string_view text :
       {"http://\x1B[2J.example/", "ftp://중첩.example/", "http://\xFF/", "a\nb\x07"}) {
    const Expected<Url> url = parse_url(text);
    ASSERT_FALSE(url) << text;
    const std::string& message = url.error().message;
    EXPECT_TRUE(std::all_of(message.begin(), message.end(), [](char c) {
      return c >= 0x20 && c < 0x7F;
    })) << message;
  }
}

// RFC 3986, sections 5.4.1 and 5.4.2, whole.
TEST(Url, ResolvesReferencesAsTheStandardsTableDoes) {
  const Url base = *parse_url("http://a/b/c/d;p?q");
  const std::vector<Case> cases = {
      // normal
      {"g:h", ""},  // a scheme that is not ours
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g/"},  // "http://g" in the table: ours writes the empty path as "/"
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q#s"},
      {"g#s", "http://a/b/c/g#s"},
      {"g?y#s", "http://a/b/c/g?y#s"},
      {";x", "http://a/b/c/;x"},
      {"g;x", "http://a/b/c/g;x"},
      {"g;x?y#s", "http://a/b/c/g;x?y#s"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../", "http://a/"},
      {"../../g", "http://a/g"},
      // abnormal
      {"../../../g", "http://a/g"},
      {"../../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {".g", "http://a/b/c/.g"},
      {"g..", "http://a/b/c/g.."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},
      {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
      {"g;x=1/../y", "http://a/b/c/y"},
      {"g?y/./x", "http://a/b/c/g?y/./x"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"g#s/./x", "http://a/b/c/g#s/./x"},
      {"g#s/../x", "http://a/b/c/g#s/../x"},
      {"http:g", ""},  // a strict parser takes it as absolute: no host
  };
  for (const Case& c : cases) {
    EXPECT_EQ(spell(resolve_url(base, c.input)), c.expected) << "reference: " << c.input;
  }
}

TEST(Url, ResolvesReferencesAsPagesWriteThem) {
  const Url base = *parse_url("https://example.com:8443/2020/paper/index.html?v=2#top");
  const std::vector<Case> cases = {
      {"  figure 1.png  ", "https://example.com:8443/2020/paper/figure%201.png"},
      {"#section-1", "https://example.com:8443/2020/paper/index.html?v=2#section-1"},
      {"?v=3", "https://example.com:8443/2020/paper/index.html?v=3"},
      {"//other.example/a", "https://other.example/a"},
      {"//other.example:443/a", "https://other.example/a"},
      {"http://other.example/a", "http://other.example/a"},
      {"a[1].png", "https://example.com:8443/2020/paper/a%5B1%5D.png"},
      {"?a[]=//[x]", "https://example.com:8443/2020/paper/index.html?a%5B%5D=//%5Bx%5D"},
      {"//[::1]/[x]", "https://[::1]/%5Bx%5D"},
      {"중첩", "https://example.com:8443/2020/paper/%EC%A4%91%EC%B2%A9"},
      {"..\\..\\a", "https://example.com:8443/2020/paper/..%5C..%5Ca"},
      {"javascript:alert(1)", ""},
      {"mailto:a@example.com", ""},
      {"data:image/png;base64,AAAA", ""},
      {"//user@other.example/", ""},
      {"//../a", ""},
      {"///a", ""},
      {"//", ""},
      {"fig:1", ""},
      {"./fig:1", "https://example.com:8443/2020/paper/fig:1"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(spell(resolve_url(base, c.input)), c.expected) << "reference: " << c.input;
  }
}

TEST(CanonicalUrl, IsOneNameForTheSpellingsOfOnePage) {
  const std::vector<Case> cases = {
      {"https://example.com/a/#part", "https://example.com/a/"},
      {"https://example.com/a/index.html", "https://example.com/a/"},
      {"https://example.com/a/index.htm", "https://example.com/a/"},
      {"https://example.com/index.html#x", "https://example.com/"},
      {"https://example.com/index.html?v=1", "https://example.com/?v=1"},
      {"https://example.com/a/index.html/", "https://example.com/a/index.html/"},
      {"https://example.com/a/myindex.html", "https://example.com/a/myindex.html"},
      {"https://example.com/a/INDEX.html", "https://example.com/a/INDEX.html"},
      {"https://example.com/a", "https://example.com/a"},
  };
  for (const Case& c : cases) {
    const Expected<Url> url = parse_url(c.input);
    ASSERT_TRUE(url) << c.input;
    EXPECT_EQ(canonical_url(*url), c.expected) << c.input;
    EXPECT_EQ(canonical_url(*parse_url(c.expected)), c.expected) << c.expected;
  }
}

// Any bytes give a value or an error, and a value reads back as itself.
TEST(Url, IsTotalOverGeneratedBytes) {
  constexpr std::string_view kAlphabet = "http://[]:@%?#.\\\xEC\xA4\x91 a0\n";
  std::mt19937 random(20220914);
  for (int round = 0; round < 20000; ++round) {
    std::string text = random() % 2 == 0 ? "http://" : "https://a/";
    for (std::size_t size = random() % 24; size > 0; --size) {
      text += random() % 16 == 0 ? static_cast<char>(random() % 256)
                                 : kAlphabet[random() % kAlphabet.size()];
    }
    const Expected<Url> url = parse_url(text);
    if (!url) continue;
    const Expected<Url> again = parse_url(url->to_string());
    ASSERT_TRUE(again) << text << " -> " << url->to_string();
    ASSERT_EQ(*url, *again) << text;
    ASSERT_EQ(url->path.front(), '/') << text;
    ASSERT_EQ(url->host.find(".."), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace mi
