#include "indexer/definition.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace mi {
namespace {

std::string defined(std::string_view text) {
  std::string out;
  for (const std::string& term : defined_terms(text, analyze(text)))
    out += (out.empty() ? "" : "; ") + term;
  return out;
}

TEST(Definition, IsFoundInEnglishSentences) {
  const struct {
    std::string_view text, terms;
  } kCases[] = {
      {"Superposition is when a model has more features than dimensions.", "superposit"},
      {"A polysemantic neuron is one that answers to several features.", "polysemant neuron"},
      {"First things first. The residual stream is a sum of all outputs.", "residu stream"},
      {"A sparse autoencoder (SAE) is a model of one layer.", "sae; spars autoencod"},
      {"\"Dead features\" are the ones that never fire.", "dead featur"},
      {"Ablation refers to setting an activation to zero.", "ablat"},
      {"We call this superposition.", "superposit"},
      {"We call this phenomenon superposition, as others do.", "phenomenon superposit; superposit"},
      {"Models do it in a way known as the linear representation hypothesis.",
       "linear represent hypothesi"},
      {"Superposition: more features than dimensions.", "superposit"},
      {"Superposition \u2014 more features than dimensions.", "superposit"},
      {"A mixture of experts is a model with a router.", "mixtur expert"},
  };
  for (const auto& c : kCases) EXPECT_EQ(defined(c.text), c.terms) << c.text;
}

TEST(Definition, IsFoundInKoreanSentences) {
  const struct {
    std::string_view text, terms;
  } kCases[] = {
      {"중첩이란 차원보다 많은 특징을 담는 것이다.", "중첩"},
      {"중첩(superposition)은 특징이 차원보다 많은 현상을 말한다.", "superposit; 중첩"},
      {"희소 오토인코더는 활성값을 푸는 모델을 의미합니다.", "희소 오토인코더"},
      {"Superposition은 특징이 겹치는 현상이다.", "superposit"},
      {"중첩이라는 것은 무엇인가.", "중첩"},
      {"이런 현상을 중첩이라고 부른다.", "중첩; 현상 중첩"},
      {"중첩: 특징이 차원보다 많다.", "중첩"},
  };
  for (const auto& c : kCases) EXPECT_EQ(defined(c.text), c.terms) << c.text;
}

TEST(Definition, IsNotSeenInOtherSentences) {
  const std::string_view kCases[] = {
      "",
      "It is a model.",
      "This is the case in all layers.",
      "Superposition is common in large models.",
      "We find that superposition is a problem.",
      "There are some neurons.",
      "Superposition (see the figure",
      "중첩은 모델마다 다르다.",
      "우리는 중첩을 말한다.",
      "one: ",
  };
  for (const std::string_view text : kCases) EXPECT_EQ(defined(text), "") << text;
}

}  // namespace
}  // namespace mi
