// What the benchmarks run on: the passages of $MI_BENCH_PASSAGES (tab-separated: number, path,
// title, heading, text), at most $MI_BENCH_COUNT of them (10,000), else the sample notes, which are
// small but in two languages.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace mi {

struct BenchPassage {
  std::string title;
  std::string heading;
  std::string text;
};

const std::vector<BenchPassage>& bench_passages();

// Those of such a file, at most so many.
std::vector<BenchPassage> read_bench_passages(const std::filesystem::path& file, std::size_t most);

// Their text, one after another, up to a megabyte.
std::string bench_text();

// The queries of $MI_BENCH_QUERIES, one a line, else a few words of the field.
std::vector<std::string> bench_queries();

std::vector<std::string> read_lines(const std::filesystem::path& file);

}  // namespace mi
