// The reader against real pages, where a folder of them is at hand: MI_TEST_WEB=folder, with the
// pages at HOST/PATH below it. The facts of the table were read off the pages by eye.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/config.h"
#include "core/file.h"
#include "indexer/paper.h"
#include "indexer/passages.h"

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
  std::string authors;
  std::string date;
  std::size_t sections;   // with text of their own; at least
  std::size_t citations;  // works that it cites
};

const std::vector<Facts>& known_papers() {
  static const std::vector<Facts> kPapers = {
      {"distill.pub/2016/deconv-checkerboard/index.html",
       "Deconvolution and Checkerboard Artifacts", "Augustus Odena; Vincent Dumoulin; Chris Olah",
       "2016", 10, 13},
      {"distill.pub/2016/misread-tsne/index.html", "How to Use t-SNE Effectively",
       "Martin Wattenberg; Fernanda Viégas; Ian Johnson", "2016", 9, 1},
      {"distill.pub/2017/aia/index.html",
       "Using Artificial Intelligence to Augment Human Intelligence",
       "Shan Carter; Michael Nielsen", "2017", 11, 23},
      {"distill.pub/2017/momentum/index.html", "Why Momentum Really Works", "Gabriel Goh", "2017",
       16, 18},
      {"distill.pub/2017/research-debt/index.html", "Research Debt", "Chris Olah; Shan Carter",
       "2017-03-22", 10, 22},
      {"distill.pub/2018/building-blocks/index.html", "The Building Blocks of Interpretability",
       "Chris Olah; Arvind Satyanarayan; Ian Johnson; Shan Carter; Ludwig Schubert; Katherine Ye; "
       "Alexander Mordvintsev",
       "2018-03-06", 13, 39},
      {"distill.pub/2018/editorial-update/index.html", "Distill Update 2018", "Distill Editors",
       "2018", 13, 0},
      {"distill.pub/2019/activation-atlas/index.html", "Activation Atlas",
       "Shan Carter; Zan Armstrong; Ludwig Schubert; Ian Johnson; Chris Olah", "2019-03-06", 28,
       32},
      {"distill.pub/2019/advex-bugs-discussion/response-1/index.html",
       "Adversarial Example Researchers Need to Expand What is Meant by ‘Robustness’",
       "Justin Gilmer; Dan Hendrycks", "2019", 2, 15},
      {"distill.pub/2019/advex-bugs-discussion/response-2/index.html", "Robust Feature Leakage",
       "Gabriel Goh", "2019", 3, 1},
      {"distill.pub/2019/advex-bugs-discussion/response-3/index.html",
       "Two Examples of Useful, Non-Robust Features", "Gabriel Goh", "2019", 4, 1},
      {"distill.pub/2019/advex-bugs-discussion/response-4/index.html",
       "Adversarially Robust Neural Style Transfer", "Reiichiro Nakano", "2019", 4, 15},
      {"distill.pub/2019/advex-bugs-discussion/response-5/index.html",
       "Adversarial Examples are Just Bugs, Too", "Preetum Nakkiran", "2019", 10, 4},
      {"distill.pub/2019/advex-bugs-discussion/response-6/index.html",
       "Learning from Incorrectly Labeled Data", "Eric Wallace", "2019", 5, 3},
      {"distill.pub/2019/computing-receptive-fields/index.html",
       "Computing Receptive Fields of Convolutional Neural Networks",
       "André Araujo; Wade Norris; Jack Sim", "2019", 12, 17},
      {"distill.pub/2019/gan-open-problems/index.html",
       "Open Questions about Generative Adversarial Networks", "Augustus Odena", "2019", 9, 90},
      {"distill.pub/2019/memorization-in-rnns/index.html", "Visualizing memorization in RNNs",
       "Andreas Madsen", "2019", 12, 7},
      {"distill.pub/2019/paths-perspective-on-value-learning/index.html",
       "The Paths Perspective on Value Learning", "Sam Greydanus; Chris Olah", "2019", 15, 4},
      {"distill.pub/2019/safety-needs-social-scientists/index.html",
       "AI Safety Needs Social Scientists", "Geoffrey Irving; Amanda Askell", "2019", 35, 58},
      {"distill.pub/2019/visual-exploration-gaussian-processes/index.html",
       "A Visual Exploration of Gaussian Processes",
       "Jochen Görtler; Rebecca Kehlbeck; Oliver Deussen", "2019", 12, 11},
      {"distill.pub/2020/circuits/branch-specialization/index.html", "Branch Specialization",
       "Chelsea Voss; Gabriel Goh; Nick Cammarata; Michael Petrov; Ludwig Schubert; Chris Olah",
       "2020", 9, 11},
      {"distill.pub/2020/circuits/curve-circuits/index.html", "Curve Circuits",
       "Nick Cammarata; Gabriel Goh; Shan Carter; Chelsea Voss; Ludwig Schubert; Chris Olah",
       "2020", 0, 91},
      {"distill.pub/2020/circuits/curve-detectors/index.html", "Curve Detectors",
       "Nick Cammarata; Gabriel Goh; Shan Carter; Ludwig Schubert; Michael Petrov; Chris Olah",
       "2020-06-17", 22, 33},
      {"distill.pub/2020/circuits/early-vision/conv2d0.html", "2d0 Neuron Groups", "", "2020", 0,
       0},
      {"distill.pub/2020/circuits/early-vision/conv2d1.html", "2d1 Neuron Groups", "", "2020", 0,
       0},
      {"distill.pub/2020/circuits/early-vision/conv2d2.html", "2d2 Neuron Groups", "", "2020", 0,
       0},
      {"distill.pub/2020/circuits/early-vision/index.html",
       "An Overview of Early Vision in InceptionV1",
       "Chris Olah; Nick Cammarata; Ludwig Schubert; Gabriel Goh; Michael Petrov; Shan Carter",
       "2020-04-01", 91, 10},
      {"distill.pub/2020/circuits/early-vision/mixed3a.html", "3a Neuron Groups", "", "2020", 0, 0},
      {"distill.pub/2020/circuits/early-vision/mixed3b.html", "3b Neuron Groups", "", "2020", 0, 0},
      {"distill.pub/2020/circuits/early-vision/mixed4a.html", "4a Neuron Groups", "", "2020", 0, 0},
      {"distill.pub/2020/circuits/early-vision/mixed4b.html", "4b Neuron Groups", "", "2020", 0, 0},
      {"distill.pub/2020/circuits/early-vision/mixed4c.html", "4c Neuron Groups", "", "2020", 0, 0},
      {"distill.pub/2020/circuits/early-vision/mixed4d.html", "4d Neuron Groups", "", "2020", 0, 0},
      {"distill.pub/2020/circuits/frequency-edges/index.html", "High-Low Frequency Detectors",
       "Ludwig Schubert; Chelsea Voss; Nick Cammarata; Gabriel Goh; Chris Olah", "2020", 19, 17},
      {"distill.pub/2020/circuits/visualizing-weights/index.html", "Visualizing Weights",
       "Chelsea Voss; Nick Cammarata; Gabriel Goh; Michael Petrov; Ludwig Schubert; Ben Egan; Swee "
       "Kiat Lim; Chris Olah",
       "2020", 16, 11},
      {"distill.pub/2020/circuits/weight-banding/index.html", "Weight Banding",
       "Michael Petrov; Chelsea Voss; Ludwig Schubert; Nick Cammarata; Gabriel Goh; Chris Olah",
       "2020", 16, 9},
      {"distill.pub/2020/circuits/zoom-in/index.html", "Zoom In: An Introduction to Circuits",
       "Chris Olah; Nick Cammarata; Ludwig Schubert; Gabriel Goh; Michael Petrov; Shan Carter",
       "2020-03-10", 36, 44},
      {"distill.pub/2020/growing-ca/index.html", "Growing Neural Cellular Automata",
       "Alexander Mordvintsev; Ettore Randazzo; Eyvind Niklasson; Michael Levin", "2020-02-11", 16,
       38},
      {"distill.pub/2020/selforg/mnist/index.html", "Self-classifying MNIST Digits",
       "Ettore Randazzo; Alexander Mordvintsev; Eyvind Niklasson; Michael Levin; Sam Greydanus",
       "2020", 17, 24},
      {"distill.pub/2020/understanding-rl-vision/index.html", "Understanding RL Vision",
       "Jacob Hilton; Nick Cammarata; Shan Carter; Gabriel Goh; Chris Olah", "2020", 25, 40},
      {"distill.pub/2021/distill-hiatus/index.html", "Distill Hiatus", "Editorial Team", "2021", 10,
       0},
      {"distill.pub/2021/gnn-intro/index.html", "A Gentle Introduction to Graph Neural Networks",
       "Benjamin Sanchez-Lengeling; Emily Reif; Adam Pearce; Alexander B. Wiltschko", "2021", 33,
       64},
      {"distill.pub/2021/multimodal-neurons/index.html",
       "Multimodal Neurons in Artificial Neural Networks",
       "Gabriel Goh; Nick Cammarata; Chelsea Voss; Shan Carter; Michael Petrov; Ludwig Schubert; "
       "Alec Radford; Chris Olah",
       "2021-03-04", 0, 45},
      {"distill.pub/selforg/2021/adversarial/index.html",
       "Adversarial Reprogramming of Neural Cellular Automata",
       "Ettore Randazzo; Alexander Mordvintsev; Eyvind Niklasson; Michael Levin", "2021", 11, 22},
      {"physics.allen-zhu.com/index.html", "Physics of Language Models", "", "", 6, 0},
      {"transformer-circuits.pub/2021/framework/index.html",
       "A Mathematical Framework for Transformer Circuits",
       "Nelson Elhage; Neel Nanda; Catherine Olsson; Tom Henighan; Nicholas Joseph; Ben Mann; "
       "Amanda Askell; Yuntao Bai; Anna Chen; Tom Conerly; Nova DasSarma; Dawn Drain; Deep "
       "Ganguli; Zac Hatfield-Dodds; Danny Hernandez; Andy Jones; Jackson Kernion; Liane Lovitt; "
       "Kamal Ndousse; Dario Amodei; Tom Brown; Jack Clark; Jared Kaplan; Sam McCandlish; Chris "
       "Olah",
       "2021-12-22", 50, 0},
      {"transformer-circuits.pub/2022/in-context-learning-and-induction-heads/index.html",
       "In-context Learning and Induction Heads",
       "Catherine Olsson; Nelson Elhage; Neel Nanda; Nicholas Joseph; Nova DasSarma; Tom Henighan; "
       "Ben Mann; Amanda Askell; Yuntao Bai; Anna Chen; Tom Conerly; Dawn Drain; Deep Ganguli; Zac "
       "Hatfield-Dodds; Danny Hernandez; Scott Johnston; Andy Jones; Jackson Kernion; Liane "
       "Lovitt; Kamal Ndousse; Dario Amodei; Tom Brown; Jack Clark; Jared Kaplan; Sam McCandlish; "
       "Chris Olah",
       "2022-03-08", 40, 0},
      {"transformer-circuits.pub/2022/mech-interp-essay/index.html",
       "Mechanistic Interpretability, Variables, and the Importance of Interpretable Bases",
       "Chris Olah", "2022-06-27", 8, 0},
      {"transformer-circuits.pub/2022/toy_model/index.html", "Toy Models of Superposition",
       "Nelson Elhage; Tristan Hume; Catherine Olsson; Nicholas Schiefer; Tom Henighan; Shauna "
       "Kravec; Zac Hatfield-Dodds; Robert Lasenby; Dawn Drain; Carol Chen; Roger Grosse; Sam "
       "McCandlish; Jared Kaplan; Dario Amodei; Martin Wattenberg; Christopher Olah",
       "2022-09-14", 68, 0},
      {"transformer-circuits.pub/2023/july-update/index.html", "Circuits Updates - July 2023", "",
       "2023-07", 1, 0},
      {"transformer-circuits.pub/2023/monosemantic-features/index.html",
       "Towards Monosemanticity: Decomposing Language Models With Dictionary Learning",
       "Trenton Bricken; Adly Templeton; Joshua Batson; Brian Chen; Adam Jermyn; Tom Conerly; "
       "Nicholas L Turner; Cem Anil; Carson Denison; Amanda Askell; Robert Lasenby; Yifan Wu; "
       "Shauna Kravec; Nicholas Schiefer; Tim Maxwell; Nicholas Joseph; Alex Tamkin; Karina "
       "Nguyen; Brayden McLean; Josiah E Burke; Tristan Hume; Shan Carter; Tom Henighan; Chris "
       "Olah",
       "2023-10-04", 1, 0},
      {"transformer-circuits.pub/2024/feb-update/index.html", "Circuits Updates - February 2024",
       "", "2024-02", 5, 0},
      {"transformer-circuits.pub/2024/scaling-monosemanticity/index.html",
       "Scaling Monosemanticity: Extracting Interpretable Features from Claude 3 Sonnet",
       "Adly Templeton; Tom Conerly; Jonathan Marcus; Jack Lindsey; Trenton Bricken; Brian Chen; "
       "Adam Pearce; Craig Citro; Emmanuel Ameisen; Andy Jones; Hoagy Cunningham; Nicholas L "
       "Turner; Callum McDougall; Monte MacDiarmid; Alex Tamkin; Esin Durmus; Tristan Hume; "
       "Francesco Mosconi; C. Daniel Freeman; Theodore R. Sumers; Edward Rees; Joshua Batson; Adam "
       "Jermyn; Shan Carter; Chris Olah; Tom Henighan",
       "2024-05-21", 52, 0},
      {"transformer-circuits.pub/2026/emotions/index.html",
       "Emotion Concepts and their Function in a Large Language Model",
       "N. Sofroniew; I. Kauvar; W. Saunders; R. Chen; T. Henighan; S. Hydrie; C. Citro; A. "
       "Pearce; J. Tarng; W. Gurnee; J. Batson; S. Zimmerman; K. Rivoire; K. Fish; C. Olah; J. "
       "Lindsey",
       "2026-04-02", 87, 0},
  };
  return kPapers;
}

