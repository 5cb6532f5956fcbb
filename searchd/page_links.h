// The daemon's own addresses: what the links of its pages ask for.
#pragma once

#include <string>
#include <string_view>

#include "core/document.h"
#include "searchd/html.h"
#include "searchd/searcher.h"

namespace mi {

// The page that answers the request: "/?q=...", then what it says of filters, order, expansions and
// offset, each only where it is not as usual. How many passages a page has is the daemon's to say.
std::string address_of(const SearchRequest& request);

// The page of another query, asked for with nothing else said.
std::string address_of_query(std::string_view query);

// The reader's view of a document (GET /doc/{id}), with the words of a query marked in it.
std::string address_to_read(const DocumentInfo& document, std::string_view query);

// A filter's value as its parameter has it: "distill.pub", "2020..2022".
std::string filter_value(const Query& filter);

// What a new query keeps of the request: hidden fields of the form, wherever they stand.
Html kept_fields(const SearchRequest& request);

}  // namespace mi
