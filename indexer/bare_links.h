// Links of a page that has no marks for them: the bare addresses in its text.
#pragma once

#include <vector>

#include "core/document.h"

namespace mi {

// In the order of the text; an address that is none is left out.
std::vector<Link> bare_links(const std::vector<Section>& sections);

}  // namespace mi