std::vector<std::string> all_pages() {
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(web_folder())) {
    if (entry.path().extension() != ".html") continue;
    paths.push_back(fs::relative(entry.path(), web_folder()).generic_string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : "; ") + name;
  return out;
}

class RealPapers : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(web_folder())) GTEST_SKIP() << "no folder of pages: set MI_TEST_WEB";
  }
};

TEST_F(RealPapers, AreReadAsTheyPresentThemselves) {
  std::vector<std::string> known;
  for (const Facts& facts : known_papers()) {
    SCOPED_TRACE(facts.path);
    known.push_back(facts.path);
    const Document document = read_paper(bytes_of(facts.path), page_at(facts.path));
    EXPECT_EQ(document.info.title, facts.title);
    EXPECT_EQ(joined(document.info.authors), facts.authors);
    EXPECT_EQ(document.info.date, facts.date);
    EXPECT_EQ(document.info.language, "en");
    EXPECT_GE(document.sections.size(), facts.sections);
    EXPECT_EQ(has_body(document), facts.sections > 0);
    EXPECT_EQ(document.citations.size(), facts.citations);
  }
  EXPECT_EQ(known, all_pages());  // the table has them all
}

TEST_F(RealPapers, TellWhatTheyCite) {
  for (const std::string& path : all_pages()) {
    for (const Citation& work : read_paper(bytes_of(path), page_at(path)).citations) {
      SCOPED_TRACE(path + ": " + work.key);
      EXPECT_FALSE(work.title.empty());
      EXPECT_TRUE(work.year.empty() || work.year.size() == 4) << work.year;
      EXPECT_EQ((work.title + joined(work.authors)).find_first_of("{}\\"), std::string::npos)
          << work.title << joined(work.authors);
    }
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
  for (const std::string& path : all_pages()) {
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

// What follows reads pages in a way of its own, as crude as it can be: no tree, no library.

constexpr std::size_t npos = std::string_view::npos;

bool begins_tag(std::string_view page, std::size_t at, std::string_view name) {
  const std::string_view rest = page.substr(at);
  if (!rest.starts_with(name)) return false;
  return rest.size() > name.size() && (rest[name.size()] == '>' || rest[name.size()] == '/' ||
                                       std::isspace(static_cast<unsigned char>(rest[name.size()])));
}

std::string name_at(std::string_view page, std::size_t at) {
  std::string name;
  for (std::size_t i = at + 1;
       i < page.size() &&
       (std::isalnum(static_cast<unsigned char>(page[i])) != 0 || page[i] == '-' || page[i] == '/');
       ++i) {
    if (page[i] == '/' && i > at + 1) break;
    name += static_cast<char>(std::tolower(static_cast<unsigned char>(page[i])));
  }
  return name;
}

// Where the element that begins at `at` ends, by counting tags of its name.
std::size_t end_of_element(std::string_view page, std::size_t at) {
  const std::string name = name_at(page, at);
  int depth = 0;
  for (std::size_t i = at; i != npos; i = page.find('<', i + 1)) {
    if (begins_tag(page, i, "<" + name)) ++depth;
    if (begins_tag(page, i, "</" + name) && --depth == 0) return page.find('>', i) + 1;
  }
  return page.size();
}

// No text of the article, to a reader.
bool is_skipped(std::string_view page, std::size_t at) {
  static const std::set<std::string> kNames = {"svg",
                                               "script",
                                               "style",
                                               "nav",
                                               "d-contents",
                                               "button",
                                               "video",
                                               "select",
                                               "canvas",
                                               "textarea",
                                               "noscript",
                                               "d-citation-list",
                                               "template",
                                               "d-bibliography",
                                               "h1",
                                               "h2",
                                               "h3",
                                               "h4",
                                               "h5",
                                               "h6",
                                               "d-footnote-list",
                                               "d-byline",
                                               "distill-appendix",
                                               "d-math",
                                               "dt-math",
                                               "math-latex",
                                               "option",
                                               "title",
                                               "dt-byline"};
  if (kNames.count(name_at(page, at)) > 0) return true;
  const std::string tag(page.substr(at, page.find('>', at) - at));
  for (const std::string_view hidden :
       {"class=\"katex", "thread-info", "class=\"toc", "display: none", "display:none",
        "aria-hidden", "material-icons", "class='toc", " hidden"}) {
    if (tag.find(hidden) != npos) return true;
  }
  return false;
}

// A link into the page that is all that its element holds: a line of a table of contents.
bool is_contents_line(std::string_view page, std::size_t at) {
  if (!page.substr(at).starts_with("<a href=\"#") || page[at - 1] != '>') return false;
  const std::size_t end = page.find("</a>", at);
  return end != npos && page.substr(end + 4, 1) == "<";
}

std::string without_comments(std::string page) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t open = page.find("<!--"); open != npos; open = page.find("<!--", at)) {
    out += page.substr(at, open - at);
    const std::size_t close = page.find("-->", open);
    if (close == npos) return out;
    at = close + 3;
  }
  return out + page.substr(at);
}

// ASCII letters and digits alone, without entities.
std::string letters_of(std::string_view text) {
  std::string letters;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t semicolon = text[at] == '&' ? text.substr(at, 9).find(';') : npos;
    if (semicolon != npos) {
      at += semicolon;
    } else if (std::isalnum(static_cast<unsigned char>(text[at])) != 0) {
      letters += text[at];
    }
  }
  return letters;
}

