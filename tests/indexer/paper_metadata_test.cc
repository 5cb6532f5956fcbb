#include "indexer/paper_metadata.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mi {
namespace {

using Names = std::vector<std::string>;

DocumentInfo read(const std::string& html, const std::string& url = "https://lab.example/a/") {
  Page page;
  page.url = url;
  return read_paper_metadata(parse_html(html), page);
}

std::string front_matter(const std::string& json) {
  return "<d-front-matter><script type='text/json'>" + json + "</script></d-front-matter>";
}

struct Case {
  std::string input;
  std::string expected;
};

TEST(PaperMetadata, TakesTheTitleFromTheFirstPlaceThatHasOne) {
  const std::string h1 = "<d-title><h1>Heading <i>One</i></h1></d-title>";
  const std::vector<Case> cases = {
      {front_matter("{\"title\": \"Front\"}") + h1 + "<title>Window</title>", "Front"},
      {front_matter("{\"title\": \"A Discussion of 'X': Heading 'One'\"}") + h1, "Heading One"},
      {front_matter("{\"title\": \"\"}") + h1, "Heading One"},
      {h1 + "<title>Window</title>", "Heading One"},
      {"<title>Window</title><meta property='og:title' content='Card &amp;amp; Deck'>",
       "Card & Deck"},
      {"<meta name=citation_title content=Cited><meta property='og:title' content=Card>", "Cited"},
      {"<svg><title>drawing</title></svg><title>\n Window </title><h1>H</h1>", "Window"},
      {front_matter("{\"title\": \"Front\"}") + "<d-title></d-title><h1>Section</h1>", "Front"},
      {"<p>a</p><h1>Heading</h1><h1>Other</h1>", "Heading"},
      {"<p>a</p>", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(read(c.input).title, c.expected) << c.input;
}

TEST(PaperMetadata, ReadsAByline) {
  const DocumentInfo info = read(R"(
    <d-front-matter><script type="text/json">{"title": "T", "authors": []}</script></d-front-matter>
    <div class='d-byline-container base-grid'><div class='d-byline'>
      <div><h3>Authors</h3><p><span class="author">Ann Lee*,</span>
        <span class="author">Bo Chen †</span>, </p></div>
      <div><h3>Affiliation</h3><p><a href='https://lab.example/'>Spring Lab</a></p></div>
      <div><h3>Published</h3><p>Sept 4, 2021</p></div></div></div>)");
  EXPECT_EQ(info.authors, (Names{"Ann Lee", "Bo Chen"}));
  EXPECT_EQ(info.affiliations, (Names{"Spring Lab"}));
  EXPECT_EQ(info.date, "2021-09-04");
}

TEST(PaperMetadata, ReadsTheBylineOfThePreRenderer) {
  const DocumentInfo info = read(R"(
    <d-byline><div class="byline grid"><div class="authors-affiliations grid">
      <h3>Authors</h3><h3>Affiliations</h3>
      <p class="author"><a class="name" href="x">Ann Lee</a></p>
      <p class="affiliation"><a class="affiliation" href="x">Spring Lab</a></p>
      <p class="author"><a class="name" href="x">Bo Chen</a></p>
      <p class="affiliation"><a class="affiliation" href="x">Spring Lab</a></p></div>
      <div><h3>Published</h3><p><em>Not published yet.</em></p></div></div></d-byline>)");
  EXPECT_EQ(info.authors, (Names{"Ann Lee", "Bo Chen"}));
  EXPECT_EQ(info.affiliations, (Names{"Spring Lab"}));
  EXPECT_EQ(info.date, "");
}

TEST(PaperMetadata, TakesTheDateFromTheFirstPlaceThatHasOne) {
  const std::string url = "https://lab.example/2019/springs/";
  const std::string byline = "<d-byline><h3>Published</h3><p>March 4, 2020</p></d-byline>";
  const std::string meta = "<meta property='article:published' content='2020-03-05T20:00:00.000Z'>";
  const std::string cited = "<meta name=citation_publication_date content='2020/03/06'>";
  const std::string front = front_matter("{\"published\": \"March 7, 2020\"}");
  const std::vector<Case> cases = {
      {front + cited + meta + byline, "2020-03-04"},
      {front + cited + meta, "2020-03-05"},
      {front + cited, "2020-03-06"},
      {front, "2020-03-07"},
      {"<time datetime='2020-03-08'>8 March</time>", "2020-03-08"},
      {"<p>Published June 2, 2022 by Ann Lee.</p>", "2022-06-02"},
      {"<d-byline><h3>Published</h3><p>Not published yet.</p></d-byline>", "2019"},
      {"<p>a</p>", "2019"},
  };
  for (const Case& c : cases) EXPECT_EQ(read(c.input, url).date, c.expected) << c.input;
  EXPECT_EQ(read("", "https://lab.example/archive/2019-2020/1234/").date, "");
}

TEST(PaperMetadata, FindsTheAuthorOfANote) {
  EXPECT_EQ(read("<p>Published June 2, 2022 by Ann Lee.</p>").authors, (Names{"Ann Lee"}));
  EXPECT_EQ(read("<p>Published in anger by Ann Lee.</p>").authors, Names());
}

TEST(PaperMetadata, ReadsMetas) {
  const DocumentInfo info = read(
      "<meta property='article:author' content='Ann Lee'>"
      "<meta property='article:author' content='Andr&amp;eacute; Roe'>"
      "<meta name=description content='What springs &quot;do&quot;.'>"
      "<meta name=citation_author_institution content='Spring Lab'>");
  EXPECT_EQ(info.authors, (Names{"Ann Lee", "André Roe"}));
  EXPECT_EQ(info.description, "What springs \"do\".");
  EXPECT_EQ(info.affiliations, (Names{"Spring Lab"}));
}

TEST(PaperMetadata, TakesTheDoiFromTheFirstPlaceThatHasOne) {
  const std::vector<Case> cases = {
      {"<d-front-matter><script type=text/json>{\"doi\": \"10.1000/A\"}</script></d-front-matter>"
       "<meta name=citation_doi content=10.1000/b>",
       "10.1000/a"},
      {"<meta name=DC.identifier content='https://doi.org/10.1000/B'>", "10.1000/b"},
      {"<d-byline><h3>DOI</h3><p><a href=x>10.1000/c</a></p></d-byline>", "10.1000/c"},
      {"<d-byline><h3>DOI</h3><p>No DOI yet</p></d-byline>"
       "<distill-appendix><pre>@article{lee, doi = {10.1000/d}}</pre></distill-appendix>",
       "10.1000/d"},
      {"<d-article>See <a href='https://doi.org/10.1000/other'>another</a>.</d-article>", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(read(c.input).doi, c.expected) << c.input;
}

TEST(PaperMetadata, NamesThePage) {
  Page page;
  page.url = "http://lab.example/a/";
  page.final_url = "https://www.lab.example/a/";
  page.fetched = "2026-01-02T03:04:05Z";
  const DocumentInfo info = read_paper_metadata(parse_html("<p>a"), page);
  EXPECT_EQ(info.id, "http://lab.example/a/");
  EXPECT_EQ(info.url, "https://www.lab.example/a/");
  EXPECT_EQ(info.site, "www.lab.example");
  EXPECT_EQ(info.fetched, "2026-01-02T03:04:05Z");
  EXPECT_EQ(info.kind, DocumentKind::paper);
}

}  // namespace
}  // namespace mi
