#include "indexer/head_nouns.h"

#include <algorithm>
#include <array>

namespace mi {
namespace {

constexpr std::array kNouns = {
    HeadNoun{"모델", "model"},
    HeadNoun{"모형", "model"},
    HeadNoun{"방법", "method approach way procedure how"},
    HeadNoun{"방법론", "method"},
    HeadNoun{"방식", "way mode method manner approach style fashion scheme"},
    HeadNoun{"구조", "struct architect organ topolog"},
    HeadNoun{"알고리즘", "algorithm"},
    HeadNoun{"개념", "concept notion idea"},
    HeadNoun{"원리", "princip mechanism"},
    HeadNoun{"원칙", "princip rule"},
    HeadNoun{"규칙", "rule regular"},
    HeadNoun{"데이터", "data"},
    HeadNoun{"함수", "function map activation"},
    HeadNoun{"문제", "problem task question issue"},
    HeadNoun{"기법", "techni method trick"},
    HeadNoun{"이론", "theor"},
    HeadNoun{"현상", "phenomen effect"},
    HeadNoun{"연구", "research stud work investig"},
    HeadNoun{"시스템", "system"},
    HeadNoun{"과정", "process procedure course"},
    HeadNoun{"단계", "step stage phase level"},
    HeadNoun{"네트워크", "network net"},
    HeadNoun{"신경망", "network net"},
    HeadNoun{"학습", "learn train tun study"},
    HeadNoun{"훈련", "train"},
    HeadNoun{"추론", "reason infer deduc"},
    HeadNoun{"표현", "represent express embed"},
    HeadNoun{"관계", "relat"},
    HeadNoun{"단위", "unit level"},
    HeadNoun{"정답", "answer label truth target correct gold"},
    HeadNoun{"목표", "goal object target aim purpose"},
    HeadNoun{"결합", "combin bind join integrat coupl concat composit superpos"},
    HeadNoun{"조작", "manipul operat interven edit"},
    HeadNoun{"통합", "integrat unif unit merg"},
    HeadNoun{"적응", "adapt"},
    HeadNoun{"경로", "path route"},
    HeadNoun{"발견", "discover find detect"},
    HeadNoun{"용어", "term"},
    HeadNoun{"관점", "view perspective point"},
    HeadNoun{"효과", "effect"},
    HeadNoun{"능력", "abil capab skill power capac competen"},
    HeadNoun{"성능", "perform"},
    HeadNoun{"집합", "set"},
    HeadNoun{"컨텍스트", "context"},
    HeadNoun{"상관관계", "correl"},
    HeadNoun{"인과관계", "caus"},
    HeadNoun{"공간", "space"},
    HeadNoun{"벡터", "vector"},
    HeadNoun{"행렬", "matri"},
    HeadNoun{"계층", "layer hierarch level tier"},
    HeadNoun{"뉴런", "neuron"},
    HeadNoun{"회로", "circuit"},
    HeadNoun{"헤드", "head"},
    HeadNoun{"지능", "intelligen"},
    HeadNoun{"지식", "knowledge"},
    HeadNoun{"경험", "experien"},
    HeadNoun{"언어", "language lingu verbal"},
    HeadNoun{"문장", "sentence"},
    HeadNoun{"단어", "word token vocab"},
    HeadNoun{"텍스트", "text"},
    HeadNoun{"이미지", "image"},
    HeadNoun{"문서", "document"},
    HeadNoun{"결과", "result outcome consequence output"},
    HeadNoun{"분석", "analy"},
    HeadNoun{"평가", "eval assess"},
    HeadNoun{"증명", "proof prov"},
    HeadNoun{"증거", "evidence"},
    HeadNoun{"복원", "reconstruct restor recover"},
    HeadNoun{"가설", "hypothes"},
    HeadNoun{"주장", "claim thesis argument assert"},
    HeadNoun{"분야", "field area domain"},
    HeadNoun{"세계", "world"},
    HeadNoun{"부재", "absen lack"},
    HeadNoun{"방향", "direction orient"},
    HeadNoun{"생각", "thought think idea"},
    HeadNoun{"진실", "truth true"},
    HeadNoun{"인물들", "people figure"},
    HeadNoun{"활성화", "activ"},
    HeadNoun{"제거", "remov eliminat delet ablat eras dedup duplic unlearn"},
    HeadNoun{"억제", "suppress inhibit"},
    HeadNoun{"세팅", "setting setup"},
    HeadNoun{"설정", "setting setup config"},
    HeadNoun{"조건", "condition"},
    HeadNoun{"예측", "predict forecast"},
    HeadNoun{"유사도", "similar"},
    HeadNoun{"사용자", "user"},
    HeadNoun{"신체성", "embod corpor physical"},
    HeadNoun{"응답", "respon answer reply"},
    HeadNoun{"역설", "paradox"},
    HeadNoun{"스트림", "stream"},
    HeadNoun{"전체", "whole entire total all full global"},
    HeadNoun{"부분", "part"},
    HeadNoun{"과거", "past"},
    HeadNoun{"지시문", "instruct prompt direct"},
    HeadNoun{"만들기", "mak creat build generat"},
    HeadNoun{"손실", "loss"},
    HeadNoun{"오류", "error fault"},
    HeadNoun{"오차", "error"},
    HeadNoun{"영역", "region area domain field"},
    HeadNoun{"특성", "feature propert character trait attribut"},
    HeadNoun{"작업", "task work job operation"},
    HeadNoun{"과제", "task challenge problem assignment"},
    HeadNoun{"구현", "implement realiz embod"},
    HeadNoun{"실험", "experiment"},
    HeadNoun{"토큰", "token"},
    HeadNoun{"입력", "input enter type"},
    HeadNoun{"출력", "output print"},
    HeadNoun{"표면", "surface"},
    HeadNoun{"글자", "letter character"},
    HeadNoun{"확장성", "scal exten expan"},
    HeadNoun{"세계관", "worldview world"},
    HeadNoun{"부여", "assign grant giv motivat attribut"},
    HeadNoun{"경계", "bound border edge"},
    HeadNoun{"차원", "dimension"},
    HeadNoun{"품질", "quality"},
    HeadNoun{"속도", "speed velocity rate"},
    HeadNoun{"확률", "probab likel"},
    HeadNoun{"분포", "distribut"},
    HeadNoun{"변수", "variab"},
    HeadNoun{"가중치", "weight"},
    HeadNoun{"영향", "effect influence impact"},
};

}  // namespace

HeadNoun head_noun_of(std::string_view word) {
  HeadNoun longest;
  for (const HeadNoun& noun : kNouns) {
    if (word.ends_with(noun.korean) && noun.korean.size() > longest.korean.size()) longest = noun;
  }
  return longest;
}

bool is_told_by(const HeadNoun& noun, const std::vector<std::string>& english) {
  std::string_view stems = noun.stems;
  while (!stems.empty()) {
    const std::size_t end = std::min(stems.find(' '), stems.size());
    const std::string_view stem = stems.substr(0, end);
    if (std::any_of(english.begin(), english.end(),
                    [&](const std::string& word) { return word.starts_with(stem); })) {
      return true;
    }
    stems.remove_prefix(std::min(end + 1, stems.size()));
  }
  return false;
}

}  // namespace mi
