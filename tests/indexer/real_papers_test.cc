// The reader against real pages, where a folder of them is at hand: MI_TEST_WEB=folder, with the
// pages at HOST/PATH below it. The facts of the table were read off the pages by eye.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/file.h"
#include "indexer/paper.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

fs::path web_folder() {
  const char* named = std::getenv("MI_TEST_WEB");
  return named != nullptr ? fs::path(named) : fs::path(MI_SHARED_DIR) / "web";
}

// "distill.pub/2020/a/index.html" -> the page https://distill.pub/2020/a/
Page page_at(const std::string& path) {
  Page page;
  page.url = "https://" + path;
  constexpr std::string_view kIndex = "index.html";
  if (page.url.ends_with(kIndex)) page.url.resize(page.url.size() - kIndex.size());
  page.final_url = page.url;
  return page;
}

std::string bytes_of(const std::string& path) {
  return read_file(web_folder() / path, 64ULL << 20U).value_or("");
}

struct Facts {
  std::string path;
  std::string title;
  std::string first_author;
  std::size_t authors;
  std::string date;
  std::size_t sections;  // with text of their own; at least
};

const std::vector<Facts>& known_papers() {
  static const std::vector<Facts> kPapers = {
      {"distill.pub/2016/deconv-checkerboard/index.html",
       "Deconvolution and Checkerboard Artifacts", "Augustus Odena", 3, "2016", 10},
      {"distill.pub/2016/misread-tsne/index.html", "How to Use t-SNE Effectively",
       "Martin Wattenberg", 3, "2016", 9},
      {"distill.pub/2017/aia/index.html",
       "Using Artificial Intelligence to Augment Human Intelligence", "Shan Carter", 2, "2017", 11},
      {"distill.pub/2017/momentum/index.html", "Why Momentum Really Works", "Gabriel Goh", 1,
       "2017", 16},
      {"distill.pub/2017/research-debt/index.html", "Research Debt", "Chris Olah", 2, "2017-03-22",
       10},
      {"distill.pub/2018/building-blocks/index.html", "The Building Blocks of Interpretability",
       "Chris Olah", 7, "2018-03-06", 13},
      {"distill.pub/2018/editorial-update/index.html", "Distill Update 2018", "Distill Editors", 1,
       "2018", 13},
      {"distill.pub/2019/activation-atlas/index.html", "Activation Atlas", "Shan Carter", 5,
       "2019-03-06", 28},
      {"distill.pub/2019/advex-bugs-discussion/response-1/index.html",
       "Adversarial Example Researchers Need to Expand What is Meant by ‘Robustness’",
       "Justin Gilmer", 2, "2019", 2},
      {"distill.pub/2019/advex-bugs-discussion/response-2/index.html", "Robust Feature Leakage",
       "Gabriel Goh", 1, "2019", 3},
      {"distill.pub/2019/advex-bugs-discussion/response-3/index.html",
       "Two Examples of Useful, Non-Robust Features", "Gabriel Goh", 1, "2019", 4},
      {"distill.pub/2019/advex-bugs-discussion/response-4/index.html",
       "Adversarially Robust Neural Style Transfer", "Reiichiro Nakano", 1, "2019", 4},
      {"distill.pub/2019/advex-bugs-discussion/response-5/index.html",
       "Adversarial Examples are Just Bugs, Too", "Preetum Nakkiran", 1, "2019", 10},
      {"distill.pub/2019/advex-bugs-discussion/response-6/index.html",
       "Learning from Incorrectly Labeled Data", "Eric Wallace", 1, "2019", 5},
      {"distill.pub/2019/computing-receptive-fields/index.html",
       "Computing Receptive Fields of Convolutional Neural Networks", "André Araujo", 3, "2019",
       12},
      {"distill.pub/2019/gan-open-problems/index.html",
       "Open Questions about Generative Adversarial Networks", "Augustus Odena", 1, "2019", 9},
      {"distill.pub/2019/memorization-in-rnns/index.html", "Visualizing memorization in RNNs",
       "Andreas Madsen", 1, "2019", 12},
      {"distill.pub/2019/paths-perspective-on-value-learning/index.html",
       "The Paths Perspective on Value Learning", "Sam Greydanus", 2, "2019", 15},
      {"distill.pub/2019/safety-needs-social-scientists/index.html",
       "AI Safety Needs Social Scientists", "Geoffrey Irving", 2, "2019", 35},
      {"distill.pub/2019/visual-exploration-gaussian-processes/index.html",
       "A Visual Exploration of Gaussian Processes", "Jochen Görtler", 3, "2019", 12},
      {"distill.pub/2020/circuits/branch-specialization/index.html", "Branch Specialization",
       "Chelsea Voss", 6, "2020", 9},
      {"distill.pub/2020/circuits/curve-circuits/index.html", "Curve Circuits", "Nick Cammarata", 6,
       "2020", 0},
      {"distill.pub/2020/circuits/curve-detectors/index.html", "Curve Detectors", "Nick Cammarata",
       6, "2020-06-17", 22},
      {"distill.pub/2020/circuits/early-vision/conv2d0.html", "2d0 Neuron Groups", "", 0, "2020",
       0},
      {"distill.pub/2020/circuits/early-vision/conv2d1.html", "2d1 Neuron Groups", "", 0, "2020",
       0},
      {"distill.pub/2020/circuits/early-vision/conv2d2.html", "2d2 Neuron Groups", "", 0, "2020",
       0},
      {"distill.pub/2020/circuits/early-vision/index.html",
       "An Overview of Early Vision in InceptionV1", "Chris Olah", 6, "2020-04-01", 91},
      {"distill.pub/2020/circuits/early-vision/mixed3a.html", "3a Neuron Groups", "", 0, "2020", 0},
      {"distill.pub/2020/circuits/early-vision/mixed3b.html", "3b Neuron Groups", "", 0, "2020", 0},
      {"distill.pub/2020/circuits/early-vision/mixed4a.html", "4a Neuron Groups", "", 0, "2020", 0},
      {"distill.pub/2020/circuits/early-vision/mixed4b.html", "4b Neuron Groups", "", 0, "2020", 0},
      {"distill.pub/2020/circuits/early-vision/mixed4c.html", "4c Neuron Groups", "", 0, "2020", 0},
      {"distill.pub/2020/circuits/early-vision/mixed4d.html", "4d Neuron Groups", "", 0, "2020", 0},
      {"distill.pub/2020/circuits/frequency-edges/index.html", "High-Low Frequency Detectors",
       "Ludwig Schubert", 5, "2020", 19},
      {"distill.pub/2020/circuits/visualizing-weights/index.html", "Visualizing Weights",
       "Chelsea Voss", 8, "2020", 16},
      {"distill.pub/2020/circuits/weight-banding/index.html", "Weight Banding", "Michael Petrov", 6,
       "2020", 16},
      {"distill.pub/2020/circuits/zoom-in/index.html", "Zoom In: An Introduction to Circuits",
       "Chris Olah", 6, "2020-03-10", 36},
      {"distill.pub/2020/growing-ca/index.html", "Growing Neural Cellular Automata",
       "Alexander Mordvintsev", 4, "2020-02-11", 16},
      {"distill.pub/2020/selforg/mnist/index.html", "Self-classifying MNIST Digits",
       "Ettore Randazzo", 5, "2020", 17},
      {"distill.pub/2020/understanding-rl-vision/index.html", "Understanding RL Vision",
       "Jacob Hilton", 5, "2020", 25},
      {"distill.pub/2021/distill-hiatus/index.html", "Distill Hiatus", "Editorial Team", 1, "2021",
       10},
      {"distill.pub/2021/gnn-intro/index.html", "A Gentle Introduction to Graph Neural Networks",
       "Benjamin Sanchez-Lengeling", 4, "2021", 33},
      {"distill.pub/2021/multimodal-neurons/index.html",
       "Multimodal Neurons in Artificial Neural Networks", "Gabriel Goh", 8, "2021-03-04", 0},
      {"distill.pub/selforg/2021/adversarial/index.html",
       "Adversarial Reprogramming of Neural Cellular Automata", "Ettore Randazzo", 4, "2021", 11},
      {"physics.allen-zhu.com/index.html", "Physics of Language Models", "", 0, "", 6},
      {"transformer-circuits.pub/2021/framework/index.html",
       "A Mathematical Framework for Transformer Circuits", "Nelson Elhage", 25, "2021-12-22", 50},
      {"transformer-circuits.pub/2022/in-context-learning-and-induction-heads/index.html",
       "In-context Learning and Induction Heads", "Catherine Olsson", 26, "2022-03-08", 40},
      {"transformer-circuits.pub/2022/mech-interp-essay/index.html",
       "Mechanistic Interpretability, Variables, and the Importance of Interpretable Bases",
       "Chris Olah", 1, "2022-06-27", 8},
      {"transformer-circuits.pub/2022/toy_model/index.html", "Toy Models of Superposition",
       "Nelson Elhage", 16, "2022-09-14", 68},
      {"transformer-circuits.pub/2023/july-update/index.html", "Circuits Updates - July 2023", "",
       0, "2023-07", 1},
      {"transformer-circuits.pub/2023/monosemantic-features/index.html",
       "Towards Monosemanticity: Decomposing Language Models With Dictionary Learning",
       "Trenton Bricken", 24, "2023-10-04", 1},
      {"transformer-circuits.pub/2024/feb-update/index.html", "Circuits Updates - February 2024",
       "", 0, "2024-02", 5},
      {"transformer-circuits.pub/2024/scaling-monosemanticity/index.html",
       "Scaling Monosemanticity: Extracting Interpretable Features from Claude 3 Sonnet",
       "Adly Templeton", 26, "2024-05-21", 52},
      {"transformer-circuits.pub/2026/emotions/index.html",
       "Emotion Concepts and their Function in a Large Language Model", "N. Sofroniew", 16,
       "2026-04-02", 87},
  };
  return kPapers;
}

