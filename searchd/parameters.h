// Parameters of a request: which there may be, and their values.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "searchd/endpoint.h"

namespace mi {

// Fails on a parameter that is not in `allowed`, and on one that is given twice and may not be.
OrProblem<void> check_names(const Target& target, std::span<const std::string_view> allowed);

// A whole number in decimal digits, from `least` to `most`.
OrProblem<std::size_t> parse_number(std::string_view name, std::string_view text, std::size_t least,
                                    std::size_t most);

}  // namespace mi
