// What a part's documents say about words, in files beside its index: the glossary that was mined
// from them, the hanja bridge to the English that they use (core/glossary_files.h), and what a
// query that is being typed may become (core/completions.h).
#pragma once

#include <filesystem>
#include <string_view>

#include "core/config.h"
#include "core/expected.h"
#include "core/generation.h"
#include "indexer/completions_builder.h"
#include "indexer/inputs.h"

namespace mi {

// A smaller part has too few words to be worth a bridge, which takes a second or two to make.
inline constexpr std::size_t kMinBridgePassages = 200;

// Writes the files of a part that was written whole, into its finished folder. `completions` has
// all its documents.
Expected<void> write_part_words(const std::filesystem::path& part_folder, const Inputs& inputs,
                                const CompletionsBuilder& completions, bool with_bridge);

// Writes the files of a part that is a changed copy of another: its glossary is made anew;
// completions and bridge, which need all of the text, are taken over until the part is next written
// whole.
Expected<void> update_part_words(const std::filesystem::path& part_folder, const Inputs& inputs,
                                 const std::filesystem::path& old_part);

// Whether update_part_words takes a file over from the old part.
bool is_taken_over(std::string_view name);

// Gives a part the files of another that holds the same.
Expected<void> link_part_words(const std::filesystem::path& part_folder,
                               const std::filesystem::path& old_part);

// Writes what was mined from all parts of a generation where a person finds it
// (core/paths.h mined_glossary_file). Nothing is written where it says so already.
Expected<void> write_mined_glossary(const Config& config, const Generation& generation);

}  // namespace mi
