#include <gtest/gtest.h>
TEST(RealPapers, Placeholder) {}
