#include "bench/passages.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace mi {
namespace {

namespace fs = std::filesystem;

std::size_t most_passages() {
  constexpr std::size_t kUsual = 10'000;
  const char* count = std::getenv("MI_BENCH_COUNT");
  return count == nullptr ? kUsual : std::strtoull(count, nullptr, 10);
}

std::vector<BenchPassage> read_samples() {
  std::vector<BenchPassage> passages;
  for (const auto& entry :
       fs::directory_iterator(fs::path(MI_SOURCE_DIR) / "index-data" / "notes")) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path());
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    passages.push_back({entry.path().stem().string(), "", text});
  }
  return passages;
}

}  // namespace

std::vector<BenchPassage> read_bench_passages(const fs::path& path, std::size_t most) {
  std::vector<BenchPassage> passages;
  std::ifstream file(path);
  for (std::string line; passages.size() < most && std::getline(file, line);) {
    std::istringstream fields(line);
    std::string number;
    std::string origin;
    BenchPassage passage;
    std::getline(fields, number, '\t');
    std::getline(fields, origin, '\t');
    std::getline(fields, passage.title, '\t');
    std::getline(fields, passage.heading, '\t');
    std::getline(fields, passage.text, '\t');
    passages.push_back(std::move(passage));
  }
  return passages;
}

const std::vector<BenchPassage>& bench_passages() {
  static const char* const kPath = std::getenv("MI_BENCH_PASSAGES");
  static const std::vector<BenchPassage> kPassages =
      kPath == nullptr ? read_samples() : read_bench_passages(kPath, most_passages());
  return kPassages;
}

std::string bench_text() {
  constexpr std::size_t kMegabyte = 1'000'000;
  std::string text;
  for (const BenchPassage& passage : bench_passages()) {
    if (text.size() > kMegabyte) break;
    text += passage.text + "\n";
  }
  return text;
}

std::vector<std::string> bench_queries() {
  const char* path = std::getenv("MI_BENCH_QUERIES");
  if (path == nullptr)
    return {"superposition", "induction heads", "sparse autoencoder features", "중첩이란 무엇인가"};
  return read_lines(path);
}

std::vector<std::string> read_lines(const fs::path& file) {
  std::vector<std::string> lines;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace mi
