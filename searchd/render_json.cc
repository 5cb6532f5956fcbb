#include "searchd/render_json.h"

#include "core/json.h"
#include "searchd/four_decimals.h"
#include "searchd/json_parts.h"
#include "searchd/messages.h"
#include "searchd/passage_link.h"

namespace mi {
namespace {

Json snippet_json(const Snippet& snippet) {
  return Json::Object{{"text", snippet.text},
                      {"marks", marks_json(snippet.text, snippet.marks)},
                      {"cut_before", snippet.cut_before},
                      {"cut_after", snippet.cut_after}};
}

Json parts_json(const std::vector<ScorePart>& parts) {
  Json::Array out;
  for (const ScorePart& part : parts) {
    out.push_back(Json::Object{{"reason", part.reason},
                               {"word", part.word},
                               {"terms", part.terms},
                               {"source", part.source},
                               {"fields", part.fields},
                               {"weight", four_decimals(part.weight)},
                               {"score", four_decimals(part.score)}});
  }
  return out;
}

Json facets_json(const std::vector<Facet>& facets) {
  Json::Array out;
  for (const Facet& facet : facets) {
    Json::Array values;
    for (const Facet::Value& value : facet.values) {
      values.push_back(Json::Object{{"value", value.value},
                                    {"passages", static_cast<std::uint64_t>(value.passages)}});
    }
    out.push_back(Json::Object{{"field", facet.field}, {"values", std::move(values)}});
  }
  return out;
}

Json hit_json(const DocumentInfo& document, const Hit& hit) {
  Json::Object members = {{"rank", static_cast<std::uint64_t>(hit.rank)},
                          {"score", four_decimals(hit.score)},
                          {"heading", hit.passage.heading_path},
                          {"anchor", hit.passage.anchor},
                          {"url", link_to_hit(document, hit)}};
  if (document.kind == DocumentKind::note && hit.passage.line_begin > 0)
    members.emplace_back("lines", Json::Array{hit.passage.line_begin, hit.passage.line_end});
  members.emplace_back("text", hit.passage.text);
  members.emplace_back("snippet", snippet_json(hit.snippet));
  if (!hit.parts.empty()) members.emplace_back("parts", parts_json(hit.parts));
  return members;
}

Json document_json(const Results& results, const DocumentHits& group) {
  const DocumentInfo& document = results.documents[group.document];
  Json::Array hits;
  for (const std::size_t hit : group.hits) hits.push_back(hit_json(document, results.hits[hit]));
  const bool is_note = document.kind == DocumentKind::note;
  Json::Object members = {{"id", document.id},
                          {"kind", name_of(document.kind)},
                          {"title", document.title},
                          {"authors", document.authors},
                          {"date", document.date},
                          {"site", document.site},
                          {"url", is_note ? document.url : web_address(document.url)},
                          {"language", document.language},
                          {"tags", document.tags},
                          {"draft", document.draft},
                          {"fetched", document.fetched}};
  if (group.document < results.document_passages.size())
    members.emplace_back("passages", results.document_passages[group.document]);
  if (group.document < results.document_notes.size())
    members.emplace_back("notes", results.document_notes[group.document]);
  members.emplace_back("hits", std::move(hits));
  return members;
}

Json expansions_json(const std::vector<Expansion>& expansions) {
  Json::Array out;
  for (const Expansion& expansion : expansions) {
    out.emplace_back(Json::Object{
        {"word", expansion.word}, {"text", expansion.text}, {"source", expansion.source}});
  }
  return out;
}

Json remarks_json(const std::vector<Remark>& remarks) {
  Json::Array out;
  for (const Remark& remark : remarks) out.emplace_back(remark_in(Language::english, remark));
  return out;
}

}  // namespace

std::string render_json(const Results& results) {
  Json::Array documents;
  for (const DocumentHits& group : group_by_document(results))
    documents.push_back(document_json(results, group));
  Json::Object members = {{"schema", 1},
                          {"query", results.query},
                          {"generation", results.generation},
                          {"took_ms", four_decimals(results.took_ms)},
                          {"estimated_total", results.estimated_total},
                          {"total_is_exact", results.total_is_exact}};
  if (!results.remarks.empty()) members.emplace_back("remarks", remarks_json(results.remarks));
  if (!results.expansions.empty())
    members.emplace_back("expansions", expansions_json(results.expansions));
  if (!results.dropped.empty()) members.emplace_back("dropped", expansions_json(results.dropped));
  if (!results.answered.empty()) members.emplace_back("answered", results.answered);
  if (!results.suggestion.empty()) members.emplace_back("suggestion", results.suggestion);
  if (!results.facets.empty()) {
    members.emplace_back("facets", facets_json(results.facets));
    members.emplace_back("facet_passages", static_cast<std::uint64_t>(results.facet_passages));
  }
  members.emplace_back("documents", std::move(documents));
  return write_json(members);
}

std::string render_jsonl(const Results& results) {
  std::string lines;
  for (const Hit& hit : results.hits) {
    const DocumentInfo& document = results.documents[hit.document];
    lines += write_json(Json::Object{{"rank", static_cast<std::uint64_t>(hit.rank)},
                                     {"doc", document.id},
                                     {"title", document.title},
                                     {"kind", name_of(document.kind)},
                                     {"heading", hit.passage.heading_path},
                                     {"anchor", hit.passage.anchor},
                                     {"url", link_to_hit(document, hit)},
                                     {"text", hit.passage.text},
                                     {"score", four_decimals(hit.score)}});
    lines += '\n';
  }
  return lines;
}

}  // namespace mi
