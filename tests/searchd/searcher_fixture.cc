#include "tests/searchd/searcher_fixture.h"

#include "core/file.h"
#include "core/paths.h"
#include "indexer/update.h"

namespace mi {
namespace {

void update(const Config& config, const std::vector<PartInputs>& parts) {
  const Expected<IndexReport> report =
      update_index(config, parts, IndexMode::update, [](auto&&...) {});
  ASSERT_TRUE(report) << report.error().message;
}

}  // namespace

Document document_of(const Sample& sample) {
  Document document;
  document.info.id = sample.id;
  document.info.url = sample.id;
  document.info.kind = sample.kind;
  document.info.title = sample.title;
  document.info.authors = sample.authors;
  document.info.date = "2022-09-14";
  Section section{{}, "anchor", {{BlockKind::paragraph, sample.text, 5, 6, ""}}};
  if (!sample.heading.empty()) section.heading_path = {sample.heading};
  document.sections.push_back(section);
  return document;
}

std::vector<Document> small_library() {
  const std::string text = "Superposition is told of here.";
  Document toy = document_of({"https://a.org/toy/", "Toy Models of Superposition", text});
  toy.info.authors = {"Nelson Elhage", "Chris Olah"};
  toy.info.site = "www.a.org";
  toy.info.language = "en";
  toy.info.doi = "10.1234/toy";
  toy.info.date = "2022-09-14";
  Document zoom = document_of({"https://b.org/zoom", "Zoom In: An Introduction to Circuits", text});
  zoom.info.authors = {"Chris Olah"};
  zoom.info.site = "b.org";
  zoom.info.date = "2020-03";
  zoom.info.language = "en";
  zoom.citations = {{"toy", "Toy Models of Superposition", {}, "2022", "", "10.1234/toy"}};
  Document note = document_of({"ko/중첩.md", "중첩 메모", text, DocumentKind::note});
  note.info.language = "ko";
  note.info.tags = {"ML/중첩"};
  note.info.date = "2026-01-05";
  note.links = {{"https://a.org/toy/", "", "Toy Models", 3, "See Toy Models for the phases."}};
  Document draft = document_of({"draft.md", "Unfinished", text, DocumentKind::note});
  draft.info.draft = true;
  draft.info.language = "en";
  draft.info.date = "";
  return {toy, zoom, note, draft};
}

std::string ids_of(const std::vector<DocumentInfo>& documents) {
  std::string ids;
  for (const DocumentInfo& document : documents) ids += (ids.empty() ? "" : " ") + document.id;
  return ids;
}

std::string ids_of_hits(const Results& results) {
  std::string ids;
  for (const Hit& hit : results.hits)
    ids += (ids.empty() ? "" : " ") + results.documents[hit.document].id;
  return ids;
}

SearcherTest::SearcherTest() {
  config_.data = folder_.path();
  EXPECT_TRUE(make_folder(index_folder(config_)));
}

void SearcherTest::index(const std::vector<Sample>& samples) {
  std::vector<PartInputs> parts = {{"papers", {}}, {"notes", {}}};
  for (const Sample& sample : samples) {
    const IndexInput input{sample.id, sample.text,
                           [sample] { return Expected<Document>(document_of(sample)); }};
    parts[sample.kind == DocumentKind::paper ? 0 : 1].inputs.push_back(input);
  }
  update(config_, parts);
}

void SearcherTest::index(const std::vector<Document>& documents) {
  std::vector<PartInputs> parts = {{"papers", {}}, {"notes", {}}};
  for (const Document& document : documents) {
    const IndexInput input{document.info.id, document.info.title,
                           [document] { return Expected<Document>(document); }};
    parts[document.info.kind == DocumentKind::paper ? 0 : 1].inputs.push_back(input);
  }
  update(config_, parts);
}

Results SearcherTest::answer(const SearchRequest& request) const {
  Expected<Searcher> searcher = Searcher::open(config_);
  if (!searcher) {
    ADD_FAILURE() << searcher.error().message;
    return {};
  }
  Expected<Results> results = searcher->search(request);
  if (!results) ADD_FAILURE() << results.error().message;
  return results ? std::move(*results) : Results();
}

std::string SearcherTest::found(const std::string& query) const {
  Expected<Searcher> searcher = Searcher::open(config_);
  if (!searcher) return searcher.error().message;
  const Expected<Results> results = searcher->search({query, 0, 10});
  return results ? ids_of_hits(*results) : results.error().message;
}

}  // namespace mi
