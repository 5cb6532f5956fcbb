#include "indexer/front_matter.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace mi {
namespace {

using Texts = std::vector<FrontMatterText>;
using Strings = std::vector<std::string>;

TEST(FrontMatter, ReadsTheThreeFormatsAlike) {
  const std::vector<std::string> notes = {
      "---\n"
      "title: \"중첩: 첫 노트\"\n"
      "date: 2026-02-24\n"
      "draft: true\n"
      "tags: [SAE, 중첩]\n"
      "paper: https://a.example/p\n"
      "---\n"
      "Text\n",
      "+++\n"
      "title = \"중첩: 첫 노트\"\n"
      "date = 2026-02-24\n"
      "draft = true\n"
      "tags = [\"SAE\", \"중첩\"]\n"
      "paper = \"https://a.example/p\"\n"
      "+++\n"
      "Text\n",
      "{ \"title\": \"중첩: 첫 노트\",\n"
      "  \"date\": \"2026-02-24\",\n"
      "  \"draft\": true,\n"
      "  \"tags\": [\"SAE\",\n"
      "    \"중첩\"],\n"
      "  \"paper\": \"https://a.example/p\"\n"
      "}\n"
      "Text\n"};
  for (const std::string& note : notes) {
    const FrontMatter matter = parse_front_matter(note);
    EXPECT_EQ(matter.title, "중첩: 첫 노트") << note;
    EXPECT_EQ(matter.date, "2026-02-24") << note;
    EXPECT_TRUE(matter.draft) << note;
    EXPECT_EQ(matter.tags, (Strings{"SAE", "중첩"})) << note;
    EXPECT_EQ(matter.urls, (Texts{{"https://a.example/p", 6}})) << note;
    EXPECT_EQ(matter.unread, "") << note;
    EXPECT_EQ(note.substr(matter.body_offset), "Text\n") << note;
    EXPECT_EQ(matter.body_lines, 7) << note;
  }
}

// What is given, as "key=value" parted by spaces; lists by commas, places as "@line".
std::string outline(const FrontMatter& matter) {
  std::string out;
  const auto add = [&](std::string_view key, std::string_view value) {
    if (!value.empty())
      out += (out.empty() ? "" : " ") + std::string(key) + "=" + std::string(value);
  };
  const auto list = [](const Strings& words) {
    std::string joined;
    for (const std::string& word : words) joined += (joined.empty() ? "" : ",") + word;
    return joined;
  };
  const auto places = [](const Texts& texts) {
    std::string joined;
    for (const auto& [text, line] : texts) {
      joined += (joined.empty() ? "" : ",") + text + "@" + std::to_string(line);
    }
    return joined;
  };
  add("title", matter.title);
  add("date", matter.date);
  add("description", matter.description);
  add("language", matter.language);
  add("tags", list(matter.tags));
  add("authors", list(matter.authors));
  add("draft", matter.draft ? "yes" : "");
  add("urls", places(matter.urls));
  add("definitions", places(matter.definitions));
  add("unread", matter.unread);
  return out;
}

TEST(FrontMatter, UnderstandsTheKeysOfManyTools) {
  struct Case {
    std::string yaml;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"Title: A", "title=A"},
      {"title: >\n  folded\n  text", "title=folded text"},
      {"published: 2021-03-04", "date=2021-03-04"},
      {"date: 2020\npublished: false", "date=2020 draft=yes"},
      {"draft: no", ""},
      {"lang: ko\nsummary: S", "description=S language=ko"},
      {"tags: a, b\ncategories: [b, c]", "tags=a,b,c"},
      {"tags:\n  - '#a'\ntag: d", "tags=a,d"},
      {"author: A B", "authors=A B"},
      {"authors:\n  - name: A\n    url: https://a.example\n  - name: B",
       "authors=A,B urls=https://a.example@4"},
      {"arxiv: 2209.10652\ndoi: doi:10.23915/x",
       "urls=https://arxiv.org/abs/2209.10652@2,https://doi.org/10.23915/x@3"},
      {"arxiv: https://arxiv.org/abs/1", "urls=https://arxiv.org/abs/1@2"},
      {"x: 1\nlinks:\n  - https://a.example\n  - title: t\n    url: https://b.example",
       "urls=https://a.example@4,t@5,https://b.example@6"},
      {"glossary:\n  - term: T\n    definition: is\n  - definition: was\n    term: U",
       "definitions=T: is@3,U: was@6"},
      {"a: {b: {c: [1, 2.5, ~, true]}}\n? [x]\n: y", ""},
  };
  for (const Case& test : cases) {
    const std::string note = "---\n" + test.yaml + "\n---\n";
    const FrontMatter matter = parse_front_matter(note);
    EXPECT_EQ(outline(matter), test.expected) << note;
    EXPECT_EQ(matter.body_offset, note.size()) << note;
  }
}

