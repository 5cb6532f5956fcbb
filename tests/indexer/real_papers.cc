#include "tests/indexer/real_papers.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string_view>

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

}  // namespace

std::vector<std::string> all_pages() {
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(web_folder())) {
    if (entry.path().extension() != ".html") continue;
    paths.push_back(fs::relative(entry.path(), web_folder()).generic_string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string bytes_of(const std::string& path) {
  return read_file(web_folder() / path, 64ULL << 20U).value_or("");
}

Document paper_at(const std::string& path) { return read_paper(bytes_of(path), page_at(path)); }

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : "; ") + name;
  return out;
}

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

void RealPapers::SetUp() {
  if (!fs::exists(web_folder())) GTEST_SKIP() << "no folder of pages: set MI_TEST_WEB";
}

}  // namespace mi