// The pages whose every paragraph is looked for.
const std::vector<std::string>& whole_papers() {
  static const std::vector<std::string> kPapers = {
      "distill.pub/2020/circuits/zoom-in/index.html",
      "physics.allen-zhu.com/index.html",
      "transformer-circuits.pub/2021/framework/index.html",
      "transformer-circuits.pub/2022/in-context-learning-and-induction-heads/index.html",
      "transformer-circuits.pub/2022/mech-interp-essay/index.html",
      "transformer-circuits.pub/2022/toy_model/index.html",
      "transformer-circuits.pub/2023/july-update/index.html",
      "transformer-circuits.pub/2023/monosemantic-features/index.html",
      "transformer-circuits.pub/2024/feb-update/index.html",
      "transformer-circuits.pub/2024/scaling-monosemanticity/index.html",
      "transformer-circuits.pub/2026/emotions/index.html",
  };
  return kPapers;
}

class RealPapers : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(web_folder())) GTEST_SKIP() << "no folder of pages: set MI_TEST_WEB";
  }
};

TEST_F(RealPapers, AreReadAsTheyPresentThemselves) {
  for (const Facts& facts : known_papers()) {
    SCOPED_TRACE(facts.path);
    const Document document = read_paper(bytes_of(facts.path), page_at(facts.path));
    const std::vector<std::string>& authors = document.info.authors;
    EXPECT_EQ(document.info.title, facts.title);
    EXPECT_EQ(authors.empty() ? "" : authors.front(), facts.first_author);
    EXPECT_EQ(authors.size(), facts.authors);
    EXPECT_EQ(document.info.date, facts.date);
    EXPECT_EQ(document.info.language, "en");
    EXPECT_GE(document.sections.size(), facts.sections);
    EXPECT_EQ(has_body(document), facts.sections > 0);
  }
}

