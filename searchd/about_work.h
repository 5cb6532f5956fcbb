// What a shelf knows of one work (core/about.h). Throws as PassageIndex does, and fails where the
// text is damaged.
#pragma once

#include <string>

#include "core/about.h"
#include "core/expected.h"
#include "searchd/passage_index.h"
#include "searchd/shelf.h"

namespace mi {

// By an address, a DOI, a note's path or words of its title.
Expected<About> about_work(const PassageIndex& index, const Shelf& shelf, const std::string& name);

// Of a document that is there, by its place. About::name and About::others stay empty.
Expected<About> about_document(const PassageIndex& index, const Shelf& shelf, RecordPlace place);

}  // namespace mi
