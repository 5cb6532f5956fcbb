#include "searchd/json_parts.h"

#include <cstdint>

#include "searchd/passage_link.h"
#include "searchd/utf16.h"

namespace mi {

Json document_json(const DocumentInfo& document) {
  const bool is_note = document.kind == DocumentKind::note;
  return Json::Object{
      {"id", document.id},       {"kind", name_of(document.kind)},
      {"title", document.title}, {"authors", document.authors},
      {"date", document.date},   {"url", is_note ? document.url : web_address(document.url)},
      {"draft", document.draft}};
}

Json document_json(const std::optional<DocumentInfo>& document) {
  return document ? document_json(*document) : Json();
}

Json marks_json(std::string_view text, const std::vector<Span>& marks) {
  Json::Array out;
  Utf16Counter counter(text);
  for (const Span& mark : marks) {
    const std::int64_t begin = counter.units_before(mark.begin);
    const std::int64_t end = counter.units_before(mark.end);
    out.push_back(Json::Array{begin, end});
  }
  return out;
}

Json mention_json(const Mention& mention) {
  return Json::Object{{"note", document_json(mention.note)},
                      {"line", mention.link.line},
                      {"sentence", mention.link.sentence},
                      {"text", mention.link.text},
                      {"url", web_address(mention.link.url)}};
}

Json cited_json(const CitedWork& work) {
  const Citation& citation = work.citation;
  return Json::Object{{"title", citation.title}, {"authors", citation.authors},
                      {"year", citation.year},   {"url", web_address(citation.url)},
                      {"doi", citation.doi},     {"document", document_json(work.document)}};
}

Json linked_json(const LinkedWork& work) {
  return Json::Object{{"url", web_address(work.link.url)},
                      {"text", work.link.text},
                      {"line", work.link.line},
                      {"document", document_json(work.document)}};
}

}  // namespace mi
