// mi-trec-run: a public test collection through our own index and search, as a TREC run.
//
//   mi-trec-run DOCS.jsonl QUERIES.tsv [CONFIG.toml] > run.txt
//
// Documents are {"id","title","text"}, a line each; each is one document with one passage, however
// long, since the judgments are of whole documents. Queries are "id<TAB>text".

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>

#include "core/file.h"
#include "core/json.h"
#include "core/paths.h"
#include "indexer/update.h"
#include "searchd/searcher.h"
#include "tests/support/temporary_folder.h"

namespace mi {
namespace {

constexpr std::size_t kDepth = 100;

int fail_with(const Error& error) {
  std::fprintf(stderr, "mi-trec-run: %s\n", error.message.c_str());
  return EXIT_FAILURE;
}

Document document_of(const Json& json) {
  Document document;
  document.info.id = json["id"].as_string();
  document.info.title = json["title"].as_string();
  document.sections = {
      {{}, "", {{BlockKind::paragraph, std::string(json["text"].as_string()), 0, 0, ""}}}};
  return document;
}

Expected<PartInputs> read_documents(const char* path) {
  PartInputs part{"papers", {}};
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    Expected<Json> json = parse_json(line);
    if (!json) return tl::unexpected(json.error());
    const std::string id((*json)["id"].as_string());
    part.inputs.push_back(
        {id, "", [json = *json] { return Expected<Document>(document_of(json)); }});
  }
  return part;
}

Expected<void> print_run(Searcher& searcher, const std::string& id, const std::string& query) {
  const Expected<Results> results = searcher.search({query, 0, kDepth});
  if (!results) return tl::unexpected(results.error());
  for (const Hit& hit : results->hits) {
    std::printf("%s Q0 %s %zu %.6f mi\n", id.c_str(), results->documents[hit.document].id.c_str(),
                hit.rank, hit.score);
  }
  return {};
}

int run(const char* documents_path, const char* queries_path, const char* config_path) {
  const Expected<Config> given =
      config_path == nullptr ? default_config() : load_config(config_path);
  if (!given) return fail_with(given.error());
  const TemporaryFolder folder;
  Config config = *given;
  config.data = folder.path();
  config.index.passage_min_words = config.index.passage_max_words = 1'000'000;
  if (Expected<void> made = make_folder(index_folder(config)); !made)
    return fail_with(made.error());
  const Expected<PartInputs> documents = read_documents(documents_path);
  if (!documents) return fail_with(documents.error());
  const Expected<IndexReport> report =
      update_index(config, {*documents}, IndexMode::rebuild, [](auto&&...) {});
  if (!report) return fail_with(report.error());
  Expected<Searcher> searcher = Searcher::open(config);
  if (!searcher) return fail_with(searcher.error());
  std::ifstream queries(queries_path);
  for (std::string line; std::getline(queries, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;
    if (Expected<void> printed = print_run(*searcher, line.substr(0, tab), line.substr(tab + 1));
        !printed) {
      std::fprintf(stderr, "mi-trec-run: query %s: %s\n", line.substr(0, tab).c_str(),
                   printed.error().message.c_str());
    }
  }
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace mi

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: mi-trec-run DOCS.jsonl QUERIES.tsv [CONFIG.toml]\n");
    return 2;
  }
  return mi::run(argv[1], argv[2], argc > 3 ? argv[3] : nullptr);
}
