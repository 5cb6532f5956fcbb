#include "core/glossary_files.h"

#include <fmt/format.h>

#include <system_error>
#include <utility>

#include "core/file.h"
#include "core/paths.h"
#include "core/unicode.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

class GlossaryLoader {
 public:
  void load(const fs::path& path, GlossarySource source) {
    std::error_code error;
    if (!fs::exists(path, error) && !error) return;
    const Expected<std::string> bytes = read_file(path, kMaxGlossaryFileBytes);
    if (!bytes) {
      add_problem(bytes.error().message);
      return;
    }
    GlossaryText text = read_glossary_text(*bytes);
    for (const GlossaryProblem& problem : text.problems) {
      add_problem(
          fmt::format("{}, line {}: {}", printable(path.string()), problem.line, problem.reason));
    }
    parts_.push_back({source, std::move(text)});
  }

  void load_bridge(const fs::path& path) {
    std::error_code error;
    if (!bridge_.empty() || (!fs::exists(path, error) && !error)) return;
    Expected<std::string> bytes = read_file(path, kMaxGlossaryFileBytes);
    if (bytes) {
      bridge_ = std::move(*bytes);
    } else {
      add_problem(bytes.error().message);
    }
  }

  LoadedGlossary take() {
    parts_.push_back({GlossarySource::shipped, shipped_glossary()});
    return {Glossary(std::move(parts_), std::move(bridge_), shipped_glossary_table()),
            std::move(problems_)};
  }

 private:
  void add_problem(std::string problem) {
    if (problems_.size() < kMaxGlossaryProblems) problems_.push_back(std::move(problem));
  }

  std::vector<GlossaryPart> parts_;
  std::string bridge_;
  std::vector<std::string> problems_;
};

}  // namespace

LoadedGlossary load_glossary(const Config& config, const std::vector<fs::path>& part_folders) {
  GlossaryLoader loader;
  loader.load(user_glossary_file(config), GlossarySource::user);
  for (const fs::path& folder : part_folders) {
    loader.load(folder / kPartGlossaryFile, GlossarySource::mined);
    loader.load_bridge(folder / kPartBridgeFile);
  }
  return loader.take();
}

}  // namespace mi
