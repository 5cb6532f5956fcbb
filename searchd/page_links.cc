#include "searchd/page_links.h"

#include <utility>
#include <vector>

#include "searchd/target.h"
#include "searchd/whole_document.h"

namespace mi {
namespace {

using Parameters = std::vector<std::pair<std::string_view, std::string>>;

Parameters kept_parameters(const SearchRequest& request) {
  Parameters kept;
  for (const Query& filter : request.filters)
    kept.emplace_back(name_of(filter.field), filter_value(filter));
  if (request.order == SearchOrder::newest) kept.emplace_back("sort", "date");
  if (!request.expand) kept.emplace_back("expand", "0");
  return kept;
}

}  // namespace

std::string address_of(const SearchRequest& request) {
  Parameters parameters = kept_parameters(request);
  for (const std::string& text : request.dropped_expansions) parameters.emplace_back("drop", text);
  if (request.offset > 0) parameters.emplace_back("offset", std::to_string(request.offset));
  std::string address = address_of_query(request.query);
  for (const auto& [name, value] : parameters)
    address.append("&").append(name).append("=").append(encode_component(value));
  return address;
}

std::string address_of_query(std::string_view query) { return "/?q=" + encode_component(query); }

std::string address_to_read(const DocumentInfo& document, std::string_view query) {
  return reader_path(document.id) + "?q=" + encode_component(query);
}

std::string filter_value(const Query& filter) {
  return filter.range ? filter.text + ".." + filter.to : filter.text;
}

Html kept_fields(const SearchRequest& request) {
  Html out;
  for (const auto& [name, value] : kept_parameters(request)) {
    out.raw("<input type=\"hidden\" form=\"search\" name=\"")
        .text(name)
        .raw("\" value=\"")
        .text(value)
        .raw("\">\n");
  }
  return out;
}

}  // namespace mi
