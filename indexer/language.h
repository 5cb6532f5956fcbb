// Language: what most of a text is written in.
#pragma once

#include <vector>

#include "core/document.h"

namespace mi {

// Whether a text is Korean: a syllable counts as two letters, so that one full of English terms and
// formulas is.
bool is_korean(const std::vector<Section>& sections);

}  // namespace mi
