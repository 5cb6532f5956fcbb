#include "searchd/render_about.h"

#include <gtest/gtest.h>

#include "core/json.h"
#include "tests/searchd/sample_results.h"

namespace mi {
namespace {

About sample_about() {
  About about;
  about.name = "toy models";
  about.document = sample_paper();
  about.mentions = {{sample_note(),
                     {"https://a.org/toy/", "", "Toy Models", 7, "중첩은 Toy Models 가 설명한다."}},
                    {sample_note(), {"https://a.org/toy/", "", "Toy Models", 0, ""}}};
  DocumentInfo citing = sample_paper();
  citing.title = "Later \x1b[31mWork";
  citing.url = citing.id = "https://b.org/later";
  about.cited_by = {citing};
  about.cites = {{{"k", "Known Work", {"A"}, "2020", "", ""}, citing},
                 {{"u", "Unknown Work", {"C One", "D Two"}, "2019", "javascript:x", ""}, {}}};
  return about;
}

TEST(RenderAbout, TellsWhatIsKnownOfAWork) {
  EXPECT_EQ(render_about_text(sample_about(), TextStyle::plain, 80),
            "Toy Models\n"
            "paper · Ada One, Bo Two · 2022-09-14 · a.org\n"
            "https://a.org/toy/\n"
            "\n"
            "What the notes say (2)\n"
            "  중첩은 Toy Models 가 설명한다.\n"
            "  /home/me/notes/중첩.md:7\n"
            "  Toy Models\n"
            "  /home/me/notes/중첩.md\n"
            "\n"
            "Cited by (1)\n"
            "  Later [31mWork (2022-09-14)\n"
            "  https://b.org/later\n"
            "\n"
            "Cites, of the collection (1)\n"
            "  Later [31mWork (2022-09-14)\n"
            "  https://b.org/later\n"
            "\n"
            "Cites, outside the collection (1)\n"
            "  Unknown Work. C One et al., 2019\n");
}

TEST(RenderAbout, SaysSoWhereTheWorkIsOnlyPointedAt) {
  About about = sample_about();
  about.document.reset();
  const std::string text = render_about_text(about, TextStyle::plain, 80);
  EXPECT_TRUE(text.starts_with("toy models\nnot in the collection\n")) << text;
}

TEST(RenderAbout, ShowsTheFirstOfManyWorksOutside) {
  About about;
  about.document = sample_paper();
  for (int i = 0; i < 25; ++i)
    about.cites.push_back({{"k", "Work " + std::to_string(i), {}, "", "", ""}, {}});
  const std::string text = render_about_text(about, TextStyle::plain, 80);
  EXPECT_NE(text.find("outside the collection (25)"), std::string::npos);
  EXPECT_NE(text.find("  and 5 more;"), std::string::npos);
  EXPECT_EQ(text.find("Work 20"), std::string::npos);
}

TEST(RenderAbout, GivesAllOfItAsJson) {
  const Expected<Json> json = parse_json(render_about_json(sample_about()));
  ASSERT_TRUE(json);
  EXPECT_EQ((*json)["document"]["title"].as_string(), "Toy Models");
  EXPECT_EQ((*json)["mentions"].as_array().size(), 2U);
  EXPECT_EQ((*json)["mentions"].as_array()[0]["note"]["id"].as_string(), "중첩.md");
  EXPECT_EQ((*json)["cites"].as_array()[1]["url"].as_string(), "") << "no address of the web";
  EXPECT_TRUE((*json)["cites"].as_array()[1]["document"].is_null());
  EXPECT_TRUE(parse_json(render_about_json(About{})));
}

}  // namespace
}  // namespace mi
