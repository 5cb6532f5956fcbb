#include "indexer/distill_front_matter.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mi {
namespace {

using Names = std::vector<std::string>;

TEST(DistillFrontMatter, ReadsTheYamlOfTheFirstTemplate) {
  const DistillFrontMatter front = parse_distill_yaml(R"(
  title: "On Springs: A Study"
  description: What a spring does.
  published: March 4, 2016
  authors:
    - Ann Lee: http://ann.example/
    - "Jos\u00e9 Paz": http://jose.example/
    - Kim Min
  affiliations:
    - Spring Lab: http://lab.example
    - Spring Lab: http://lab.example
    - Other Lab
)");
  EXPECT_EQ(front.title, "On Springs: A Study");
  EXPECT_EQ(front.description, "What a spring does.");
  EXPECT_EQ(front.published, "March 4, 2016");
  EXPECT_EQ(front.authors, (Names{"Ann Lee", "José Paz", "Kim Min"}));
  EXPECT_EQ(front.affiliations, (Names{"Spring Lab", "Other Lab"}));
}

TEST(DistillFrontMatter, ReadsTheJsonOfTheSecondTemplate) {
  const DistillFrontMatter front = parse_distill_json(R"({
    "title": "Waves &amp; <i>Strings</i>",
    "description": "Short.",
    "authors": [
      {"author": "Andr&eacute; Roe", "affiliation": "Wave Lab"},
      {"author": "Bo Chen", "affiliations": [{"name": "Wave Lab"}, {"name": "Sea Lab"}]},
      {"authorURL": "https://nobody.example"}
    ]})");
  EXPECT_EQ(front.title, "Waves & Strings");
  EXPECT_EQ(front.authors, (Names{"André Roe", "Bo Chen"}));
  EXPECT_EQ(front.affiliations, (Names{"Wave Lab", "Sea Lab"}));
}

TEST(DistillFrontMatter, IsEmptyForWhatIsNoFrontMatter) {
  const std::vector<std::string> texts = {"",
                                          "[]",
                                          "{",
                                          "title",
                                          "authors: 3",
                                          "- a\n- b",
                                          "{\"authors\": \"x\"}",
                                          "a: [",
                                          "a: *b",
                                          "title: [1, 2]\nauthors: {a: b}",
                                          std::string(70'000, '['),
                                          std::string(50'000, '['),
                                          std::string("\0\xff", 2)};
  for (const std::string& text : texts) {
    EXPECT_EQ(parse_distill_json(text), DistillFrontMatter()) << text.substr(0, 40);
    EXPECT_EQ(parse_distill_yaml(text).title, "") << text.substr(0, 40);
    EXPECT_EQ(parse_distill_yaml(text).description, "") << text.substr(0, 40);
  }
}

TEST(DistillFrontMatter, IsFoundWhereverTheTemplateHidesIt) {
  const std::vector<std::string> pages = {
      "<d-front-matter><script type='text/json'>{\"title\": \"T\"}</script></d-front-matter>",
      "<d-front-matter><script id='distill-front-matter' type=\"text/json\">{\"title\": \"T\"}"
      "</script></d-front-matter>",
      "<d-front-matter><code style='display: none;' type='text/json'>{ \"title\": \"T\" }</code>"
      "</d-front-matter>",
      "<script type='text/front-matter'>\n  title: T\n</script>",
  };
  for (const std::string& page : pages) {
    EXPECT_EQ(find_distill_front_matter(parse_html(page)).title, "T") << page;
  }
}

}  // namespace
}  // namespace mi
