#include "core/work_key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace mi {
namespace {

using Keys = std::vector<std::string>;

TEST(WorkKey, MakesOneOfTheSpellingsOfAnAddress) {
  const struct {
    std::string_view url, key;
  } kCases[] = {
      {"https://distill.pub/2020/circuits/zoom-in", "url:distill.pub/2020/circuits/zoom-in"},
      {"http://distill.pub/2020/circuits/zoom-in/", "url:distill.pub/2020/circuits/zoom-in"},
      {"https://www.distill.pub/2020/circuits/zoom-in/index.html#three",
       "url:distill.pub/2020/circuits/zoom-in"},
      {"HTTPS://Distill.PUB:443/2020/circuits/zoom-in//", "url:distill.pub/2020/circuits/zoom-in"},
      {"https://distill.pub/", "url:distill.pub"},
      {"https://example.com:8080/a", "url:example.com:8080/a"},
      {"https://example.com/a?utm_source=x&p=1&utm_medium=y", "url:example.com/a?p=1"},
      {"https://example.com/a?utm_source=x", "url:example.com/a"},
      {"https://example.com/a?p=2", "url:example.com/a?p=2"},
      {"https://example.com/A", "url:example.com/A"},  // paths tell cases apart
      {"", ""},
      {"notes/zoom-in.md", ""},
      {"/home/reader/notes/zoom-in.md", ""},
      {"mailto:someone@example.com", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(key_of_url(c.url), c.key) << c.url;
}

TEST(WorkKey, KnowsArxivPapersByTheirNumber) {
  const struct {
    std::string_view url, key;
  } kCases[] = {
      {"https://arxiv.org/abs/2209.10652", "arxiv:2209.10652"},
      {"https://arxiv.org/abs/2209.10652v3", "arxiv:2209.10652"},
      {"http://www.arxiv.org/pdf/2209.10652.pdf", "arxiv:2209.10652"},
      {"https://arxiv.org/pdf/2209.10652v1.pdf#page=3", "arxiv:2209.10652"},
      {"https://arxiv.org/html/2209.10652v1/", "arxiv:2209.10652"},
      {"https://export.arxiv.org/abs/0706.1234", "arxiv:0706.1234"},
      {"https://ar5iv.labs.arxiv.org/html/2209.10652", "arxiv:2209.10652"},
      {"https://www.alphaxiv.org/overview/2209.10652", "arxiv:2209.10652"},
      {"https://huggingface.co/papers/2209.10652", "arxiv:2209.10652"},
      {"https://arxiv.org/abs/hep-th/9901001v2", "arxiv:hep-th/9901001"},
      {"https://arxiv.org/abs/math.GT/0309136", "arxiv:math.gt/0309136"},
      {"https://arxiv.org/list/cs.LG/recent", "url:arxiv.org/list/cs.LG/recent"},
      {"https://arxiv.org/abs/2209.106520", "url:arxiv.org/abs/2209.106520"},
      {"https://arxiv.org/abs/2209.10652/extra", "url:arxiv.org/abs/2209.10652/extra"},
      {"https://huggingface.co/papers", "url:huggingface.co/papers"},
  };
  for (const auto& c : kCases) EXPECT_EQ(key_of_url(c.url), c.key) << c.url;
}

TEST(WorkKey, KnowsDoisWithAndWithoutTheirResolver) {
  const struct {
    std::string_view doi, key;
  } kCases[] = {
      {"10.23915/distill.00024", "doi:10.23915/distill.00024"},
      {"10.23915/Distill.00024.", "doi:10.23915/distill.00024"},
      {"doi:10.23915/distill.00024", "doi:10.23915/distill.00024"},
      {"DOI: 10.23915/distill.00024", "doi:10.23915/distill.00024"},
      {"https://doi.org/10.23915/distill.00024", "doi:10.23915/distill.00024"},
      {"http://dx.doi.org/10.23915/distill.00024", "doi:10.23915/distill.00024"},
      {"10.48550/arXiv.2209.10652", "arxiv:2209.10652"},
      {"10.48550/arxiv.something", "doi:10.48550/arxiv.something"},
      {"", ""},
      {"distill.00024", ""},
      {"10.23915", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(key_of_doi(c.doi), c.key) << c.doi;
  EXPECT_EQ(key_of_url("https://doi.org/10.1000/A%3CB%3e1"), "doi:10.1000/a<b>1");
  EXPECT_EQ(key_of_url("https://doi.org/the-identifier"), "url:doi.org/the-identifier");
}

TEST(WorkKey, KnowsOpenReviewPapersByTheirNumber) {
  EXPECT_EQ(key_of_url("https://openreview.net/forum?id=NpsVSN6o4ul&noteId=x"),
            "openreview:NpsVSN6o4ul");
  EXPECT_EQ(key_of_url("https://openreview.net/pdf?id=NpsVSN6o4ul"), "openreview:NpsVSN6o4ul");
  EXPECT_EQ(key_of_url("https://openreview.net/group?id=ICLR.cc"),
            "url:openreview.net/group?id=ICLR.cc");
}

TEST(WorkKey, KnowsTitlesByTheirLettersAndDigits) {
  const struct {
    std::string_view title, key;
  } kCases[] = {
      {"Zoom In: An Introduction to Circuits", "title:zoominanintroductiontocircuits"},
      {"  zoom in - {An} introduction  to circuits. ", "title:zoominanintroductiontocircuits"},
      {"Attention Is All You Need", "title:attentionisallyouneed"},
      {"Inceptionism", "title:inceptionism"},
      {"Eﬃcient Coding!", "title:efficientcoding"},
      {"Deep Dream", ""},
      {"Short title", ""},
      {"중첩의 장난감 모델", "title:중첩의장난감모델"},
      {"중첩의 모델", ""},
      {"", ""},
      {"--- ... ---", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(key_of_title(c.title), c.key) << c.title;
}

TEST(WorkKey, CutsLongKeysByHashing) {
  const std::string long_path(500, 'a');
  const std::string key = key_of_url("https://example.com/" + long_path);
  EXPECT_EQ(key.size(), std::string_view("url:").size() + 64);
  EXPECT_NE(key, key_of_url("https://example.com/" + long_path + "b"));
  const std::string at_limit(kMaxWorkKeyBytes - 6, 'x');
  EXPECT_EQ(key_of_title(at_limit), "title:" + at_limit);
  EXPECT_EQ(key_of_title(at_limit + "x").size(), 6 + 64U);
}

TEST(WorkKey, NamesAPaperByAllThatIsKnownOfIt) {
  DocumentInfo paper;
  paper.id = "https://distill.pub/2020/circuits/zoom-in/";
  paper.url = "https://distill.pub/2020/circuits/zoom-in/";
  paper.title = "Zoom In: An Introduction to Circuits";
  paper.doi = "10.23915/distill.00024.001";
  paper.aliases = {"http://distill.pub/2020/circuits/zoom-in", "https://example.com/zoom"};
  EXPECT_EQ(keys_of(paper),
            (Keys{"url:distill.pub/2020/circuits/zoom-in", "url:example.com/zoom",
                  "doi:10.23915/distill.00024.001", "title:zoominanintroductiontocircuits"}));
}

TEST(WorkKey, TakesNoNoteForThePaperThatItIsNamedAfter) {
  DocumentInfo note;
  note.kind = DocumentKind::note;
  note.id = "papers/zoom-in.md";
  note.url = "/home/reader/notes/papers/zoom-in.md";
  note.title = "Zoom In: An Introduction to Circuits";
  EXPECT_EQ(keys_of(note), Keys{});
}

// Whether an OR over one's keys would find the other.
bool meet(const Keys& a, const Keys& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& key) {
    return std::find(b.begin(), b.end(), key) != b.end();
  });
}

TEST(WorkKey, LeadsFromLinksAndCitationsToThePaper) {
  DocumentInfo paper;
  paper.id = "https://transformer-circuits.pub/2022/toy_model/";
  paper.title = "Toy Models of Superposition";

  Link link;
  link.url = "http://transformer-circuits.pub/2022/toy_model/index.html";
  link.text = "here";
  EXPECT_TRUE(meet(keys_of(link), keys_of(paper)));
  link.url = "https://arxiv.org/abs/2209.10652";
  EXPECT_FALSE(meet(keys_of(link), keys_of(paper)));
  link.text = "Toy models of superposition";
  EXPECT_TRUE(meet(keys_of(link), keys_of(paper)));

  Citation citation;
  citation.title = "Toy models of superposition";
  EXPECT_TRUE(meet(keys_of(citation), keys_of(paper)));
  citation.title = "Toy models of memorisation";
  EXPECT_FALSE(meet(keys_of(citation), keys_of(paper)));
  citation.url = "https://transformer-circuits.pub/2022/toy_model/index.html";
  EXPECT_TRUE(meet(keys_of(citation), keys_of(paper)));
}

// A link's text of few words is a phrase, not a title.
TEST(WorkKey, TakesNoShortLinkTextForATitle) {
  Link link;
  link.url = "https://example.com/a";
  link.text = "mechanistic interpretability";
  EXPECT_EQ(keys_of(link), Keys{"url:example.com/a"});
}

}  // namespace
}  // namespace mi
