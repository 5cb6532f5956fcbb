// The picture of a collection: its papers in time, with the citations between them and the notes
// that point at them. It is drawn by the server, every dot is a link, and the same stands below it
// as a list. assets/reader.js lights up what belongs to the paper that is looked at.
#pragma once

#include <string>

#include "searchd/collection_map.h"
#include "searchd/page_viewer.h"

namespace mi {

// A whole page in UTF-8.
std::string render_map(const Viewer& viewer, const CollectionMap& map);

}  // namespace mi
