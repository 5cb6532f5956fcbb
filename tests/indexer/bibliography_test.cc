#include "indexer/bibliography.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mi {
namespace {

Bibliography read(const std::string& page) { return read_bibliography(parse_html(page)); }

std::string print(const Bibliography& bibliography) {
  std::string out;
  for (const Citation& work : bibliography.works()) {
    out += work.key + " | " + work.title + " |";
    for (const std::string& author : work.authors) out += " " + author + ";";
    out += " | " + work.year + " | " + work.url + " | " + work.doi + "\n";
  }
  return out;
}

const char* const kBibtex = R"(
@article{knots2019, title={{O}n {K}n{\"o}ts}, author={Lee, Ann and Kim, Bo}, year={2019},
  journal={arXiv preprint arXiv:1901.00001}, url={https://lab.example/knots.pdf#page=2}}
@misc{ropes, title="Ropes", author={Ann Lee}, date={2020-03-01}, doi={10.1000/Ropes}}
)";

const std::string kFromBibtex =
    "knots2019 | On Knöts | Ann Lee; Bo Kim; | 2019 | https://lab.example/knots.pdf | \n"
    "ropes | Ropes | Ann Lee; | 2020 | https://doi.org/10.1000/ropes | 10.1000/ropes\n";

TEST(Bibliography, IsReadFromBibtexInThePage) {
  const std::string text = kBibtex;
  for (const std::string& page : {
           "<script type='text/bibliography'>" + text + "</script>",
           "<script type=text/bibtex>" + text + "</script>",
           "<d-bibliography><script type='text/bibtex'>" + text + "</script></d-bibliography>",
           "<p>x<d-bibliography src=b.bib><script type='TEXT/BibTeX'>" + text + "</script>",
       }) {
    EXPECT_EQ(print(read(page)), kFromBibtex) << page;
  }
}

TEST(Bibliography, IsReadFromTheJsonThatDistillServes) {
  EXPECT_EQ(print(read(R"(<d-bibliography><script type="text/json">[
      ["a", {"title": "Spr{\\'\\i}ngs", "author": "Lee, A.~B. and others", "year": "1999",
             "archivePrefix": "arXiv", "eprint": "9901.00001"}],
      ["b", {"title": "Cogs", "journal": "arXiv preprint arXiv:1802.00002", "year": "in 2018"}],
      ["c"], "d", 5, ["e", 7]
    ]</script></d-bibliography>)")),
            "a | Spríngs | A. B. Lee; et al.; | 1999 | https://arxiv.org/abs/9901.00001 | \n"
            "b | Cogs | | 2018 | https://arxiv.org/abs/1802.00002 | \n"
            "e |  | |  |  | \n");
  EXPECT_EQ(print(read("<d-bibliography><script type=text/json>[[</script></d-bibliography>")), "");
  EXPECT_EQ(print(read("<script type=text/json>[[\"a\", {}]]</script>")), "");
}

TEST(Bibliography, IsReadFromTheRenderedList) {
  EXPECT_EQ(print(read(R"(<d-citation-list><h3>References</h3><ol><li id="knots">
      <span class="title">On <i>Knots</i></span> <a href="https://lab.example/k.pdf">[PDF]</a><br>
      Lee, A., Kim, B.C. and Park, D., 2019. Journal of Rope, Vol 2(1), pp. 1--9.
      <a href="https://doi.org/10.1000/K">DOI: 10.1000/K</a></li>
      <li id=none><span class=title>Anonymous</span><br>2001.</li><li></li>
      </ol></d-citation-list>)")),
            "knots | On Knots | A. Lee; B.C. Kim; D. Park; | 2019 | https://lab.example/k.pdf | "
            "10.1000/k\n"
            "none | Anonymous | | 2001 |  | \n");
  EXPECT_EQ(print(read("<ol class='x references'><li id=r1>Lee, A. Ropes. 2020.</ol><li>no")),
            "r1 | Lee, A. Ropes. 2020. | | 2020 |  | \n");
}

TEST(Bibliography, IsReadFromMetaElements) {
  EXPECT_EQ(
      print(read(
          R"(<meta name="citation_reference" content="citation_title=Knots; and more;citation_author=Ann Lee;citation_author=Bo Kim;citation_publication_date=2019/03;citation_arxiv_id=1901.00001;">
<meta name="citation_reference" content="citation_author=Nobody"><meta name=citation_reference>)")),
      " | Knots; and more | Ann Lee; Bo Kim; | 2019 | "
      "https://arxiv.org/abs/1901.00001 | \n");
}

TEST(Bibliography, PrefersThePlaceThatKnowsMost) {
  const std::string script = std::string("<script type='text/bibtex'>") + kBibtex + "</script>";
  const std::string list =
      "<d-citation-list><li id=x><span class=title>X</span></li></d-citation-list>";
  const std::string meta = "<meta name=citation_reference content='citation_title=M'>";
  EXPECT_EQ(print(read(meta + list + script)), kFromBibtex);
  EXPECT_EQ(print(read(meta + list)), "x | X | |  |  | \n");
  EXPECT_EQ(print(read(meta)), " | M | |  |  | \n");
  EXPECT_EQ(print(read("<p>none</p>")), "");
}

TEST(Bibliography, LeavesOutWhatThePageDoesNotCite) {
  const std::string script = std::string("<script type='text/bibtex'>") + kBibtex + "</script>";
  EXPECT_EQ(print(read("<d-cite key='x, ropes'></d-cite>" + script)),
            kFromBibtex.substr(kFromBibtex.find("ropes")));
  EXPECT_EQ(print(read("<d-cite key='x'></d-cite>" + script)), kFromBibtex);
}

TEST(Bibliography, KeepsEachKeyOnce) {
  const Bibliography twice =
      read("<script type='text/bibtex'>@a{k,title=One}@a{k,title=Two}</script>");
  ASSERT_EQ(twice.works().size(), 1U);
  EXPECT_EQ(twice.find("k")->title, "One");
  EXPECT_EQ(twice.find("x"), nullptr);
}

std::vector<std::string_view> keys_of(const HtmlTree& tree) {
  for (const HtmlNode& node : tree) {
    if (node.name == "d-cite") return keys_of_citation(node);
  }
  return {};
}

TEST(Bibliography, TakesKeysApart) {
  using Keys = std::vector<std::string_view>;
  const HtmlTree plain = parse_html("<d-cite key=' a,\n b ,,DBLP:c/d-1,'></d-cite>");
  EXPECT_EQ(keys_of(plain), (Keys{"a", "b", "DBLP:c/d-1"}));
  EXPECT_EQ(keys_of(parse_html("<d-cite bibtex-key=\"a\"></d-cite>")), Keys{"a"});
  EXPECT_EQ(keys_of(parse_html("<d-cite></d-cite>")), Keys{});
}

TEST(Bibliography, MarksACitation) {
  const Bibliography works(std::vector<Citation>{
      {"one", "T", {"Ann Lee"}, "2020", "", ""},
      {"two", "T", {"Jan van der Berg", "Bo Kim *"}, "2019", "", ""},
      {"many", "T", {"A", "B", "C"}, "2018", "", ""},
      {"others", "T", {"Ann Lee", "et al."}, "2017", "", ""},
      {"title", "A Nameless Work of Some Hundred Pages on the Tying of Knots", {}, "", "", ""},
      {"korean", "T", {"홍길동"}, "2021", "", ""},
      {"nothing", "", {}, "", "", ""},
      {"long", "T", {std::string(100'000, 'n')}, "2022", "", ""},
  });
  const struct {
    std::vector<std::string_view> keys;
    std::string expected;
  } kCases[] = {
      {{}, ""},
      {{"unknown"}, ""},
      {{"nothing"}, ""},
      {{"long"}, "[" + std::string(40, 'n') + ", 2022]"},
      {{"one"}, "[Lee, 2020]"},
      {{"two"}, "[van der Berg & Kim, 2019]"},
      {{"many", "unknown", "korean"}, "[A et al., 2018; 홍길동, 2021]"},
      {{"others"}, "[Lee et al., 2017]"},
      {{"title"}, "[A Nameless Work of Some Hundred Pages on the Tying of Knots]"},
      {{"one", "one", "one", "one", "one"},
       "[Lee, 2020; Lee, 2020; Lee, 2020; Lee, 2020; Lee, 2020]"},
      {{"one", "one", "one", "one", "one", "two", "many"},
       "[Lee, 2020; Lee, 2020; Lee, 2020; Lee, 2020; Lee, 2020; 2 more]"},
  };
  for (const auto& c : kCases) EXPECT_EQ(citation_mark(works, c.keys), c.expected);
}

TEST(Bibliography, IsBounded) {
  std::string page = "<d-bibliography><script type='text/json'>[";
  for (std::size_t i = 0; i < kMaxCitations + 5; ++i) {
    page += (i == 0 ? "[\"" : ",[\"") + std::to_string(i) + "\",{}]";
  }
  EXPECT_EQ(read(page + "]</script>").works().size(), kMaxCitations);
  std::string items = "<ol class=references>";
  std::string metas;
  for (std::size_t i = 0; i < kMaxCitations + 5; ++i) {
    items += "<li>x";
    metas += "<meta name=citation_reference content='citation_title=x'>";
  }
  EXPECT_LE(read(items).works().size(), kMaxCitations);
  EXPECT_EQ(read(metas).works().size(), kMaxCitations);
}

}  // namespace
}  // namespace mi
