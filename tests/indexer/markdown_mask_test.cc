#include "indexer/markdown_mask.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace mi {
namespace {

// What was masked as the kind, piece by piece.
std::vector<std::string> masked_as(MaskKind kind, std::string_view text) {
  std::vector<std::string> raw;
  for (const Mask& mask : mask_markdown(text).masks) {
    if (mask.kind == kind) raw.push_back(mask.raw);
  }
  return raw;
}

TEST(MarkdownMask, FindsMathAndLeavesMoney) {
  struct Case {
    std::string text;
    std::vector<std::string> expected;
  };
  const std::vector<Case> cases = {
      {"loss $a *b* c$ here", {"$a *b* c$"}},
      {"$x$와 $y$", {"$x$", "$y$"}},
      {"$5 and $10", {}},
      {"$5 and $10 where $x$", {"$x$"}},
      {"$1.50/$2.00 per $1M", {}},
      {"US$5, `$HOME` and $PATH", {}},
      {"\\$5 and $x$", {"$x$"}},
      {"$\\text{\\$5}$", {"$\\text{\\$5}$"}},
      {"$a\n+ b$", {"$a", "+ b$"}},
      {"$a\n\nb$", {}},
      {"$\n  h = W x\n$ where", {"$", "h = W x", "$"}},
      {"$$\n- a\n> b\n$$", {"$$", "- a", "> b", "$$"}},
      {"> $$\n> x\n> $$", {"$$", "x", "$$"}},
      {"$$x$$ inline", {"$$x$$"}},
      {"$$ alone", {}},
      {"\\(W_Q\\) is", {"\\(", "W_Q", "\\)"}},
      {"\\(see below\\)", {}},
      {"\\[\nx = 1\n\\]", {"\\[", "x = 1", "\\]"}},
      {"\\[1\\] says", {}},
      {"`$a$` and ``$`b$``", {}},
      {"```\n$a$\n```\n$b$", {"$b$"}},
      {"~~~\n$a$\n```\n~~~~\n$b$", {"$b$"}},
      {"> ```\n> $a$\n\n$b$", {"$b$"}},
  };
  for (const Case& test : cases) {
    EXPECT_EQ(masked_as(MaskKind::math, test.text), test.expected) << test.text;
  }
}

TEST(MarkdownMask, ShowsWhatAReaderSees) {
  struct Case {
    std::string text;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"as shown {% cite \"k\" %}.", "as shown."},
      {"as shown {%- cite \"k\" -%} here", "as shown   here"},
      {"end.{% sidenote \"More *here*, $x$.\" %} Next", "end. More *here*, $x$.  Next"},
      {"{% sidenote \"say \\\"no\\\"\" %}", " say \"no\" "},
      {"{% sidenote \"<a href=\\\"u\\\">b</a>\" %}", " <a href=\"u\">b</a> "},
      {"![a](b.png){#fig:c .wide width=50%} d", "![a](b.png)  d"},
      {"a {: .lead #x}\n{:toc}\n## b {#c}", "a  \n \n## b  "},
      {"{a} {#1} {.} { } {# } {.5} {#a", "{a} {#1} {.} { } {# } {.5} {#a"},
      {"{% sidenote \"as in {% cite \\\"k\\\" %}, x\" %}.", " as in, x."},
      {"{% x \" %} kept {% y \" %}", "  kept  "},
      {"{{< figure src=\"a.png\" caption=\"Two $x$\" alt=\"b\" >}}", " Two $x$ b "},
      {"{{% notice style=\"x\" title=\"T\" %}}\ninside\n{{% /notice %}}", " T \ninside\n "},
      {"{{ not a shortcode }} {% no end", "{{ not a shortcode }} {% no end"},
      {"[[Page|text]] and [[Page]]", "text and Page"},
      {"![[image.png]]![[image.png|shown]]", "shown"},
      {"[[paper]](https://a.example)", "[[paper]](https://a.example)"},
      {"m = [[1, 2], [3, 4]]", "m = [[1, 2], [3, 4]]"},
      {"> [!note]- Title", ">  Title"},
      {"[!note] no quote", "[!note] no quote"},
      {"> [!not one word] b", "> [!not one word] b"},
      {"\\(x_1\\)", "$x_1$"},
      {"a <https://a.example/x> b", "a https://a.example/x b"},
      {"<!-- no end", "<!-- no end"},
      {"a <?php b", "a <?php b"},
  };
  for (const Case& test : cases) {
    const MaskedMarkdown masked = mask_markdown(test.text);
    EXPECT_EQ(masked.shown(masked.text), test.expected) << test.text;
  }
}

const std::vector<std::string>& all_shapes() {
  static const std::vector<std::string> shapes = {
      "a $x$ b\n\n$$\ny\n$$\n",
      "- \\(a_1\\) {% cite \"b\" %}\n  - [[c|d]] https://e.example/을\n",
      "> > 1. a {% sidenote \"b\n> > c\" %}\n",
      "```\n$a$ {% b %}\n",
      "`a $b` c$ ``d` $e$``\n",
      std::string(300, '>') + "a\n" + std::string(300, ' ') + "b\n",
      "**(중첩)**은 은**\"x\"**\n",
      "\\",
      "$",
      "{%",
      "[[",
      "![[",
      "[^",
      "`",
      "<",
      "<!",
      "\n\n\n",
      "h",
  };
  return shapes;
}

TEST(MarkdownMask, GivesTheSourceBackCutAnywhere) {
  for (const std::string& shape : all_shapes()) {
    for (std::size_t size = 0; size <= shape.size(); ++size) {
      const std::string text = shape.substr(0, size);
      const MaskedMarkdown masked = mask_markdown(text);
      EXPECT_EQ(masked.raw(masked.text), text);
      EXPECT_EQ(std::count(masked.text.begin(), masked.text.end(), '\n'),
                std::count(text.begin(), text.end(), '\n'))
          << text;
    }
  }
}

TEST(MarkdownMask, KnowsTheLineOfEachMask) {
  const MaskedMarkdown masked = mask_markdown("a\n\n$x\n+ y$ https://a.example\n");
  ASSERT_EQ(masked.masks.size(), 3U);
  EXPECT_EQ(masked.masks[0].line, 3);
  EXPECT_EQ(masked.masks[1].line, 4);
  EXPECT_EQ(masked.masks[2].line, 4);
}

TEST(MarkdownMask, ReplacesThePrivatePlanes) {
  EXPECT_EQ(mask_markdown("a\U000F0000b\U0010FFFDc").text, "a\uFFFDb\uFFFDc");
}

TEST(MarkdownMask, KeepsMoreMasksThanAPlaneHolds) {
  std::string text;
  for (int i = 0; i < 70'000; ++i) text += "$x$\n\n";
  const MaskedMarkdown masked = mask_markdown(text);
  EXPECT_EQ(masked.masks.size(), 70'000U);
  EXPECT_EQ(masked.raw(masked.text), text);
}

}  // namespace
}  // namespace mi
