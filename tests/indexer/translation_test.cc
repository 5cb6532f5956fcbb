#include "indexer/translation.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "indexer/term_text.h"

namespace mi {
namespace {

// "term=other; ..." of what a text tells.
std::string mined(std::string_view text) {
  std::string out;
  for (const TermPair& pair : find_translations(term_pieces(text))) {
    if (!out.empty()) out += "; ";
    out += pair.term + "=" + pair.other;
  }
  return out;
}

struct Case {
  std::string_view text, pairs;
};

void expect_mined(const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(mined(c.text), c.pairs) << c.text;
}

TEST(Translation, IsFoundBothWaysRound) {
  expect_mined({
      {"이 현상이 중첩(Superposition)이다.", "중첩=Superposition"},
      {"이 현상이 중첩 (superposition) 이다.", "중첩=superposition"},
      {"이 현상이 중첩（superposition）이다.", "중첩=superposition"},
      {"Superposition(중첩)은 압축이다.", "중첩=Superposition"},
      {"모델의 residual stream(잔차 스트림)에 쓴다.", "잔차 스트림=residual stream"},
      {"'중첩'(superposition)", "중첩=superposition"},
      {"중첩(the superposition)", "중첩=superposition"},
      {"희소 오토인코더(sparse autoencoder, SAE)를 쓴다.",
       "희소 오토인코더=sparse autoencoder; sparse autoencoder=SAE"},
      {"월가의 그래디언트 부스팅(gradient boosting (GB))", "그래디언트 부스팅=gradient boosting"},
      {"다의성(polysemanticity)과 희소성(sparsity)", "다의성=polysemanticity; 희소성=sparsity"},
  });
}

TEST(Translation, BeginsWhereTheEnglishIsMadeUpFor) {
  expect_mined({
      {"논문은 인덕션 헤드(induction heads)를 보인다.", "인덕션 헤드=induction heads"},
      {"2층 모델의 인덕션 헤드(induction heads)", "인덕션 헤드=induction heads"},
      {"방대한 텍스트 말뭉치(corpus)", "말뭉치=corpus"},
      {"모든 키의 내적(dot product)", "내적=dot product"},
      {"새로운 언어표현모델(language representation model)",
       "언어표현모델=language representation model"},
      {"문장의 장거리 의존성(long-range dependency)", "장거리 의존성=long-range dependency"},
      {"여러 개의 숨겨진 층(hidden layer)", "숨겨진 층=hidden layer"},
      {"트랜스포머 언어 모델(transformer language model)",
       "트랜스포머 언어 모델=transformer language model"},
      {"입력의 소프트맥스(softmax)", "소프트맥스=softmax"},
      {"뉴런의 해석 가능성(interpretability)", "해석 가능성=interpretability"},
      {"모라벡의 역설(Moravec's paradox)", "모라벡의 역설=Moravec's paradox"},
      {"핵심 주장 (Core Thesis)", "핵심 주장=Core Thesis"},
      {"'다중 의미적(polysemantic)' 현상", "다중 의미적=polysemantic"},
      {"이는 키 프레임(keyframe)이다", "키 프레임=keyframe"},
      {"$x$의 중첩(superposition)", "중첩=superposition"},
      {"다의성(polysemanticity)과 상전이(phase change)",
       "다의성=polysemanticity; 상전이=phase change"},
  });
}

TEST(Translation, LosesItsParticle) {
  expect_mined({
      {"중첩을(superposition) 본다", "중첩=superposition"},
      {"국지적으로(locally) 본다", "국지적=locally"},
      {"정확도(accuracy)", "정확도=accuracy"},
      {"비지도 학습(unsupervised learning)", "비지도 학습=unsupervised learning"},
  });
}

TEST(Translation, IsNotAnyParenthesis) {
  const std::string_view kRemarks[] = {
      "중첩(2022)",
      "중첩(Elhage et al., 2022)",
      "중첩(Elhage et al.)",
      "중첩(see Figure 3)",
      "중첩(e.g. toy models)",
      "중첩(What is it?)",
      "중첩(it is a hypothesis)",
      "중첩(https://example.com)",
      "중첩(a, b, c)",
      "중첩(zero, one, few)",
      "중첩(1개)",
      "중첩(크기의 scale)",
      "논문(Toy Models)",
      "예(superposition)",
      "즉(superposition)",
      "이것(superposition)",
      "언어 모델(GPT-3)",
      "구조(LayerNorm)",
      "이 모델(BERT)",
      "선형 결합(direction)",
      "모델(transformer)",
      "함께 통과시켜(projected)",
      "본 적 없는(unseen)",
      "구조를 도입하였다(low-rank adaptation)",
      "정보를 포함하는 서술(temporal description)",
      "2021년 6월(Arxiv)",
      "170억 개(parameters)",
      "superposition(2022년)",
      "GPT-3(언어 모델)",
      "superposition(그림 참고)",
      "superposition(중첩을 보라)",
      "superposition(이것은 중첩이다)",
      "multimodal reasoning(추론)",
      "중첩()",
      "중첩(",
      "(superposition)",
      "중첩 superposition)",
      "문장이 끝났다. (However) 다시",
      "x(중첩)",
  };
  for (const std::string_view text : kRemarks) EXPECT_EQ(mined(text), "") << text;
}

TEST(Translation, IsFoundInAnyBytes) {
  std::string deep;
  for (int i = 0; i < 20000; ++i) deep += "중첩(superposition";
  EXPECT_TRUE(mined(deep).empty());
  EXPECT_EQ(mined("\xFF\xED\xA0(superposition\xFF)"), "");
  EXPECT_EQ(mined(std::string("중첩(super\0position)", 21)), "");
}

}  // namespace
}  // namespace mi
