// What our JSON answers have in common: documents, works and marks.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/about.h"
#include "core/json.h"
#include "core/results.h"

namespace mi {

// {"id", "kind", "title", "authors":[], "date", "url", "draft"}: enough to name a document and to
// open it. Addresses that are not http or https are "", but for a note's path.
Json document_json(const DocumentInfo& document);
Json document_json(const std::optional<DocumentInfo>& document);  // null where there is none

// [[begin, end], ...] in UTF-16 code units of the text.
Json marks_json(std::string_view text, const std::vector<Span>& marks);

// {"note":{...}, "line", "sentence", "text", "url"}
Json mention_json(const Mention& mention);

// {"title", "authors":[], "year", "url", "doi", "document":{...}|null}
Json cited_json(const CitedWork& work);

// {"url", "text", "line", "document":{...}|null}
Json linked_json(const LinkedWork& work);

template <class T>
Json::Array array_of(const std::vector<T>& list, Json (*to_json)(const T&)) {
  Json::Array out;
  for (const T& item : list) out.push_back(to_json(item));
  return out;
}

}  // namespace mi
