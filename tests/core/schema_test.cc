#include "core/schema.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

using Strings = std::vector<std::string>;

TEST(Schema, NamesATagAndTheTagsThatItLiesIn) {
  const std::vector<std::pair<std::string, Strings>> cases = {
      {"ml", {"Kml"}},
      {"ML/Sparse AutoEncoders/x", {"Kml", "Kml/sparse-autoencoders", "Kml/sparse-autoencoders/x"}},
      {"  두 단어 ", {"K두-단어"}},
      {"\u1112\u1161\u11ab", {"K한"}},  // jamo
      {"a/", {"Ka"}},
      {"a//b", {"Ka", "Ka//b"}},
      {"/a", {"K/a"}},
      {"", {}},
      {" / ", {}},
      {"///", {}},
  };
  for (const auto& [tag, terms] : cases) EXPECT_EQ(tag_terms(tag), terms) << tag;
}

TEST(Schema, BoundsTheTermsOfAnyTag) {
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "a/";
  const Strings terms = tag_terms(deep + std::string(10'000, 'x'));
  EXPECT_LE(terms.size(), 9U);
  for (const std::string& term : terms) EXPECT_LE(term.size(), kMaxPrefixedTermBytes);
}

TEST(Schema, NamesAHostAndTheDomainsThatItLiesIn) {
  EXPECT_EQ(host_terms("Physics.Allen-Zhu.com"),
            (Strings{"Hphysics.allen-zhu.com", "Hallen-zhu.com"}));
  EXPECT_EQ(host_terms("distill.pub"), Strings{"Hdistill.pub"});
  EXPECT_EQ(host_terms("localhost"), Strings{"Hlocalhost"});
  EXPECT_EQ(host_terms("192.0.2.1"), Strings{"H192.0.2.1"});
  EXPECT_EQ(host_terms("[2001:db8::1]"), Strings{"H[2001:db8::1]"});
  EXPECT_EQ(host_terms(""), Strings());
}

TEST(Schema, NamesALanguageAndTheOneThatItIsAVarietyOf) {
  EXPECT_EQ(language_terms("ko"), Strings{"Lko"});
  EXPECT_EQ(language_terms("en-US"), (Strings{"Len-us", "Len"}));
  EXPECT_EQ(language_terms(""), Strings());
}

TEST(Schema, WritesADateSoThatItSorts) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"2022-09-14", "20220914"},
      {"2022-09", "20220900"},
      {"2022", "20220000"},
      {"", ""},
      {"202", ""},
      {"soon", ""},
      {"2022-9", "20220000"},
  };
  for (const auto& [date, value] : cases) EXPECT_EQ(date_value(date), value) << date;
}

TEST(Schema, NamesADocumentByItsIdAndALongOneByItsDigest) {
  EXPECT_EQ(document_term("ko/중첩.md"), "Qko/중첩.md");
  EXPECT_EQ(document_term(std::string(199, 'a')), "Q" + std::string(199, 'a'));
  const std::string one = document_term(std::string(200, 'a') + "1");
  EXPECT_EQ(one.size(), 65U);
  EXPECT_NE(one, document_term(std::string(200, 'a') + "2"));
}

TEST(Schema, OrdersADocumentsPassagesAsItsTextDoes) {
  EXPECT_LT(order_value("a.md", 0), order_value("a.md", 1));
  EXPECT_LT(order_value("a.md", 255), order_value("a.md", 256));
  EXPECT_EQ(order_value("a.md", 70'000).size(), 11U);
  EXPECT_NE(order_value("a.md", 0).substr(0, 8), order_value("b.md", 0).substr(0, 8));
}

}  // namespace
}  // namespace mi
