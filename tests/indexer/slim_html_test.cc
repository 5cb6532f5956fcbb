#include "indexer/slim_html.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mi {
namespace {

struct Case {
  std::string input;
  std::string expected;
};

void expect_all(const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(slim_html(c.input), c.expected) << c.input;
}

TEST(SlimHtml, DropsScriptsAsATokeniserReadsThem) {
  expect_all({
      {"a<script>x</script>b", "ab"},
      {"a<SCRIPT src=x>x</ScRiPt >b", "ab"},
      {"a<script>s = '<svg>' + '<!-- ';</script>b", "ab"},
      {"a<script>s = '</scripty>';</script>b", "ab"},
      {"a<script><!-- <script>x</script> --></script>b", "ab"},
      {"a<script><!-- <script>x</script></script>b", "ab"},
      {"a<script><!--></script>b", "ab"},
      {"a<script>never closed <p>b", "a"},
      {"<style>p > a { }</style><p>b", "<p>b"},
      {"<style><!-- </style>b", "b"},
      {"<iframe><p>x</iframe>b", "b"},
  });
}

TEST(SlimHtml, KeepsScriptsThatCarryData) {
  expect_all({
      {"<script type='text/json'>{\"a<b\": 1}</script>",
       "<script type=\"text/json\">{\"a<b\": 1}</script>"},
      {"<script type=\"Text/Front-Matter\">a: b</script>",
       "<script type=\"Text/Front-Matter\">a: b</script>"},
      {"<script type=text/javascript>x</script>", ""},
      {"<script type=text/x-mathjax-config>x</script>", ""},
  });
}

TEST(SlimHtml, DropsCommentsAndDeclarations) {
  expect_all({
      {"<!doctype html><p>a", "<p>a"},
      {"a<!-- <p>b</p> -->c", "ac"},
      {"a<!-->b", "ab"},
      {"a<!--->b", "ab"},
      {"a<!-- b --!>c", "ac"},
      {"a<!-- b -- > c -->d", "ad"},
      {"a<!-- <p>never closed", "a"},
      {"a<?xml version='1.0'?>b", "ab"},
      {"a<![CDATA[b]]>c", "ac"},
      {"a</ b>c", "ac"},
  });
}

TEST(SlimHtml, DropsDrawings) {
  expect_all({
      {"a<svg><text>x</text></svg>b", "ab"},
      {"a<svg/>b", "ab"},
      {"a<svg><svg></svg><g/></svg>b", "ab"},
      {"a<svg><!-- </svg> --></svg>b", "ab"},
      {"a<svg><image href='</svg>'/></svg>b", "ab"},
      {"a<svg><foreignObject><div>x</div></foreignObject></svg>b", "ab"},
      {"a<svg><text>x<p>b</p>", "a<p>b</p>"},  // as browsers do
      {"a<svg><text>never closed", "a"},
  });
}

TEST(SlimHtml, KeepsTheAttributesThatAreRead) {
  expect_all({
      {"<p ID=a onclick='x' class=\"b c\">d", "<p id=\"a\" class=\"b c\">d"},
      {"<p id=a id=b>c", "<p id=\"a\">c"},
      {"<a href='say \"hi\" <b>'>c", "<a href=\"say &quot;hi&quot; &lt;b>\">c"},
      {"<a href=data:text/html,x>b", "<a>b"},
      {"<img src='data:image/png;base64,AAAA'>a", "<img>a"},
      {"<br/>a", "<br/>a"},
      {"<d-math block>x</d-math>", "<d-math block=\"\">x</d-math>"},
      {"<p id = 'a'>b", "<p id=\"a\">b"},
      {"<p id='>'>b", "<p id=\">\">b"},
      {"a<p id='never closed>b", "a"},
  });
}

TEST(SlimHtml, LeavesALoneAngleBracketAsText) {
  expect_all({
      {"1 < 2", "1 &lt; 2"},
      {"<<p>a", "&lt;<p>a"},
      {"a <3", "a &lt;3"},
      {"a<", "a&lt;"},
  });
}

TEST(SlimHtml, StraightensEndTags) {
  expect_all({
      {"<nav><div>a</nav>b", "<nav><div>a</div></nav>b"},
      {"a</div>b</p>c", "abc"},
      {"<b><div>a</b>b</div>c", "<b><div>ab</div>c"},
      {"<table><tr><td><div>a</td></tr></table>", "<table><tr><td><div>a</td></tr></div></table>"},
      {"<div><table><tr></div>a", "<div><table><tr>a"},
      {"<tr>a</tr>", "a"},  // outside of a table
      {"<source src=x>a<wbr>b", "ab"},
  });
}

TEST(SlimHtml, DecodesTheEntitiesThatHtml5Added) {
  expect_all({
      {"a &rightarrow; b&nbsp;&Ccaron;&unknown;&;&", "a → b&nbsp;Č&unknown;&;&"},
      {"<p id='&lbrace;'>", "<p id=\"{\">"},
      {"<script type=text/json>&rightarrow;</script>",
       "<script type=\"text/json\">&rightarrow;</script>"},
      {"&rightarrow &" + std::string(100, 'x') + ";",
       "&rightarrow &" + std::string(100, 'x') + ";"},
  });
}

TEST(SlimHtml, DropsControlCharacters) {
  EXPECT_EQ(slim_html(std::string("a\0b\x01\tc\n", 7)), "ab\tc\n");
}

TEST(SlimHtml, BoundsTheDepth) {
  std::string deep;
  for (std::size_t i = 0; i < kMaxHtmlDepth + 2; ++i) deep += "<i>";
  const std::string slim = slim_html(deep + "a</i>");
  EXPECT_EQ(slim.size(), kMaxHtmlDepth * 3 + 1 + 4);
  // What loses its tags keeps its words apart.
  EXPECT_TRUE(slim_html(deep + "one<div>two</div><div><div>three").ends_with("one two three"));
  EXPECT_TRUE(slim_html(deep + "one<b>two").ends_with("onetwo"));
}

}  // namespace
}  // namespace mi
