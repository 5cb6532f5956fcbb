// The glossary of a data folder, from its files: the reader's own, those of the index's parts, and
// the shipped one.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/config.h"
#include "core/glossary.h"

namespace mi {

// What was mined from a part's documents, inside the part's folder.
inline constexpr std::string_view kPartGlossaryFile = "glossary.tsv";

// What the hanja bridge knows of the part's words (indexer/hanja_bridge.h); only in parts of
// papers, and only where Debian's dictionaries are installed.
inline constexpr std::string_view kPartBridgeFile = "bridge.tsv";

// A longer file is left out and reported.
inline constexpr std::size_t kMaxGlossaryFileBytes = std::size_t{32} << 20U;

struct LoadedGlossary {
  Glossary glossary;
  // What was left out, a sentence each: "glossary.tsv, line 3: no tab between the Korean and the
  // English". At most kMaxGlossaryProblems.
  std::vector<std::string> problems;
};

inline constexpr std::size_t kMaxGlossaryProblems = 20;

// Reads the reader's file (core/paths.h), the parts' files in the order given, and takes the
// shipped glossary and the first part's bridge that is there behind them. Never fails: a file that
// is not there says nothing, one that cannot be read is a problem and the others still serve.
LoadedGlossary load_glossary(const Config& config,
                             const std::vector<std::filesystem::path>& part_folders);

}  // namespace mi
