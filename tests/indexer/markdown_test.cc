#include "indexer/markdown.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "indexer/section_builder.h"

namespace mi {
namespace {

std::string name_of(BlockKind kind) {
  switch (kind) {
    case BlockKind::paragraph:
      return "p";
    case BlockKind::list_item:
      return "li";
    case BlockKind::quote:
      return "q";
    case BlockKind::table:
      return "table";
    case BlockKind::code:
      return "code";
    case BlockKind::caption:
      return "caption";
    case BlockKind::footnote:
      return "fn";
  }
  return "?";
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : std::string(between)) + word;
  return out;
}

// A body as text: "[Path > Heading #anchor]" for a section, "p 1-2: text" for a block.
std::string outline(std::string_view markdown) {
  std::vector<std::string> lines;
  for (const Section& section : parse_markdown(markdown).sections) {
    if (!section.heading_path.empty()) {
      lines.push_back("[" + joined(section.heading_path, " > ") + " #" + section.anchor + "]");
    }
    for (const Block& block : section.blocks) {
      lines.push_back(name_of(block.kind) + " " + std::to_string(block.line_begin) + "-" +
                      std::to_string(block.line_end) + ": " + block.text);
    }
  }
  return joined(lines, "\n");
}

struct Case {
  std::string markdown;
  std::string expected;
};

void expect_outlines(const std::vector<Case>& cases) {
  for (const Case& test : cases) EXPECT_EQ(outline(test.markdown), test.expected) << test.markdown;
}

TEST(Markdown, ReadsBlocksWithTheirLines) {
  expect_outlines({
      {"", ""},
      {"one\ntwo\n\nthree", "p 1-2: one two\np 4-4: three"},
      {"- a\n  b\n- c\n  - d\n\n  e", "li 1-2: a b\nli 3-3: c\nli 4-4: d\nli 6-6: e"},
      {"1. a\n2. b", "li 1-1: a\nli 2-2: b"},
      {"- [x] done\n- [ ] open", "li 1-1: done\nli 2-2: open"},
      {"> a\n> b\n\n> - c", "q 1-2: a b\nli 4-4: c"},
      {"```cpp\nint x;\n\n  y\n```\nz", "code 1-5: int x;\n\n  y\np 6-6: z"},
      {"    int x;\n", "code 1-1: int x;"},
      {"***\n\n- - -\n", ""},
      {"![](a.png)\n\n![alt *text*](a.png 'Figure 1: $x$')", "caption 3-3: alt text Figure 1: $x$"},
      {"a ![b](c.png) d", "p 1-1: a b d"},
      {"a  \nb\\\nc", "p 1-3: a b c"},
      {"*a* __b__ ~~c~~ `d` **e*f***", "p 1-1: a b c d ef"},
      {"\\*a\\* &amp; &rarr;", "p 1-1: *a* & →"},
  });
}

TEST(Markdown, BuildsHeadingPathsAndAnchors) {
  expect_outlines({
      {"a\n# One\nb\n## Two\n### Three\nc\n## Four\nd",
       "p 1-1: a\n[One #one]\np 3-3: b\n[One > Two #two]\n[One > Two > Three #three]\np 6-6: c\n"
       "[One > Four #four]\np 8-8: d"},
      {"### Deep\n# Top\n", "[Deep #deep]\n[Top #top]"},
      {"Two\nlines\n===\n", "[Two lines #two-lines]"},
      {"## 중첩(Superposition)이란?\n", "[중첩(Superposition)이란? #중첩superposition이란]"},
      {"# A_b - C & D!\n# `x` *y*\n", "[A_b - C & D! #a_b---c--d]\n[x y #x-y]"},
      {"# A\n# a\n# A\n", "[A #a]\n[a #a-1]\n[A #a-2]"},
      {"# [Link](https://a.example) $W_Q$\n", "[Link $W_Q$ #link-w_q]"},
      {"> # in a quote\n\n- # in a list\n", "q 1-1: in a quote\nli 3-3: in a list"},
      {"#no heading\n", "p 1-1: #no heading"},
      {"#\n\na", "p 3-3: a"},
  });
}

TEST(Markdown, ReadsTablesRowByRow) {
  expect_outlines({
      {"| a | *b* |\n|---|:-:|\n| c | `d` |\n| e |", "table 1-4: a | b\nc | d\ne"},
      {"text\nmore\n| a | b |\n|-|-|\n| c | d |", "p 1-2: text more\ntable 3-5: a | b\nc | d"},
      {"| a | b |\n|-|-|\n| $|x|$ | y \\| z |", "table 1-3: a | b\n$|x|$ | y | z"},
      {"> | a |\n> |---|\n> | b |", "table 1-3: a\nb"},
  });
}

TEST(Markdown, KeepsFootnotesWhereTheyStand) {
  expect_outlines({
      {"a[^1]\n\n[^1]: note *one*\n\n    more\n\n# H\nb",
       "p 1-1: a\nfn 3-3: note one\nfn 5-5: more\n[H #h]\np 8-8: b"},
      {"a\n\n[^x]: nobody refers to it\n\n# H\n", "p 1-1: a\nfn 3-3: nobody refers to it\n[H #h]"},
      {"a [^missing]", "p 1-1: a [^missing]"},
      {"a [^b c\nd e] f", "p 1-2: a [^b c d e] f"},
      {"[^a b]: c", "p 1-1: [^a b]: c"},
      {"a[^x]\n\n[^x]: one\n\n[^X]: two", "p 1-1: a\nfn 3-3: one\np 5-5: two"},
  });
}

TEST(Markdown, LeavesMathAsItIs) {
  expect_outlines({
      {"Loss $a *b* c_d$, $\\,x$ and \\(W_i\\).", "p 1-1: Loss $a *b* c_d$, $\\,x$ and $W_i$."},
      {"A\n$$\n- x\n= y\n$$\nwhere", "p 1-6: A $$ - x = y $$ where"},
      {"\\[\n> x_1\n\\]\n", "p 1-3: $$ > x_1 $$"},
      {"- a\n  $$\n  x\n  $$\n", "li 1-4: a $$ x $$"},
      {"It costs $5 and $10, *really*.", "p 1-1: It costs $5 and $10, really."},
      {"**$x$**는 값", "p 1-1: $x$는 값"},
  });
}

// CommonMark leaves these stars in the text; a Korean reader never means them.
TEST(Markdown, EndsEmphasisBeforeAKoreanParticle) {
  expect_outlines({
      {"**중첩(Superposition)**은 *'특징'*을", "p 1-1: 중첩(Superposition)은 '특징'을"},
      {"이것은**\"강조\"**다", "p 1-1: 이것은\"강조\"다"},
      {"**다의적(polysemantic)**, **(a)** b", "p 1-1: 다의적(polysemantic), (a) b"},
  });
}

TEST(Markdown, DropsMarkupAndKeepsItsText) {
  expect_outlines({
      {"as shown {% cite \"k\" %}.{% sidenote \"See *here*.\" %} Next",
       "p 1-1: as shown. See here. Next"},
      {"{% bibliography %}\n\n{{< youtube abc >}}", ""},
      {"{{< figure src=\"a.png\" caption=\"Two *lines*\" >}}", "p 1-1: Two lines"},
      {"{{% notice title=\"T\" %}}\nbody\n{{% /notice %}}", "p 1-3: T body"},
      {"[[Page|text]] [[Page]]![[x.png]]", "p 1-1: text Page"},
      {"## A {#custom .b}\n\n![c](d.png){width=1 .e}\n{: .lead}\nf{:.g}", "[A #a]\np 3-5: c f"},
      {"{% sidenote \"a <b class=\\\"x y\\\">c</b> \\\"d\\\"\" %}", "p 1-1: a c \"d\""},
      {"> [!warning] Mind *this*\n> body", "q 1-2: Mind this body"},
      {"> [!tip]- Folded\n>\n> body", "q 1-1: Folded\nq 3-3: body"},
      {"a ![[x.png|300]] b ![[x.png|30x20]]![[x.png|seen]]", "p 1-1: a b seen"},
      {"[[a/b#c|*d*]] [[a#c]]", "p 1-1: d a#c"},
      {"{{< details \"x\" >}}\nin *it*\n{{< /details >}}", "p 1-3: in it"},
      {"{{< figure src='a b.png' caption='Two *lines*' alt=`c` >}}", "p 1-1: Two lines c"},
      {"{{<figure src=a.png>}} b {{</figure>}}", "p 1-1: b"},
      {"{{% callout %}}\n\n- *a*\n\n{{% /callout %}}", "li 3-3: a"},
      {"`{% raw %}`\n\n```\n[[x]] {{< y >}}\n```", "p 1-1: {% raw %}\ncode 3-5: [[x]] {{< y >}}"},
      {"    $a$ [[b]]\n", "code 1-1: $a$ [[b]]"},
  });
}

TEST(Markdown, ReadsTheTextOfHtml) {
  expect_outlines({
      {"<details>\n<summary>Why &amp; <b>h</b>ow</summary>\n\n*in*\n\n</details>",
       "p 1-2: Why & how\np 4-4: in"},
      {"<center>a<br>b</center>", "p 1-1: a b"},
      {"<img src=x alt=\"a &gt; b\">", "p 1-1: a > b"},
      {"a <!-- gone --> <script>gone()</script><b>c</b>", "p 1-1: a c"},
      {"<script>\ngone\n\ngone\n</script>\n\na", "p 7-7: a"},
      {"<style>p { gone }</style>\n\n<!--\ngone\n\ngone -->\nb", "p 7-7: b"},
      {"&lt;tag&gt; 1 < 2 <notag", "p 1-1: <tag> 1 < 2 <notag"},
  });
}

TEST(Markdown, LosesNothingThatIsLeftOpen) {
  expect_outlines({
      {"a\n```\nb\n\n# c", "p 1-1: a\ncode 2-5: b\n\n# c"},
      {"> ```\n> a\n\nb", "code 1-2: a\np 4-4: b"},
      {"a <!-- b\n\nc", "p 1-1: a <!-- b\np 3-3: c"},
      {"<!-- a\n\nb", "p 1-1: <!-- a\np 3-3: b"},
      {"[a](b\n\n**c", "p 1-1: [a](b\np 3-3: **c"},
      {"a $b\n\nc$ {% d", "p 1-1: a $b\np 3-3: c$ {% d"},
      {"a <?b <!c", "p 1-1: a <?b <!c"},
  });
}

TEST(Markdown, CountsLinesFromTheFirst) {
  const NoteBody body = parse_markdown("a\n\n[b](c)", 10);
  EXPECT_EQ(body.sections[0].blocks[1].line_begin, 12);
  EXPECT_EQ(body.links[0].line, 12);
}

// "line address (text)" of each.
std::string links_in(std::string_view markdown) {
  std::vector<std::string> lines;
  for (const Link& link : parse_markdown(markdown).links) {
    lines.push_back(std::to_string(link.line) + " " + link.url + " (" + link.text + ")");
  }
  return joined(lines, "\n");
}

TEST(Markdown, FindsLinksWithTheirLines) {
  const std::vector<Case> cases = {
      {"a [b *c*](https://a.example/x#y \"t\")", "1 https://a.example/x#y (b c)"},
      {"a\n[b\nc](https://a.example)", "3 https://a.example (b c)"},
      {"[b\nc](https://a.example)", "2 https://a.example (b c)"},
      {"[b\nc", ""},
      {"[b]\n\n[b]: https://a.example", "1 https://a.example (b)"},
      {"x\n[a][b]\n\n[b]: <https://a.example>", "2 https://a.example (a)"},
      {"[b]: https://a.example\n[c]: https://c.example 'T'\nx [b]\ny [c]",
       "3 https://a.example (b)\n4 https://c.example (c)"},
      {"<https://a.example/x>", "1 https://a.example/x (https://a.example/x)"},
      {"a\nhttps://a.example/을 (https://b.example).",
       "2 https://a.example/ (https://a.example/)\n2 https://b.example (https://b.example)"},
      {"https://a.example/_x_/*y*z", "1 https://a.example/_x_/*y*z (https://a.example/_x_/*y*z)"},
      {"https://a.example/a\\_b?c&amp;d",
       "1 https://a.example/a_b?c&d (https://a.example/a_b?c&d)"},
      {"[https://a.example](https://b.example)", "1 https://b.example (https://a.example)"},
      {"[a](https://a.example/b_(c))입니다", "1 https://a.example/b_(c) (a)"},
      {"[![alt](i.png)](https://a.example)", "1 https://a.example (alt)"},
      {"[](https://a.example)", "1 https://a.example (https://a.example)"},
      {"[a](/topics/x) [b](mailto:x@a.example)", "1 /topics/x (a)\n1 mailto:x@a.example (b)"},
      {"<p>\n<a\n href='https://a.example/?a&amp;b'>x\ny</a>", "3 https://a.example/?a&b (x y)"},
      {"a <a href=\"https://a.example\">*b*</a> c", "1 https://a.example (b)"},
      {"<div>\nhttps://a.example\n</div>", "2 https://a.example (https://a.example)"},
      {"| a |\n|---|\n| [b](https://b.example) |\n| https://c.example |",
       "3 https://b.example (b)\n4 https://c.example (https://c.example)"},
      {"a[^1]\n\n[^1]: see [b](https://a.example)", "3 https://a.example (b)"},
      {"# [a](https://a.example)", "1 https://a.example (a)"},
      {"x.{% sidenote \"as in [a](https://a.example)\" %}", "1 https://a.example (a)"},
      {"[[[a]](https://a.example)", "1 https://a.example ([a])"},
      {"{% sidenote \"as <a href=\\\"https://a.example\\\" rel=\\\"b\\\">in</a>\" %}",
       "1 https://a.example (in)"},
      {"`https://a.example`\n\n    https://a.example\n\n```\nhttps://a.example\n```", ""},
      {"![a](https://a.example/x.png) ![https://a.example](b)", ""},
      {"<!-- https://a.example -->", ""},
      {"[a](https://a.example", "1 https://a.example (https://a.example)"},
  };
  for (const Case& test : cases) EXPECT_EQ(links_in(test.markdown), test.expected) << test.markdown;
}

// "address: sentence" of each.
std::string sentences_in(std::string_view markdown) {
  std::vector<std::string> lines;
  for (const Link& link : parse_markdown(markdown).links) {
    lines.push_back(link.url + ": " + link.sentence);
  }
  return joined(lines, "\n");
}

TEST(Markdown, GivesALinkTheSentenceAroundIt) {
  const std::vector<Case> cases = {
      {"One. See [*the* paper](u) for\nmore of $W_Q$. Three.",
       "u: See the paper for more of $W_Q$."},
      {"이것은 하나다. [둘](u)에서 **봤다**. 셋이다.", "u: 둘에서 봤다."},
      {"One. [a](u) and [b](v)! Two.", "u: a and b!\nv: a and b!"},
      {"- one. two\n- three [a](u)", "u: three a"},
      {"# On [a](u)\n\ntext", "u: On a"},
      {"> [!note] See\n> [a](u). Not this.", "u: See a."},
      {"One. https://a.example/x.y and more. Two",
       "https://a.example/x.y: https://a.example/x.y and more."},
      {"One. <https://a.example/?q> ends it. Two",
       "https://a.example/?q: https://a.example/?q ends it."},
      {"[a][b] ends. No\n\n[b]: u", "u: a ends."},
      {"<p>One. <a href='u'>a</a>\nis it. Two</p>", "u: a is it."},
      {"a[^1] b. c\n\n[^1]: See [x](u). d", "u: See x."},
      {"| paper | why |\n|---|---|\n| [a](u) | it. does |\n| One. See [b](v) | no |",
       "u: a | it. does\nv: See b"},
      {"| a | b | c |\n|---|---|---|\n| d | [e](u) | |", "u: d | e"},
      {"one [a](u) two\n\nthree", "u: one a two"},
      {"x {% sidenote \"As in [a](u). b\" %} y", "u: x As in a."},
      {"[![alt](i.png)](u) shows it. b", "u: alt shows it."},
      {"[](u)", "u: "},
      {"see [](u) here", "u: see here"},
  };
  for (const Case& test : cases)
    EXPECT_EQ(sentences_in(test.markdown), test.expected) << test.markdown;
}

TEST(Markdown, CollectsTagsFromProse) {
  const NoteBody body = parse_markdown(
      "# Not #this\n#SAE and (#중첩/모형) #SAE\n`#code` a#b #1 https://a.example/#frag [#c](d)\n"
      "- #two-words\n");
  EXPECT_EQ(body.tags, (std::vector<std::string>{"SAE", "중첩/모형", "two-words"}));
}

TEST(Markdown, TakesTheOnlyFirstHeadingForItsTitle) {
  EXPECT_EQ(parse_markdown("a\n# One\n## Two").title, "One");
  EXPECT_EQ(parse_markdown("# One\n# Two").title, "");
  EXPECT_EQ(parse_markdown("## Two\n# One").title, "");
  EXPECT_EQ(parse_markdown("a").title, "");
}

std::string repeat(std::string_view piece, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += piece;
  return out;
}

// Each of these took bare cmark-gfm 0.29.0.gfm.6 seconds to minutes, gigabytes, or both, or is the
// like of such a text. A tenth of a second each is normal; the bound is for slow machines.
TEST(Markdown, IsLinearInHostileText) {
  constexpr int n = 30'000;
  const std::vector<std::string> texts = {
      repeat(">", n) + "a\n" + repeat("b\n", n),
      repeat("- ", n) + "a" + repeat("\n", n) + "b",
      repeat("1. ", n) + "a" + repeat("\n", n) + "b",
      repeat("  -", n) + "a" + repeat("\n", n),
      repeat("[", n) + repeat("]", n),
      repeat("![[]()", n),
      repeat("![a", n),
      repeat("*a **b ", n) + repeat("b** a*", n),
      repeat("a <?", n),
      repeat("a <![CDATA[", n),
      repeat("a <!A ", n),
      repeat("<!-- a ", n),
      repeat("<a b='", n),
      repeat("|a", n) + "\n" + repeat("|-", n) + "\n" + repeat("|b\n", n),
      repeat("|a|b|c\n|-|-|-\n", n),
      "[a]: " + std::string(n, 'x') + "\n\n" + repeat("[a] ", n),
      "[" + std::string(300, 'a') + "\nb]: " + std::string(n, 'x') + "\n\n" +
          repeat("[" + std::string(300, 'a') + " b]", n / 30),
      "[a]: x '" + repeat("y\n", n) + "'\n\n" + repeat("[a] ", n),
      repeat("$a $b ", n),
      repeat("$x$ ", n),
      repeat("\\(x\\) \\*", n),
      repeat("$\\$", n),
      repeat("{% ", n),
      repeat("{{< a=\"", n),
      repeat("[[a", n),
      repeat("\\(", n) + "\\)",
      repeat("$$a", n),
      repeat("`", n) + repeat("a`b``", n),
      repeat("[^a]: ", n),
      repeat("&amp", n) + ";",
      repeat("#a ", n),
      repeat("# a\n", n),
      std::string(n, '\t') + "a",
  };
  for (const std::string& text : texts) {
    const auto start = std::chrono::steady_clock::now();
    parse_markdown(text);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    EXPECT_LT(took.count(), 3.0) << text.substr(0, 40);
  }
}

TEST(Markdown, KeepsTheTextOfHostileNesting) {
  EXPECT_NE(outline(repeat("> ", 1000) + "needle").find("needle"), std::string::npos);
  EXPECT_NE(outline(repeat("- ", 1000) + "needle").find("needle"), std::string::npos);
  EXPECT_NE(outline(repeat("[", 1000) + "needle").find("needle"), std::string::npos);
}

// The text of all blocks and headings.
std::string all_text(const NoteBody& body) {
  std::string text;
  for (const Section& section : body.sections) {
    if (!section.heading_path.empty()) text += section.heading_path.back() + "\n";
    for (const Block& block : section.blocks) text += block.text + "\n";
  }
  return text;
}

// Each is read in several portions.
TEST(Markdown, ReadsALongNoteToItsEnd) {
  std::string long_note = "# Top\n\n";
  for (int i = 0; i < 30'000; ++i) {
    const std::string n = std::to_string(i);
    long_note += "## H" + n + "\n\nSee *a" + n + "* in [b](https://b.example/" + n + ").\n\n";
  }
  const NoteBody body = parse_markdown(long_note);
  EXPECT_EQ(body.title, "Top");
  ASSERT_EQ(body.links.size(), 30'000U);
  EXPECT_EQ(body.links.back().url, "https://b.example/29999");
  EXPECT_EQ(body.links.back().line, 3 + 4 * 29'999 + 2);
  EXPECT_EQ(body.links.back().sentence, "See a29999 in b.");
  ASSERT_EQ(body.sections.size(), kMaxNoteHeadings);
  EXPECT_EQ(body.sections[9'000].heading_path, (std::vector<std::string>{"Top", "H8999"}));
  const std::string text = all_text(body);
  std::size_t at = 0;
  for (int i = 0; i < 30'000 && at != std::string::npos; ++i) {
    at = text.find("H" + std::to_string(i), at);
    if (at != std::string::npos) at = text.find("See a" + std::to_string(i) + " in b.", at);
    EXPECT_NE(at, std::string::npos) << i;
  }
}

TEST(Markdown, RepeatsALongHeadingOnce) {
  const std::string heading = "# a " + repeat("word ", 100) + "end";
  const NoteBody body = parse_markdown(heading + "\n\n## b\n\nc\n");
  ASSERT_EQ(body.sections.size(), 2U);
  EXPECT_LE(body.sections[1].heading_path.at(0).size(), 300U);
  EXPECT_EQ(body.sections[0].blocks.at(0).text, heading.substr(2));
}

TEST(Markdown, CutAnywhereIsStillOrdered) {
  const std::string text =
      "# A\n\n> [!note] b\n> $c$ [d](https://a.example)\n\n| e | f |\n|---|---|\n| g | h |\n\n"
      "[^1]: i\n\n```\nj\n```\n<a href=\"https://b.example\">k</a>{% sidenote \"l\" %}[^1]\n";
  for (std::size_t size = 0; size <= text.size(); ++size) {
    int last = 0;
    for (const Section& section : parse_markdown(text.substr(0, size)).sections) {
      for (const Block& block : section.blocks) {
        EXPECT_GE(block.line_begin, std::max(last, 1)) << text.substr(0, size);
        EXPECT_GE(block.line_end, block.line_begin) << text.substr(0, size);
        EXPECT_LE(block.line_end, 16) << text.substr(0, size);
        last = block.line_begin;
      }
    }
  }
}

}  // namespace
}  // namespace mi