// The letters of each sentence that has more than a few. Parentheses end one: what they hold may
// have led to a citation alone.
void add_sentences(std::vector<std::string>& sentences, std::string_view text) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool is_end = at == text.size() || text[at] == '(' || text[at] == ')' ||
                        text[at] == '[' || text[at] == ']' || text[at] == '$' ||
                        ((text[at] == '.' || text[at] == '?' || text[at] == '!') &&
                         (at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n'));
    if (!is_end) continue;
    std::string letters = letters_of(text.substr(begin, at - begin));
    for (const std::string_view lead : {"eg", "butsee"}) {  // ", e.g. )"
      if (letters.ends_with(lead)) letters.resize(letters.size() - lead.size());
    }
    if (letters.size() >= 20) sentences.push_back(std::move(letters));
    begin = at + 1;
  }
}

// The parts of a page that it shows as its article.
std::vector<std::string_view> article_parts(std::string_view page) {
  std::vector<std::string_view> parts;
  for (const std::string_view name : {"d-article", "dt-article", "d-appendix", "dt-appendix"}) {
    const std::string open = "<" + std::string(name);
    for (std::size_t at = page.find(open); at != npos; at = page.find(open, at + 1)) {
      if (!begins_tag(page, at, open)) continue;
      parts.push_back(page.substr(at, end_of_element(page, at) - at));
      break;
    }
  }
  if (!parts.empty()) return parts;
  const std::size_t main = page.find("role=\"main\"");
  if (main != npos)
    parts.push_back(page.substr(main, end_of_element(page, page.rfind('<', main)) - main));
  return parts;
}

