#include "indexer/paper.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

#include "core/config.h"
#include "core/unicode.h"
#include "indexer/passages.h"
#include "indexer/slim_html.h"

namespace mi {
namespace {

Document read(const std::string& html) {
  Page page;
  page.url = "https://lab.example/2021/springs/";
  page.final_url = page.url;
  return read_paper(html, page);
}

// Enough words for a page to have a body.
const std::string kFiller =
    "<p>A spring stores what it is given and gives it back when it is let go, less the little "
    "that it keeps as warmth for itself.</p>";

std::string article(const std::string& content) {
  return "<title>Springs</title><d-article>" + content + kFiller + "</d-article>";
}

std::string print(const Block& block) {
  constexpr const char* kNames[] = {
      "", "- ", "quote: ", "table: ", "code: ", "caption: ", "note: "};
  const std::string anchor = block.anchor.empty() ? "" : "{" + block.anchor + "} ";
  return kNames[static_cast<int>(block.kind)] + anchor + block.text + "\n";
}

// "# path / of headings {anchor}" and the blocks, one a line; the filler is left out.
std::string print(const Document& document) {
  std::string out;
  for (const Section& section : document.sections) {
    std::string path;
    for (const std::string& heading : section.heading_path) path += " / " + heading;
    if (!path.empty() || !section.anchor.empty()) {
      out += "#" + (path.empty() ? "" : path.substr(2)) +
             (section.anchor.empty() ? "" : " {" + section.anchor + "}") + "\n";
    }
    for (const Block& block : section.blocks) {
      if (block.text.starts_with("A spring stores")) continue;
      out += print(block);
    }
  }
  return out;
}

std::string repeat(std::string_view piece, std::size_t times) {
  std::string out;
  out.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

struct Case {
  std::string input;
  std::string expected;
};

void expect_articles(const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(print(read(article(c.input))), c.expected) << c.input;
}

TEST(Paper, SplitsTextIntoBlocks) {
  expect_articles({
      {"<p>One\n  two.</p><p>Three.</p>", "One two.\nThree.\n"},
      {"Loose <b>text</b>.<p>A.</p>More.<div>Deep <div>er</div> end.</div>",
       "Loose text.\nA.\nMore.\nDeep\ner\nend.\n"},
      {"<ul><li>One<li><p>Two</p><ol><li>Three</ol>Four</ul>", "- One\n- Two\n- Three\n- Four\n"},
      {"<blockquote><p>A.</p><p>B.</p></blockquote>C.", "quote: A.\nquote: B.\nC.\n"},
      {"<dl><dt>Term<dd>Meaning</dl>", "Term\n- Meaning\n"},
      {"A<br>b.<br><br>C.<br> <br>D.", "A b.\nC.\nD.\n"},
      {"A.<hr>B.", "A.\nB.\n"},
      {"<p id=a>A.</p><p>B.</p><li id=c><p>C.</p></li><div id=d>D.</div>",
       "{a} A.\nB.\n- {c} C.\n{d} D.\n"},
      {"<p>42</p><p>3 / 4</p><p>←</p><p>4 legs</p>", "4 legs\n"},
      {"<p>so&shy;ft zero&#x200B;width thin&#x2009;space</p>", "soft zerowidth thin space\n"},
      {"<p>e&#x301;</p><p>한글</p>", "é\n한글\n"},
  });
}

TEST(Paper, KeepsFootnotesApart) {
  expect_articles({
      {"<p>A claim<d-footnote>A <b>doubt</b>.</d-footnote> holds.</p>",
       "A claim holds.\nnote: A doubt.\n"},
      {"<p>A claim<d-footnote><p>One.</p><p>Two.</p></d-footnote>.</p>",
       "A claim.\nnote: One. Two.\n"},
      {"<ul><li>A<dt-fn id=n>N</dt-fn></li><li>B</li></ul>", "- A\nnote: {n} N\n- B\n"},
      {"<figcaption>A<d-footnote>N</d-footnote> b</figcaption>", "caption: A b\nnote: N\n"},
      {"<h2>Head<d-footnote>N</d-footnote></h2><p>A.</p>", "# Head\nnote: N\nA.\n"},
      {"<p>A<d-footnote>N <d-cite key=x></d-cite>.</d-footnote>.</p>", "A.\nnote: N.\n"},
      {"<p>A <d-cite key=x></d-cite>, b <dt-cite key=y>Lee 2016</dt-cite> .</p>",
       "A, b Lee 2016.\n"},
      {"<p>Word<sup><a href='#cmnt1'>[a]</a></sup> and x<sup>2</sup>.</p>", "Word and x2.\n"},
  });
}

TEST(Paper, WritesMathOnceAsTex) {
  expect_articles({
      {"<p>Let <d-math>W_Q</d-math> be.</p>", "Let $W_Q$ be.\n"},
      {"<p>So<dt-math block>a < b &\n c</dt-math>holds.</p>", "So $$a < b & c$$ holds.\n"},
      {"<p>Now <span class=\"katex\"><span class=\"katex-mathml\"><math><semantics><mrow><mi>x</mi>"
       "</mrow><annotation "
       "encoding=\"application/x-tex\">x^2</annotation></semantics></math></span>"
       "<span class=\"katex-html\" aria-hidden=\"true\">x2</span></span>.</p>",
       "Now $x^2$.\n"},
      {"<p>It is<span class=katex-display><span class=katex><math><annotation>y</annotation></math>"
       "<span class=katex-html>y</span></span></span>then.</p>",
       "It is $$y$$ then.\n"},
      {"<p>At <math-latex latex=\"h_t\"></math-latex> and $z$.</p>", "At $h_t$ and $z$.\n"},
      {"<h2>The <d-math>L_1</d-math> norm</h2><p>A.</p>", "# The $L_1$ norm\nA.\n"},
      {"<p>No <d-math> </d-math>math.</p>", "No math.\n"},
  });
}

TEST(Paper, ReadsTablesCodeAndCaptions) {
  expect_articles({
      {"<table><caption>Sizes</caption><tr><th>a<th>b<tr><td><p>1</p><td>2 <b>x</b></table>",
       "caption: Sizes\ntable: a | b\n1 | 2 x\n"},
      {"<table><tr><td></td><td>b</td></tr></table>", "table:  | b\n"},
      {"<table><tr><td><h2>Left</h2><p>A.</p><td>B.</table>", "# Left\nA.\nB.\n"},
      {"<pre id=c>\ndef f():\n    return 1\n</pre>", "code: {c} def f():\n    return 1\n"},
      {"<d-code block language=python>\n  <p>def f():</p>\n  <p>return 1</p>\n</d-code>",
       "code: def f():\nreturn 1\n"},
      {"<p>Call <d-code language=c>f()</d-code> or <code>g</code>.</p>", "Call f() or g.\n"},
      {"<figure id=f><img><figcaption><p>One.</p><p>Two.</p></figcaption></figure>",
       "caption: One. Two.\n"},
      {"<div class='figcaption'>A <div>b</div></div><p class=caption>C</p>",
       "caption: A b\ncaption: C\n"},
  });
}

TEST(Paper, OpensASectionAtEachHeading) {
  expect_articles({
      {"<p>A.</p><h2 id=h>One</h2><p>B.</p><h3>Two</h3><p>C.</p><h2>Three</h2><p>D.</p>",
       "A.\n# One {h}\nB.\n# One / Two {h}\nC.\n# Three {h}\nD.\n"},
      {"<h2>Only</h2><h3><span id=s>Deep</span></h3><p>A.</p>", "# Only / Deep {s}\nA.\n"},
      {"<a id=a href='#a'><h2>Linked</h2></a><p>A.</p>", "# Linked {a}\nA.\n"},
      {"<a name=n></a><h2><a name=m>Old</a></h2><p>A.</p>", "# Old {m}\nA.\n"},
      {"<section id=s><h2>In</h2><p>A.</p></section>", "# In {s}\nA.\n"},
      {"<p id=p>A.</p><h2 id=p>Twice</h2>B.", "{p} A.\n# Twice {p}\nB.\n"},
      {"<h2> </h2><h2><img></h2><p>A.</p>", "A.\n"},
      {"<h1>Part</h1><h2>Chapter</h2><p>A.</p><h1>Next</h1><p>B.</p>",
       "# Part / Chapter\nA.\n# Next\nB.\n"},
      {"<h2 style='display: none;'>Hidden</h2><p>A.</p>", "A.\n"},
      {"<h3>Head<sup><a href='#cmnt1'>[a]</a></sup></h3><p>A.</p>", "# Head\nA.\n"},
      {"<h2>Variables & Signs</h2>A.", "# Variables & Signs\nA.\n"},
  });
}

TEST(Paper, DropsWhatIsNotThePaper) {
  expect_articles({
      {"<d-contents><nav class=toc><h3>Contents</h3></nav></d-contents><p>A.</p>", "A.\n"},
      {"<div class='toc'><h4>Parts</h4></div><nav><h3>Menu</h3></nav><p>A.</p>", "A.\n"},
      {"<h3><span id=c>Contents</span></h3><p><a href='#a'>One</a></p><ul><li><a href='#b'>Two</a>"
       "</ul><p>See <a href='#a'>one</a>.</p><p><a href='#b'>Two</a></p>",
       "# {c}\nSee one.\nTwo\n"},
      {"<section id=thread-nav class='thread-info'><p>Part of a thread.</p></section>A.", "A.\n"},
      {"<div style='color:red; DISPLAY : none'>x</div><p hidden>y</p><i aria-hidden=true>z</i>A.",
       "A.\n"},
      {"<button>Play</button><select><option>x</select><textarea>y</textarea>A.", "A.\n"},
      {"<script>document.write('<p>x</p>')</script><style>p{}</style><svg><text>x</text></svg>A.",
       "A.\n"},
      {"<noscript>Switch it on.</noscript><template><p>x</p></template>A.", "A.\n"},
      {"<!-- <p>draft</p> -->A.", "A.\n"},
  });
}

const char* const kBibliography = R"(<script type="text/bibtex">
@misc{knots, title={On Knots}, author={Lee, Ann and Kim, Bo and Park, Di}, year=2019}
@misc{ropes, title={Ropes}, author={Ann Lee}, year=2020}</script>)";

TEST(Paper, PutsMarksWhereItCites) {
  const std::vector<Case> cases = {
      {"<p>A claim <d-cite key=knots></d-cite>.</p>", "A claim [Lee et al., 2019].\n"},
      {"<p>A claim<d-cite key='knots, ropes'></d-cite> , or two</p>",
       "A claim [Lee et al., 2019; Lee, 2020], or two\n"},
      {"<p>Known (e.g. <d-cite bibtex-key=ropes></d-cite>).</p>", "Known (e.g. [Lee, 2020]).\n"},
      {"<p>Known (see e.g. <d-cite key=x></d-cite>).</p>", "Known.\n"},
      {"<p>See<dt-cite key=ropes></dt-cite>and more.</p>", "See [Lee, 2020] and more.\n"},
      {"<p><d-cite key=ropes>Lee</d-cite> says.</p>", "Lee says.\n"},
      {"<p>A<d-footnote>N <d-cite key=ropes></d-cite>.</d-footnote>.</p>",
       "A.\nnote: N [Lee, 2020].\n"},
      {"<h2>Ropes <d-cite key=ropes></d-cite></h2><p>A.</p>", "# Ropes\nA.\n"},
      {"<figcaption>From <d-cite key=ropes></d-cite></figcaption>", "caption: From [Lee, 2020]\n"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(print(read(kBibliography + article(c.input))), c.expected) << c.input;
  }
}

TEST(Paper, TellsTheWorksThatItCites) {
  const Document document = read(kBibliography + article("<p>A <d-cite key=ropes></d-cite>.</p>"));
  EXPECT_EQ(document.citations,
            (std::vector<Citation>{{"ropes", "Ropes", {"Ann Lee"}, "2020", "", ""}}));
}

TEST(Paper, KeepsHeadingsWithoutTextAsLabels) {
  expect_articles({
      {"<h2>One</h2><p>A.</p><h4>Label</h4><h4>Other</h4><h2>Two</h2><p>B.</p>",
       "# One\nA.\nLabel\nOther\n# Two\nB.\n"},
      {"<h2>One</h2><h3>Two</h3><p>A.</p>", "# One / Two\nA.\n"},
      {"<p>A.</p><h3>Label</h3><h2>Two</h2><p>B.</p>", "A.\nLabel\n# Two\nB.\n"},
  });
  EXPECT_EQ(
      print(read("<d-article>" + kFiller + "<h2>Two</h2><p>B.</p><h3>Label</h3></d-article>")),
      "# Two\nB.\nLabel\n");
}

const char* const kServedPage =
    R"html(<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>On Springs</title><script>var x = '</p>';</script>
<link rel="icon" href="data:image/png;base64,AAAA"></head>
<body distill-prerendered=""><distill-header><nav><a href="/about/">About us</a></nav>
</distill-header><d-front-matter><script type="text/json">{"title": "On Springs",
"description": "What springs do.", "authors": [{"author": "Ann Lee", "affiliation": "Spring Lab"}]}
</script></d-front-matter><d-title><h1>On Springs</h1><p>What springs do, at length.</p></d-title>
<d-byline><h3>Published</h3><p><em>Not published yet.</em></p></d-byline>
<d-article><p>Springs are everywhere<d-footnote>Even in <a href="../watches/">watches</a>.</d-footnote>,
and they all push back when they are pushed: <a href="https://other.example/hooke#law">Hooke</a>
knew, and <a href="#part">so do</a> we.</p>
<h2 id="part">A part</h2><p>See <a href="mailto:a@b.example">a mail</a>,
<a href="javascript:x()">a trick</a> and <a href="/b/?q=1"><img></a>.</p></d-article>
<d-appendix><p>Behind it.</p><h3>Acknowledgments</h3><p>Thanks to all.</p>
<d-footnote-list></d-footnote-list>
<d-citation-list distill-prerendered="true"><h3 id="references">References</h3><ol><li>Hooke</ol>
</d-citation-list><distill-appendix><h3>Reuse</h3></distill-appendix></d-appendix>
<d-bibliography><script type="text/json">[["hooke", {}]]</script></d-bibliography>
<distill-footer>All about springs</distill-footer></body></html>)html";

TEST(Paper, ReadsAPageAsDistillServesIt) {
  const Document document = read(kServedPage);
  EXPECT_EQ(print(document),
            "What springs do, at length.\n"
            "Springs are everywhere, and they all push back when they are pushed: Hooke knew, and "
            "so do we.\n"
            "note: Even in watches.\n"
            "# A part {part}\n"
            "See a mail, a trick and.\n"
            "# {part}\n"
            "Behind it.\n"
            "# Acknowledgments {part}\n"
            "Thanks to all.\n");
  EXPECT_EQ(document.info.title, "On Springs");
  EXPECT_EQ(document.info.authors, std::vector<std::string>{"Ann Lee"});
  EXPECT_EQ(document.info.date, "2021");
  EXPECT_EQ(document.info.language, "en");
  EXPECT_EQ(document.info.description, "What springs do.");
  EXPECT_TRUE(has_body(document));
}

TEST(Paper, CollectsItsLinks) {
  const std::vector<Link> expected = {
      {"https://lab.example/2021/watches/", "", "watches", 0},
      {"https://other.example/hooke", "law", "Hooke", 0},
      {"https://lab.example/b/?q=1", "", "https://lab.example/b/?q=1", 0},
  };
  EXPECT_EQ(read(kServedPage).links, expected);
}

TEST(Paper, ReadsAPageOfTheFirstTemplate) {
  const Document document = read(R"(<!doctype html><meta charset="utf-8">
<script src="template.v1.js"></script>
<script type="text/front-matter">
  title: On Knots
  authors:
    - Ann Lee: http://ann.example
</script>
<div id="math-cache" style="display: none;"><dt-math>\star</dt-math></div>
<dt-article class="centered"><h1>On Knots</h1><h2>Knots hold what they are told to hold.</h2>
<dt-byline></dt-byline>
<p>A knot is simple -- when <dt-math>f < g</dt-math>, it holds
<dt-math block>w^{k+1} = w^k.</dt-math> For a rope that is long enough <dt-cite key="a">(Lee)</dt-cite>
<p>it may be tied again and again, until the rope is all knot.
<h2>Bends</h2><p>A bend joins two ropes.</p></dt-article>
<dt-appendix><h3>Thanks</h3><p>To the rope.</p></dt-appendix>
<script type="text/bibliography">@article{a, title={Ropes}}</script>)");
  EXPECT_EQ(print(document),
            "Knots hold what they are told to hold.\n"
            "A knot is simple -- when $f < g$, it holds $$w^{k+1} = w^k.$$ For a rope that is "
            "long enough (Lee)\n"
            "it may be tied again and again, until the rope is all knot.\n"
            "# Bends\n"
            "A bend joins two ropes.\n"
            "# Thanks\n"
            "To the rope.\n");
  EXPECT_EQ(document.info.title, "On Knots");
}

TEST(Paper, ReadsAThreadPageThatEndsInsideAComment) {
  const Document document = read(R"(
        <!doctype html>
<html lang="en"><head><script>div0.innerHTML='<svg viewBox="0 0 1 1"><p>bundle</p>';</script>
<title>Cogs</title><d-front-matter><script type="text/json">{"title": "Cogs", "authors": []}</script>
</d-front-matter></head><body><d-title><h1>Cogs</h1></d-title>
<div class='d-byline-container'><div><h3>Authors</h3><p><span class="author">Bo Chen</span></p></div>
<div><h3>Published</h3><p>Mar 8, 2022</p></div></div>
<d-article><h3><span id="contents">Contents</span></h3><p><a href="#teeth">Teeth</a></p>
<p>Cogs turn other cogs, and the smallest of them has to turn the most often, as it always has
since the first two met.</p><h4><span id="teeth">Teeth</span></h4><p>They mesh.</p>
</d-article><d-appendix><h3>Notes</h3><p>One note.</p>
<!-- <p>unfinished thoughts</p> </body></html>)");
  EXPECT_EQ(print(document),
            "# {contents}\n"
            "Cogs turn other cogs, and the smallest of them has to turn the most often, as it "
            "always has since the first two met.\n"
            "# Teeth {teeth}\n"
            "They mesh.\n"
            "# Notes {teeth}\n"
            "One note.\n");
  EXPECT_EQ(document.info.date, "2022-03-08");
  EXPECT_EQ(document.info.authors, std::vector<std::string>{"Bo Chen"});
}

TEST(Paper, ReadsAnyOtherArticlePage) {
  const std::string page =
      "<html lang=ko-KR><title>스프링</title><nav>메뉴</nav><header>머리</header>"
      "<div role=main><h1>스프링 이야기</h1><h2>힘</h2>" +
      kFiller +
      "<p>용수철은 당기면 당긴 만큼 되돌아간다. 힘은 늘어난 길이에 비례하고, "
      "그 비례 상수를 우리는 용수철 상수라고 부른다. 놓으면 되돌아가고, 다시 "
      "당기면 또 늘어난다. 이것을 훅의 법칙이라고 한다.</p></div>"
      "<footer>Report abuse</footer></html>";
  const Document document = read(page);
  EXPECT_TRUE(print(document).starts_with("# 스프링 이야기 / 힘\n용수철은"));
  EXPECT_EQ(print(document).find("abuse"), std::string::npos);
  EXPECT_EQ(document.info.language, "ko");
}

TEST(Paper, DropsTheFurnitureOfAnyOtherPage) {
  const std::string menu = "<a href=/a>All</a> <a href=/b>our</a> <a href=/c>pages</a>";
  const std::vector<Case> cases = {
      {"<main><header><p>By Ann.</p></header>" + kFiller + "<aside><p>A side note.</p></aside>" +
           "<aside>See " + menu + "</aside><footer>" + menu + "</footer></main>",
       "By Ann.\nA side note.\n"},
      {"<header>Our site</header><header><h1>Springs</h1><p>A lede.</p></header>" + kFiller +
           "<aside>Also new</aside><footer>All rights reserved.</footer>",
       "A lede.\n"},
      {article("<aside>See " + menu + "</aside>"), "See All our pages\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(print(read(c.input)), c.expected) << c.input;
}

TEST(Paper, TakesForgottenEndTagsForText) {
  const std::string words = repeat("word ", 2'000);
  expect_articles({
      {"<h2>" + words + "end</h2><p>A.</p>", words + "end\nA.\n"},
      {"<p>So <d-math>x</d-math> is.</p><d-math>" + words + "end</d-math><p>A.</p>",
       "So $x$ is.\n" + words + "end\nA.\n"},
  });
}

TEST(Paper, TellsAShellFromAPaper) {
  const std::vector<std::string> shells = {
      "",
      "<title>Please wait</title><div id=root></div>",
      "<d-title><h1>Shell</h1>" + kFiller +
          "</d-title><d-article> </d-article><d-appendix><h3>Thanks"
          "</h3>" +
          kFiller + "</d-appendix>",
      "<body><p>Please enable JavaScript.</p></body>",
      std::string(100, '\xFF'),
  };
  for (const std::string& shell : shells) EXPECT_FALSE(has_body(read(shell))) << shell;
  EXPECT_EQ(read(shells[1]).info.title, "Please wait");
  EXPECT_TRUE(has_body(read(article(""))));
}

TEST(Paper, GivesAValueForEveryTruncation) {
  const std::string page = kServedPage;
  for (std::size_t size = 0; size <= page.size(); ++size) {
    const Document document = read(page.substr(0, size));
    for (const Section& section : document.sections) {
      for (const Block& block : section.blocks) {
        ASSERT_TRUE(is_valid_utf8(block.text) && !block.text.empty()) << page.substr(0, size);
      }
    }
  }
}

TEST(Paper, DoesNotSwellWithItsMarks) {
  const std::string page =
      kBibliography + article(repeat("<d-cite key='knots,ropes'></d-cite>", 100'000));
  EXPECT_LT(print(read(page)).size(), 1'200'000U);
}

TEST(Paper, ReadsHostilePagesInBoundedTime) {
  const std::vector<std::string> pages = {
      article(repeat("<div>", 100'000) + "<p>deep</p>"),
      article(repeat("<d-footnote>", 100'000)),
      article(repeat("<figcaption><table>", 50'000)),
      article(repeat("<table><tr><td>x", 50'000)),
      article(repeat("<span class=katex>", 100'000)),
      article(repeat("<a href=b>", 100'000) + repeat("x ", 100'000)),
      article(repeat("<h2><b>", 50'000)),
      article(repeat("<h2>x</h2><p>y</p>", 50'000)),
      article(repeat("<sup><a href='#x'>", 50'000)),
      article(repeat("<p>x<br><br>", 100'000)),
      repeat("<main><article>", 50'000) + kFiller,
      repeat("<div>x", 100'000),
      repeat("<d-front-matter>", 50'000) + repeat("<d-byline class=author>x", 50'000),
      repeat("<d-article>", 50'000) + repeat("<d-appendix>x", 50'000),
      repeat("<h1>", 50'000) + repeat("<meta name=author content=x>", 50'000),
  };
  for (const std::string& page : pages) {
    const std::clock_t begin = std::clock();
    read(page);
    const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    EXPECT_LT(took, 2.0) << page.substr(0, 60);
  }
}

std::size_t count(const std::string& text, char letter) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), letter));
}

TEST(Paper, LosesNoTextOfAHostilePage) {
  std::string attributes = "<p ";
  for (int i = 0; i < 50'000; ++i) attributes += "a" + std::to_string(i) + "='Z' ";
  constexpr std::size_t kTimes = 40'000;
  const std::vector<std::string> pages = {
      repeat("<div>Z", kTimes),
      repeat("<b>Z", kTimes),
      repeat("<ul><li>Z", kTimes),
      repeat("<table><tr><td>Z", kTimes),
      repeat("<d-footnote>Z", kTimes),
      repeat("<figcaption>Z", kTimes),
      repeat("<d-math>Z", kTimes),
      repeat("<h2>Z", kTimes),
      repeat("<aside>Z", kTimes),
      repeat("<d-cite key=x>Z", kTimes),
      repeat("[Z", kTimes) + repeat("[", 1'000'000),
      repeat("*Z", kTimes) + repeat("*", 1'000'000),
      repeat("(see Z)", kTimes),
      attributes + ">" + repeat("Z", kTimes),
  };
  for (const std::string& page : pages) {
    const Document document = read(article(page));
    std::string passages;
    for (const Passage& passage : split_passages(document, IndexConfig())) passages += passage.text;
    EXPECT_EQ(count(print(document), 'Z'), kTimes) << page.substr(0, 60);
    EXPECT_EQ(count(passages, 'Z'), kTimes) << page.substr(0, 60);
  }
}

// Pages of the Transformer Circuits thread are 20 MB, nearly all of it scripts and images.
TEST(Paper, ReadsTwentyMegabytesOfScriptAndImages) {
  const std::string script =
      "<script>" + repeat("d.innerHTML='<svg><p>';if(a<b&&c>d){}", 300'000) + "</script>";
  const std::string image = "<img src=\"data:image/png;base64," + repeat("A", 9'000'000) + "\">";
  const std::string page = "<title>Big</title>" + script + article("<p>Text.</p>" + image);
  ASSERT_GT(page.size(), 19'000'000U);
  EXPECT_LT(slim_html(page).size(), 1'000U);  // what the tree is made of
  const std::clock_t begin = std::clock();
  const Document document = read(page);
  const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  EXPECT_EQ(print(document), "Text.\n");
  EXPECT_LT(took, 2.0);  // 0.02 s measured; sanitizers are slower
}

}  // namespace
}  // namespace mi
