// ScoreSum: the scoring leaves of a plan (PlanOp::any) as one sum over groups of terms, so that a
// passage's postings are read once however many leaves ask for the same term.
//
//   (any toy model 0.1*(near/8 toy model) 0.2*(all toy model))
//     groups {toy} 1, {model} 1     near {0, 1} 0.1     all {0, 1} 0.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "searchd/query_plan.h"

namespace mi {

struct ScoreSum {
  // Scored as one term; a passage that has one of them has the group. Each set of terms once.
  struct Group {
    std::vector<std::string> terms;
    double factor = 0;
    bool matches = false;  // a passage that has it matches; else it only stands in near or all
  };

  // Every passage that has the term gets the score.
  struct Bonus {
    std::string term;
    double score = 0;
  };

  // The groups' scores once more where a passage has all of them; near: within a window. The
  // groups of a near have one term each. Each set of groups and window once.
  struct Together {
    std::vector<std::size_t> groups;
    double factor = 0;
    std::uint32_t window = 0;  // words; 0: anywhere
  };

  std::vector<Group> groups;
  std::vector<Bonus> bonuses;
  std::vector<Together> together;
};

// Of the leaves that score: term, synonym, bonus, near, `all` of terms and synonyms, and `any` of
// these. Anything else gives nothing.
ScoreSum score_sum(const QueryPlan& plan);

// The part of a plan that scores; what stands around it decides on what matches.
const QueryPlan& scoring_part(const QueryPlan& plan);

}  // namespace mi
