// Reads what the documents of an index say of each other, for its map.
#pragma once

#include "core/expected.h"
#include "searchd/collection_map.h"
#include "searchd/passage_index.h"
#include "searchd/shelf.h"

namespace mi {

// Reads the relations of every document. Fails where the text is damaged.
Expected<CollectionMap> read_map(const PassageIndex& index, const Shelf& shelf);

}  // namespace mi