TEST(FrontMatter, LeavesTextThatOnlyLooksLikeIt) {
  const std::vector<std::string> notes = {
      "",
      "text",
      "---",
      "---\nnever closed: yes\n",
      "---\n\nA rule, some text, a rule.\n\n---\n",
      "---\n- a list\n---\n",
      " ---\ntitle: A\n---\n",
      "----\ntitle: A\n----\n",
      "{{< figure >}}\n",
      "{ \"a\": 1 } and text\n",
      "{ \"a\": }\n",
      "{\"a\": [",
      "+++\njust text\n+++\n",
      "---\ntitle: A\n" + std::string(kMaxFrontMatterBytes, '#') + "\n---\n",
  };
  for (const std::string& note : notes) EXPECT_EQ(parse_front_matter(note), FrontMatter{}) << note;
}

TEST(FrontMatter, KeepsTheTextOfABrokenBlock) {
  const std::string note =
      "---\n"
      "title: Superposition: a reading\n"
      "tags: [a, b\n"
      "link: https://a.example/x\n"
      "---\n"
      "Text\n";
  const FrontMatter matter = parse_front_matter(note);
  EXPECT_EQ(matter.title, "Superposition: a reading");
  EXPECT_EQ(matter.tags, (Strings{"a", "b"}));
  EXPECT_EQ(matter.urls, (Texts{{"https://a.example/x", 4}}));
  EXPECT_EQ(matter.unread, "title: Superposition: a reading tags: [a, b link: https://a.example/x");
  EXPECT_EQ(note.substr(matter.body_offset), "Text\n");
}

TEST(FrontMatter, EndsAtDotsAndAtTheEndOfTheFile) {
  EXPECT_EQ(parse_front_matter("---\ntitle: A\n...\nText").body_offset, 17U);
  const FrontMatter last = parse_front_matter("---\ntitle: A\n---");
  EXPECT_EQ(last.title, "A");
  EXPECT_EQ(last.body_offset, 16U);
  EXPECT_EQ(parse_front_matter("---\n---\nText").body_offset, 8U);
}

// Each was chosen against a weakness of a YAML or TOML parser: recursion, aliases, long keys.
TEST(FrontMatter, SurvivesBombs) {
  const auto repeat = [](std::string_view piece, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += piece;
    return out;
  };
  std::string laughs = "a0: &a0 [x,x]\n";
  for (int i = 1; i < 1000; ++i) {
    laughs += fmt::format("a{0}: &a{0} [*a{1},*a{1},*a{1}]\n", i, i - 1);
  }
  const std::vector<std::string> yaml = {repeat("[", 60'000),
                                         repeat("{", 60'000),
                                         repeat("{a: ", 15'000),
                                         repeat("- ", 30'000),
                                         repeat("? ", 30'000),
                                         repeat("a:\n ", 300),
                                         "a: &a [*a, *a]",
                                         "a: &a {b: *a, c: *a}",
                                         laughs,
                                         repeat("!<", 30'000),
                                         "[" + repeat("a,", 30'000),
                                         std::string(60'000, '\t'),
                                         repeat("&a ", 20'000),
                                         "a: \"" + repeat("\\x41", 9'000)};
  for (const std::string& block : yaml) {
    const FrontMatter matter = parse_front_matter("---\nkey: v\n" + block + "\n---\n");
    EXPECT_LE(matter.urls.size(), 2000U);
    EXPECT_GT(matter.body_offset, block.size()) << block.substr(0, 40);
  }
  const std::vector<std::string> toml = {
      "a = " + repeat("[", 60'000), "a = " + repeat("{a=", 20'000),
      "[" + repeat("a.", 30'000) + "a]", repeat("a.", 30'000) + "a = 1", repeat("[", 60'000)};
  for (const std::string& block : toml) {
    const FrontMatter matter = parse_front_matter("+++\nkey = \"v\"\n" + block + "\n+++\n");
    EXPECT_NE(matter.unread, "") << block.substr(0, 40);
  }
  EXPECT_EQ(parse_front_matter(repeat("{\"a\":", 10'000) + repeat("}", 10'000)), FrontMatter{});
}

TEST(FrontMatter, CutAnywhereIsStillAValue) {
  const std::string note =
      "---\ntitle: 'A'\ntags: [a, \"b\"]\nx: &y {z: *y}\nurl: |\n  https://a.example\n---\n";
  for (std::size_t size = 0; size <= note.size(); ++size) {
    EXPECT_LE(parse_front_matter(note.substr(0, size)).body_offset, size);
    EXPECT_LE(parse_front_matter("---\n" + note.substr(4, size) + "\n---\n").body_offset,
              size + 10);
  }
}

}  // namespace
}  // namespace mi
