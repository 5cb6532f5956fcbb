// Queries that are meant to hurt: long, deep, broken, frequent, or full of signs that mean
// something somewhere else. The searcher, the API, the programs and the benchmarks are held against
// the same ones.
#pragma once

#include <string>
#include <vector>

namespace mi {

struct HostileQuery {
  std::string name;  // in a few words, of ASCII letters
  std::string text;  // any bytes
};

// All of them, of up to a megabyte each.
std::vector<HostileQuery> hostile_queries();

}  // namespace mi
