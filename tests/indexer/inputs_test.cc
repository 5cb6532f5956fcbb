#include "indexer/inputs.h"

#include <gtest/gtest.h>

#include "core/file.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

TEST(Inputs, AreReadBackAsWritten) {
  const TemporaryFolder folder;
  Inputs inputs;
  inputs.fingerprint = "format 1";
  inputs.records["ko/중첩 \"노트\".md"] = {"12 34", "0a1b", "", false, 8, 2000, 3};
  inputs.records["b.md"] = {"x", "", "cannot read b.md:\npermission denied", true, 0, 0, 0};
  ASSERT_TRUE(write_inputs(folder.path(), inputs));
  const Expected<Inputs> read = read_inputs(folder.path());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, inputs);
}

TEST(Inputs, AreRefusedWhenMissingOrDamaged) {
  const TemporaryFolder folder;
  EXPECT_FALSE(read_inputs(folder.path()));
  ASSERT_TRUE(
      write_file_atomically(folder.path() / "inputs.jsonl", "{\"fingerprint\":\"x\"}\n{\"id\":"));
  const Expected<Inputs> read = read_inputs(folder.path());
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().message.find("inputs.jsonl:2"), std::string::npos) << read.error().message;
}

TEST(Inputs, ChangeTheirFingerprintWithTheSettingsThatTheIndexDependsOn) {
  Config config;
  const std::string before = settings_fingerprint(config);
  config.search.bigram_weight = 9;  // a query's weight: the index is the same
  EXPECT_EQ(settings_fingerprint(config), before);
  config.search.title_weight += 1;
  EXPECT_NE(settings_fingerprint(config), before);
}

}  // namespace
}  // namespace mi
