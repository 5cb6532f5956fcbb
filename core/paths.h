// Where everything lives below the data folder: one function a name, so that no other file spells
// one.
#pragma once

#include <filesystem>

#include "core/config.h"

namespace mi {

inline std::filesystem::path pages_folder(const Config& config) { return config.data / "pages"; }
inline std::filesystem::path index_folder(const Config& config) { return config.data / "index"; }

// The reader's own glossary, which nothing of ours writes.
inline std::filesystem::path user_glossary_file(const Config& config) {
  return config.glossary.empty() ? config.data / "glossary.tsv" : config.glossary;
}

// What was mined from all parts, for people to read and copy from. mi-index writes it anew.
inline std::filesystem::path mined_glossary_file(const Config& config) {
  return config.data / "glossary-mined.tsv";
}

// Held by whichever program writes to the data folder: mi-fetch, mi-index or mi-update.
inline std::filesystem::path lock_file(const Config& config) {
  return index_folder(config) / "lock";
}

// Held by the one program that watches for changes.
inline std::filesystem::path watch_lock_file(const Config& config) {
  return index_folder(config) / "watch-lock";
}

}  // namespace mi
