#include "searchd/render_json.h"

#include <cstdint>

#include "core/json.h"
#include "searchd/four_decimals.h"
#include "searchd/messages.h"
#include "searchd/passage_link.h"
#include "searchd/utf16.h"

namespace mi {
namespace {

void write_marks(JsonWriter& json, const Snippet& snippet) {
  json.key("marks");
  json.begin_array();
  Utf16Counter counter(snippet.text);
  for (const Span& mark : snippet.marks) {
    json.begin_array();
    json.value(counter.units_before(mark.begin));
    json.value(counter.units_before(mark.end));
    json.end_array();
  }
  json.end_array();
}

void write_snippet(JsonWriter& json, const Snippet& snippet) {
  json.key("snippet");
  json.begin_object();
  json.member("text", snippet.text);
  write_marks(json, snippet);
  json.member("cut_before", snippet.cut_before);
  json.member("cut_after", snippet.cut_after);
  json.end_object();
}

void write_parts(JsonWriter& json, const std::vector<ScorePart>& parts) {
  json.key("parts");
  json.begin_array();
  for (const ScorePart& part : parts) {
    json.begin_object();
    json.member("reason", part.reason);
    json.member("word", part.word);
    json.member("terms", part.terms);
    json.member("source", part.source);
    json.member("fields", part.fields);
    json.member("weight", four_decimals(part.weight));
    json.member("score", four_decimals(part.score));
    json.end_object();
  }
  json.end_array();
}

void write_facets(JsonWriter& json, const Results& results) {
  json.key("facets");
  json.begin_array();
  for (const Facet& facet : results.facets) {
    json.begin_object();
    json.member("field", facet.field);
    json.key("values");
    json.begin_array();
    for (const Facet::Value& value : facet.values) {
      json.begin_object();
      json.member("value", value.value);
      json.member("passages", std::uint64_t{value.passages});
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.member("facet_passages", std::uint64_t{results.facet_passages});
}

void write_lines(JsonWriter& json, const Passage& passage) {
  json.key("lines");
  json.begin_array();
  json.value(passage.line_begin);
  json.value(passage.line_end);
  json.end_array();
}

void write_hit(JsonWriter& json, const DocumentInfo& document, const Hit& hit) {
  json.begin_object();
  json.member("rank", std::uint64_t{hit.rank});
  json.member("score", four_decimals(hit.score));
  json.member("heading", hit.passage.heading_path);
  json.member("anchor", hit.passage.anchor);
  json.member("url", link_to_hit(document, hit));
  if (document.kind == DocumentKind::note && hit.passage.line_begin > 0)
    write_lines(json, hit.passage);
  json.member("text", hit.passage.text);
  write_snippet(json, hit.snippet);
  if (!hit.parts.empty()) write_parts(json, hit.parts);
  json.end_object();
}

void write_document(JsonWriter& json, const Results& results, const DocumentHits& group) {
  const DocumentInfo& document = results.documents[group.document];
  const bool is_note = document.kind == DocumentKind::note;
  json.begin_object();
  json.member("id", document.id);
  json.member("kind", name_of(document.kind));
  json.member("title", document.title);
  json.member("authors", document.authors);
  json.member("date", document.date);
  json.member("site", document.site);
  json.member("url", is_note ? document.url : web_address(document.url));
  json.member("language", document.language);
  json.member("tags", document.tags);
  json.member("draft", document.draft);
  json.member("fetched", document.fetched);
  if (group.document < results.document_passages.size())
    json.member("passages", results.document_passages[group.document]);
  if (group.document < results.document_notes.size())
    json.member("notes", results.document_notes[group.document]);
  json.key("hits");
  json.begin_array();
  for (const std::size_t hit : group.hits) write_hit(json, document, results.hits[hit]);
  json.end_array();
  json.end_object();
}

void write_documents(JsonWriter& json, const Results& results) {
  json.key("documents");
  json.begin_array();
  for (const DocumentHits& group : group_by_document(results)) write_document(json, results, group);
  json.end_array();
}

void write_expansions(JsonWriter& json, std::string_view name,
                      const std::vector<Expansion>& expansions) {
  if (expansions.empty()) return;
  json.key(name);
  json.begin_array();
  for (const Expansion& expansion : expansions) {
    json.begin_object();
    json.member("word", expansion.word);
    json.member("text", expansion.text);
    json.member("source", expansion.source);
    json.end_object();
  }
  json.end_array();
}

void write_remarks(JsonWriter& json, const std::vector<Remark>& remarks) {
  if (remarks.empty()) return;
  json.key("remarks");
  json.begin_array();
  for (const Remark& remark : remarks) json.value(remark_in(Language::english, remark));
  json.end_array();
}

}  // namespace

std::string render_json(const Results& results) {
  JsonWriter json;
  json.begin_object();
  json.member("schema", 1);
  json.member("query", results.query);
  json.member("generation", results.generation);
  json.member("took_ms", four_decimals(results.took_ms));
  json.member("estimated_total", results.estimated_total);
  json.member("total_is_exact", results.total_is_exact);
  write_remarks(json, results.remarks);
  write_expansions(json, "expansions", results.expansions);
  write_expansions(json, "dropped", results.dropped);
  if (!results.answered.empty()) json.member("answered", results.answered);
  if (!results.suggestion.empty()) json.member("suggestion", results.suggestion);
  if (!results.facets.empty()) write_facets(json, results);
  write_documents(json, results);
  json.end_object();
  return json.take();
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
