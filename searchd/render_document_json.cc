#include "searchd/render_document_json.h"

#include "searchd/json_parts.h"
#include "searchd/passage_link.h"

namespace mi {
namespace {

Json info_json(const DocumentInfo& document) {
  const bool is_note = document.kind == DocumentKind::note;
  return Json::Object{{"id", document.id},
                      {"kind", name_of(document.kind)},
                      {"title", document.title},
                      {"authors", document.authors},
                      {"affiliations", document.affiliations},
                      {"date", document.date},
                      {"site", document.site},
                      {"url", is_note ? document.url : web_address(document.url)},
                      {"language", document.language},
                      {"description", document.description},
                      {"doi", document.doi},
                      {"tags", document.tags},
                      {"draft", document.draft},
                      {"fetched", document.fetched},
                      {"aliases", document.aliases}};
}

Json passage_json(const DocumentInfo& document, const StoredPassage& stored) {
  const Passage& passage = stored.passage;
  Hit hit;
  hit.passage = passage;
  Json::Object members = {{"text", passage.text},
                          {"marks", marks_json(passage.text, stored.marks)},
                          {"anchor", passage.anchor},
                          {"url", link_to_hit(document, hit)}};
  if (document.kind == DocumentKind::note && passage.line_begin > 0)
    members.emplace_back("lines", Json::Array{passage.line_begin, passage.line_end});
  return members;
}

Json sections_json(const WholeDocument& document) {
  Json::Array sections;
  for (const StoredSection& section : document.sections) {
    Json::Array passages;
    for (const StoredPassage& stored : section.passages)
      passages.push_back(passage_json(document.info, stored));
    sections.push_back(Json::Object{{"heading", section.heading_path},
                                    {"anchor", section.anchor},
                                    {"passages", std::move(passages)}});
  }
  return sections;
}

}  // namespace

std::string render_document_json(const WholeDocument& document) {
  return write_json(Json::Object{{"schema", 1},
                                 {"generation", document.generation},
                                 {"document", info_json(document.info)},
                                 {"sections", sections_json(document)},
                                 {"mentions", array_of(document.mentions, mention_json)},
                                 {"cited_by", array_of(document.cited_by, document_json)},
                                 {"cites", array_of(document.cites, cited_json)},
                                 {"links", array_of(document.links, linked_json)}});
}

}  // namespace mi
