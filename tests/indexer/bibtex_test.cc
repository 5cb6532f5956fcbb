#include "indexer/bibtex.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mi {
namespace {

std::string print(const std::vector<BibtexEntry>& entries) {
  std::string out;
  for (const BibtexEntry& entry : entries) {
    out += entry.type + " " + entry.key + ":";
    for (const auto& [name, value] : entry.fields) out += " " + name + "=<" + value + ">";
    out += "\n";
  }
  return out;
}

struct Case {
  std::string text;
  std::string expected;
};

void expect_entries(const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(print(parse_bibtex(c.text)), c.expected) << c.text;
}

TEST(Bibtex, ReadsEntriesAndTheirFields) {
  expect_entries({
      {"", ""},
      {"no entry at all, not even for a@b.example", ""},
      {"@article{a, title={T}, year=2020}", "article a: title=<T> year=<2020>\n"},
      {"@Book (a, Title = \"T\" , )", "book a: title=<T>\n"},
      {"@article{DBLP:journals/x-1,title={A {B} c}}",
       "article DBLP:journals/x-1: title=<A {B} c>\n"},
      {"@misc{a, title = \"{\\\"o} and {\"}\", note={x \"y\" z}}",
       "misc a: title=<{\\\"o} and {\"}> note=<x \"y\" z>\n"},
      {"@misc{a,\n title={Two\n lines}}\n@misc{b}", "misc a: title=<Two\n lines>\nmisc b:\n"},
      {"@misc{a, month=jan # \"~1\", year={20} # {20}}", "misc a: month=<jan~1> year=<2020>\n"},
      {"@string{lab = \"Spring Lab\"} @misc{a, publisher = LAB # { Press}}",
       "misc a: publisher=<Spring Lab Press>\n"},
      {"@comment{nothing} @preamble{\"x\"} @misc{a}", "misc a:\n"},
      {"@misc{a, url={https://x.example/~b@c}}", "misc a: url=<https://x.example/~b@c>\n"},
      {"@misc{a} @misc{a}", "misc a:\nmisc a:\n"},
      {"@misc{, title={T}}", ""},
  });
}

TEST(Bibtex, KeepsWhatStandsBeforeAFault) {
  expect_entries({
      {"@misc{a, title={never closed\n@misc{b, year=1}",
       "misc a: title=<never closed\n>\nmisc b: year=<1>\n"},
      {"@misc{a, title={T}\n  @misc{b}", "misc a: title=<T>\nmisc b:\n"},
      {"@misc{a, title=\n@misc{b}", "misc a: title=<>\nmisc b:\n"},
      {"@misc{a, title={T}, oops {x}, year=1} @misc{b}", "misc a: title=<T>\nmisc b:\n"},
      {"@misc{a, title={T} year=1} @misc{b}", "misc a: title=<T>\nmisc b:\n"},
      {"@misc{a,, title={T}}", "misc a: title=<T>\n"},
      {"@misc{a, title={x", "misc a: title=<x>\n"},
      {"@misc{a, title=\"x\\", "misc a: title=<x\\>\n"},
      {"@misc{a", "misc a:\n"},
      {"@misc{", ""},
      {"@", ""},
  });
}

TEST(Bibtex, GivesTheFirstFieldOfAName) {
  const std::vector<BibtexEntry> entries = parse_bibtex("@misc{a, year=1, year=2}");
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].field("year"), "1");
  EXPECT_EQ(entries[0].field("title"), "");
}

TEST(Bibtex, SplitsNames) {
  using Names = std::vector<std::string>;
  const struct {
    std::string names;
    Names expected;
  } kCases[] = {
      {"", {}},
      {"Ann Lee", {"Ann Lee"}},
      {"Lee, Ann and Kim, Bo", {"Ann Lee", "Bo Kim"}},
      {"Lee, Ann\n and  Bo Kim and others", {"Ann Lee", "Bo Kim", "et al."}},
      {"van der Berg, Jan", {"Jan van der Berg"}},
      {"King, Jr., Ann", {"Ann King Jr."}},
      {"{Rock and Roll Lab} and G{\\\"o}del, Kurt", {"Rock and Roll Lab", "Kurt Gödel"}},
      {"{Spring Lab, Inc.}", {"Spring Lab, Inc."}},
      {"Brand, A and Anderson, B", {"A Brand", "B Anderson"}},
      {"Ann Lee and * and Bo Kim", {"Ann Lee", "Bo Kim"}},
      {"}}{{ and", {"and"}},
  };
  for (const auto& c : kCases) EXPECT_EQ(split_bibtex_names(c.names), c.expected) << c.names;
}

std::string repeat(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

std::size_t bytes_of(const std::vector<BibtexEntry>& entries) {
  std::size_t bytes = 0;
  for (const BibtexEntry& entry : entries) {
    for (const auto& field : entry.fields) bytes += field.first.size() + field.second.size();
  }
  return bytes;
}

TEST(Bibtex, IsBounded) {
  EXPECT_EQ(parse_bibtex(repeat("@a{b}", kMaxBibtexEntries)).size(), kMaxBibtexEntries);
  EXPECT_EQ(parse_bibtex(repeat("@a{b}", kMaxBibtexEntries + 1)).size(), kMaxBibtexEntries);
  const std::string fields = repeat(",x=1", kMaxBibtexFields + 1);
  EXPECT_EQ(parse_bibtex("@a{b" + fields + "}@a{c}")[0].fields.size(), kMaxBibtexFields);
  EXPECT_EQ(parse_bibtex("@a{b" + fields + "}@a{c}").size(), 2U);
  const std::string value(kMaxBibtexValue + 1, 'v');
  EXPECT_EQ(bytes_of(parse_bibtex("@a{b,x={" + value + "}}")), kMaxBibtexValue + 1);
  EXPECT_EQ(bytes_of(parse_bibtex("@a{b,x={" + value + "}#{" + value + "}}")), kMaxBibtexValue + 1);
  // A short name for a long text, put in again and again.
  const std::string bomb = "@string{s={" + std::string(60'000, 's') + "}}";
  EXPECT_LT(bytes_of(parse_bibtex(bomb + repeat("@a{b,x=s}", 5'000))), 1'200'000U);
}

TEST(Bibtex, TakesLinearTime) {
  for (const char* piece :
       {"@", "@a{", "{", "@a{b,c={", "\"", "\n@", "\n @a", "#", ",", "@string{a=a#a}", "}"}) {
    EXPECT_LE(parse_bibtex(repeat(piece, 300'000)).size(), kMaxBibtexEntries) << piece;
    EXPECT_LE(parse_bibtex("@a{b,c=" + repeat(piece, 300'000)).size(), kMaxBibtexEntries) << piece;
    EXPECT_LE(split_bibtex_names(repeat(piece, 300'000)).size(), 500U) << piece;
  }
}

}  // namespace
}  // namespace mi
