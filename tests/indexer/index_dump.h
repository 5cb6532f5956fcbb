// Everything that a part holds, as text that does not depend on how the part came to be: two parts
// of the same contents have the same dump.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace mi {

// Documents in order of their passages' kOrderSlot: descriptions, relations, passages, each term
// with its count and positions, values, and the statistics that ranking uses. "damaged: ..." where
// something cannot be read.
std::string dump_part(const std::filesystem::path& part_folder);

// The best passages for a query of words, as "weight order-value", ties settled by kOrderSlot.
std::vector<std::string> rank_part(const std::filesystem::path& part_folder,
                                   const std::vector<std::string>& words, unsigned limit);

}  // namespace mi