bool is_plain_inline(const std::string& name) {
  static const std::set<std::string> kNames = {
      "a",     "b",    "i",      "em", "strong", "span", "sub", "sup",  "code", "u",
      "small", "mark", "d-code", "tt", "font",   "abbr", "q",   "cite", "wbr"};
  return kNames.count(name.starts_with('/') ? name.substr(1) : name) > 0;
}

std::vector<std::string> sentences_of_page(const std::string& bytes) {
  const std::string page = without_comments(bytes);
  std::vector<std::string> sentences;
  for (const std::string_view part : article_parts(page)) {
    std::string run;
    const auto cut = [&] {
      add_sentences(sentences, run);
      run.clear();
    };
    std::size_t at = part.find('>') + 1;
    while (at < part.size()) {
      if (part[at] != '<' || at + 1 >= part.size() ||
          (std::isalpha(static_cast<unsigned char>(part[at + 1])) == 0 && part[at + 1] != '/')) {
        run += part[at++];
      } else if (part[at + 1] != '/' && (is_skipped(part, at) || is_contents_line(part, at))) {
        cut();
        at = end_of_element(part, at);
      } else {
        const std::string_view tag = part.substr(at, part.find('>', at) - at);
        if (!is_plain_inline(name_at(part, at)) || tag.find("figcaption") != npos) cut();
        at = part.find('>', at);
        at = at == npos ? part.size() : at + 1;
      }
    }
    cut();
  }
  return sentences;
}