TEST_F(RealPapers, HoldNothingOfTheirPagesMachinery) {
  constexpr std::string_view kMachinery[] = {"innerHTML",
                                             "decoy superposition",
                                             "data:image",
                                             "base64,",
                                             "webpack",
                                             "Not published yet",
                                             "ISSN 2476",
                                             "unfinished",

                                             "citation_title",
                                             "display: none",

                                             "<!--",
                                             "\u200B",
                                             "dedicated to clear",

                                             "\u00A0",
                                             "\u00AD",
                                             "No DOI yet"};
  for (const auto& entry : fs::recursive_directory_iterator(web_folder())) {
    if (entry.path().extension() != ".html") continue;
    const std::string path = fs::relative(entry.path(), web_folder()).generic_string();
    const Document document = read_paper(bytes_of(path), page_at(path));
    for (const Section& section : document.sections) {
      for (const Block& block : section.blocks) {
        for (const std::string_view word : kMachinery) {
          EXPECT_EQ(block.text.find(word), std::string::npos) << path << ": " << block.text;
        }
      }
    }
  }
}

// What follows reads pages in a way of its own, as crude as it can be.

std::string without(std::string text, std::string_view open, std::string_view close) {
  for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    const std::size_t end = text.find(close, at);
    text.erase(at, end == std::string::npos ? end : end + close.size() - at);
  }
  return text;
}

