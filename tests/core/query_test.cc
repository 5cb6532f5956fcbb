#include "core/query.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

TEST(Query, PrintsItself) {
  const Query query{QueryOp::any,
                    "",
                    {{QueryOp::word, "superposition", {}},
                     {QueryOp::phrase, "toy model", {}},
                     {QueryOp::without, "", {{QueryOp::word, "neuron", {}}}}}};
  EXPECT_EQ(to_string(query), "(any superposition \"toy model\" (without neuron))");
  EXPECT_EQ(to_string(Query{}), "(any)");
}

}  // namespace
}  // namespace mi