std::size_t count(const std::vector<std::string>& texts, const std::string& wanted) {
  std::size_t found = 0;
  for (const std::string& text : texts) {
    for (std::size_t at = text.find(wanted); at != npos; at = text.find(wanted, at + 1)) ++found;
  }
  return found;
}

// The letters of each block; marks of citations (bibliography.h) are none of the page's.
std::vector<std::string> blocks_of(const Document& document) {
  std::vector<std::string> blocks;
  for (const Section& section : document.sections) {
    for (const Block& block : section.blocks) {
      std::string text;
      for (const char c : block.text) text += c == '&' ? "&;" : std::string(1, c);
      blocks.push_back(letters_of(text));
    }
  }
  return blocks;
}

TEST_F(RealPapers, HoldEverySentenceOfTheirPageOnce) {
  std::size_t checked = 0;
  for (const Facts& facts : known_papers()) {
    if (facts.sections == 0) continue;
    const std::string page = bytes_of(facts.path);
    const std::vector<std::string> blocks = blocks_of(read_paper(page, page_at(facts.path)));
    const std::vector<std::string> sentences = sentences_of_page(page);
    EXPECT_GE(sentences.size(), 10U) << facts.path;
    for (const std::string& sentence : sentences) {
      const std::size_t found = count(blocks, sentence);
      EXPECT_GE(found, 1U) << facts.path << ": " << sentence;
      // A short one may stand inside others as well.
      if (sentence.size() >= 50) {
        EXPECT_EQ(found, count(sentences, sentence)) << facts.path << ": " << sentence;
      }
    }
    checked += sentences.size();
  }
  EXPECT_GE(checked, 10'000U);
}

// Without "(see e.g. )", which led to a citation that is gone.
std::string without_leads(std::string text) {
  for (std::size_t open = text.find('('); open != npos; open = text.find('(', open + 1)) {
    const std::size_t close = text.substr(open, 40).find(')');
    if (close == npos) continue;
    std::string inside = letters_of(text.substr(open, close));
    for (const std::string_view lead : {"see", "eg", "but", "asin", "adaptedfrom"}) {
      const std::size_t at = inside.find(lead);
      if (at != npos) inside.erase(at, lead.size());
    }
    if (inside.empty()) text.erase(open, close + 1);
  }
  return text;
}

// All that a page says between its tags, scripts and drawings aside; footnotes behind the rest.
std::string letters_of_page(const std::string& bytes) {
  static const std::set<std::string> kAside = {"script", "style",          "svg", "title", "nav",
                                               "button", "d-citation-list"};
  const std::string page = without_comments(bytes);
  std::string text;
  std::string footnotes;
  std::size_t footnote_end = 0;
  for (std::size_t at = 0; at < page.size();) {
    const std::string name = page[at] == '<' ? name_at(page, at) : std::string();
    if (kAside.count(name) > 0) {
      at = end_of_element(page, at);
      continue;
    }
    if (name == "d-footnote" || name == "dt-fn") footnote_end = end_of_element(page, at);
    std::string& where = at < footnote_end ? footnotes : text;
    if (name.empty()) {
      where += page[at++];
    } else {
      at = std::min(page.find('>', at), page.size() - 1) + 1;
    }
  }
  return letters_of(without_leads(text)) + "|" + letters_of(footnotes);
}

// A block's text without math and marks of citations, which pages write in other ways.
std::string prose_of(std::string text) {
  for (std::size_t open = text.find('['); open != npos; open = text.find('[', open + 1)) {
    const std::size_t close = text.find(']', open);
    if (close == npos) break;
    const std::string inside = text.substr(open + 1, close - open - 1);
    const bool is_mark =
        inside.ends_with("et al.") || inside.find(", 19") != npos || inside.find(", 20") != npos;
    if (is_mark) text.replace(open, close + 1 - open, "");
  }
  std::string prose;
  bool in_math = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '$') in_math = !in_math;
    if (!in_math || text[at] == '$') prose += text[at];
    if (text.compare(at, 2, "$$") == 0) ++at;
  }
  return prose;
}

