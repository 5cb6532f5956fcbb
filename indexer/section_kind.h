// What a section is for, by its heading.
#pragma once

#include <string>
#include <vector>

#include "core/passage_table.h"

namespace mi {

// Back matter where one of the headings is that of a list of references, of acknowledgments and the
// like, in English or Korean; numbers before it and case do not matter.
SectionKind section_kind(const std::vector<std::string>& heading_path);

}  // namespace mi
