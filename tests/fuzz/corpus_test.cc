// What fuzzing kept, run as tests: every file below corpus/NAME/ goes through the target NAME. Here
// the targets are functions of their own names (CMakeLists.txt): in a fuzzer all have the same.

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>

#include "core/file.h"

using FuzzTarget = int(const std::uint8_t*, std::size_t);

extern "C" {
FuzzTarget fuzz_analyzer, fuzz_bibtex, fuzz_html, fuzz_json, fuzz_markdown, fuzz_note, fuzz_query,
    fuzz_record, fuzz_url;
}

namespace {

using Target = std::pair<std::string, FuzzTarget*>;

constexpr std::size_t kMaxBytes = 1U << 20U;

class Corpus : public testing::TestWithParam<Target> {};

// A target says what is wrong by ending the process; a sanitizer does the same.
TEST_P(Corpus, FindsNothing) {
  const auto& [name, target] = GetParam();
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(MI_FUZZ_CORPUS "/" + name)) {
    const auto bytes = mi::read_file(entry.path(), kMaxBytes);
    ASSERT_TRUE(bytes) << entry.path();
    SCOPED_TRACE(entry.path());
    EXPECT_EQ(target(reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()), 0);
    ++files;
  }
  EXPECT_GT(files, 0U);
}

INSTANTIATE_TEST_SUITE_P(OfEach, Corpus,
                         testing::Values(Target{"analyzer", fuzz_analyzer},
                                         Target{"bibtex", fuzz_bibtex}, Target{"html", fuzz_html},
                                         Target{"json", fuzz_json},
                                         Target{"markdown", fuzz_markdown},
                                         Target{"note", fuzz_note}, Target{"query", fuzz_query},
                                         Target{"record", fuzz_record}, Target{"url", fuzz_url}),
                         [](const auto& target) { return target.param.first; });

}  // namespace
