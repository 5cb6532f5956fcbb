#include "searchd/render_suggestions.h"

#include <algorithm>

#include "core/json.h"
#include "core/unicode.h"
#include "searchd/four_decimals.h"
#include "searchd/utf16.h"

namespace mi {

std::string completed_query(const std::string& typed, const Completion& completion) {
  return typed.substr(0, std::min(completion.replaces, typed.size())) + completion.text;
}

std::string render_suggestions_json(const Suggestions& suggestions) {
  Json::Array items;
  for (const Completion& completion : suggestions.completions) {
    Utf16Counter counter(suggestions.query);
    items.push_back(Json::Object{{"text", completion.text},
                                 {"kind", name_of(completion.kind)},
                                 {"query", completed_query(suggestions.query, completion)},
                                 {"replaces", counter.units_before(completion.replaces)}});
  }
  return write_json(Json::Object{{"schema", 1},
                                 {"query", suggestions.query},
                                 {"generation", suggestions.generation},
                                 {"took_ms", four_decimals(suggestions.took_ms)},
                                 {"suggestions", std::move(items)}});
}

std::string render_opensearch_suggestions(const Suggestions& suggestions) {
  Json::Array queries;
  for (const Completion& completion : suggestions.completions)
    queries.emplace_back(completed_query(suggestions.query, completion));
  return write_json(Json::Array{suggestions.query, std::move(queries)});
}

std::string render_suggestions_text(const Suggestions& suggestions) {
  std::string out;
  for (const Completion& completion : suggestions.completions)
    out += printable(completed_query(suggestions.query, completion)) + "\n";
  return out;
}

}  // namespace mi