TEST_F(RealPapers, HoldNoSentenceThatTheirPageDoesNotShow) {
  std::size_t checked = 0;
  for (const Facts& facts : known_papers()) {
    const std::string page = bytes_of(facts.path);
    const std::string shown = letters_of_page(page);
    const Document document = read_paper(page, page_at(facts.path));
    for (const Section& section : document.sections) {
      for (const Block& block : section.blocks) {
        std::vector<std::string> sentences;
        if (block.text.find('&') == npos) add_sentences(sentences, prose_of(block.text));
        for (const std::string& sentence : sentences) {
          EXPECT_NE(shown.find(sentence), npos) << facts.path << ": " << sentence;
        }
        checked += sentences.size();
      }
    }
  }
  EXPECT_GE(checked, 10'000U);
}

// Words with single spaces between them.
std::string words_of(std::string_view text) {
  std::string words;
  for (const char c : text) {
    const bool is_space = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!is_space) words += c;
    if (is_space && !words.empty() && words.back() != ' ') words += ' ';
  }
  return words;
}

void expect_good_passages(const Section& section) {
  const IndexConfig config;
  const auto least = static_cast<std::size_t>(config.passage_min_words);
  const auto most = static_cast<std::size_t>(config.passage_max_words);
  Document document;
  document.sections = {section};
  std::string blocks;
  for (const Block& block : section.blocks) blocks += words_of(block.text + " ");
  std::string passages;
  std::size_t before = most;
  for (const Passage& passage : split_passages(document, config)) {
    passages += words_of(passage.text + " ");
    const std::size_t words = count_words(passage.text);
    const bool is_one_block = passage.text.find("\n\n") == std::string::npos;
    EXPECT_TRUE(words <= most || is_one_block) << passage.text;
    // One that is short stands alone, or between such as it would make too long.
    EXPECT_TRUE(std::min(words, before) >= least || words + before > most) << passage.text;
    before = words;
  }
  EXPECT_EQ(passages, blocks);
}

TEST_F(RealPapers, AreCutIntoPassagesThatLoseNoWord) {
  for (const std::string& path : all_pages()) {
    SCOPED_TRACE(path);
    for (const Section& section : read_paper(bytes_of(path), page_at(path)).sections) {
      expect_good_passages(section);
    }
  }
}

}  // namespace
}  // namespace mi