// ASCII letters and digits alone, without tags and entities.
std::string letters_of(std::string_view html) {
  std::string letters;
  for (std::size_t at = 0; at < html.size(); ++at) {
    if (html[at] == '<') {
      at = html.find('>', at);
      if (at == std::string_view::npos) break;
    } else if (html[at] == '&' && html.substr(at, 8).find(';') != std::string_view::npos) {
      at = html.find(';', at);
    } else if (std::isalnum(static_cast<unsigned char>(html[at])) != 0) {
      letters += html[at];
    }
  }
  return letters;
}

std::vector<std::string> paragraphs_of(std::string page) {
  page = without(std::move(page), "<!--", "-->");
  page = without(std::move(page), "<script", "</script>");
  page = without(std::move(page), "<svg", "</svg>");
  page = without(std::move(page), "<style", "</style>");
  const std::size_t article = std::min(page.find("<d-article"), page.find("role=\"main\""));
  std::vector<std::string> paragraphs;
  for (std::size_t at = page.find("<p", article); at != std::string::npos;
       at = page.find("<p", at + 2)) {
    const std::string_view rest = std::string_view(page).substr(at);
    if (rest[2] != '>' && rest[2] != ' ') continue;
    if (rest.starts_with("<p class=\"explanation\"") || rest.starts_with("<p><a href=\"#"))
      continue;
    paragraphs.emplace_back(rest.substr(0, rest.find("</p>")));
  }
  return paragraphs;
}

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '<' ? std::string("&lt;") : std::string(1, c);
  return out;
}

struct Letters {
  std::string text;
  std::string footnotes;
};

Letters letters_of(const Document& document) {
  Letters letters;
  for (const Section& section : document.sections) {
    for (const Block& block : section.blocks) {
      std::string& where = block.kind == BlockKind::footnote ? letters.footnotes : letters.text;
      where += letters_of(escape(block.text));
    }
  }
  return letters;
}

TEST_F(RealPapers, KeepEveryParagraphWhole) {
  for (const std::string& path : whole_papers()) {
    const std::string page = bytes_of(path);
    const Letters letters = letters_of(read_paper(page, page_at(path)));
    const std::vector<std::string> paragraphs = paragraphs_of(page);
    EXPECT_GE(paragraphs.size(), 10U) << path;
    for (const std::string& paragraph : paragraphs) {
      const std::string text = letters_of(without(paragraph, "<d-footnote", "</d-footnote>"));
      EXPECT_NE(letters.text.find(text), std::string::npos) << path << ": " << paragraph;
      const std::size_t note = paragraph.find("<d-footnote");
      if (note == std::string::npos) continue;
      const std::string note_text =
          letters_of(paragraph.substr(note, paragraph.find("</d-footnote>") - note));
      EXPECT_NE(letters.footnotes.find(note_text), std::string::npos) << path << ": " << paragraph;
    }
  }
}

}  // namespace
}  // namespace mi
