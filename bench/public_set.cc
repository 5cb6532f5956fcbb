#include "bench/public_set.h"

#include <algorithm>
#include <charconv>
#include <fstream>

#include "core/json.h"
#include "core/schema.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

IndexInput input_of(const Json& json) {
  Document document;
  document.info.id = json["id"].as_string();
  document.info.title = json["title"].as_string();
  document.sections = {
      {{}, "", {{BlockKind::paragraph, std::string(json["text"].as_string()), 0, 0, ""}}}};
  return {document.info.id, "", [document] { return Expected<Document>(document); }};
}

Expected<void> read_documents(const fs::path& file, PublicSet& set) {
  std::ifstream stream(file);
  if (!stream) return failure("cannot read " + file.string());
  for (std::string line; std::getline(stream, line);) {
    const Expected<Json> json = parse_json(line);
    if (!json) return tl::unexpected(json.error());
    set.documents.inputs.push_back(input_of(*json));
  }
  return {};
}

Expected<void> read_judgments(const fs::path& file, PublicSet& set) {
  std::ifstream stream(file);
  if (!stream) return failure("cannot read " + file.string());
  for (std::string line; std::getline(stream, line);) {
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    if (second == std::string::npos) continue;
    int grade = 0;
    std::from_chars(line.data() + second + 1, line.data() + line.size(), grade);
    set.judgments[line.substr(0, first)][line.substr(first + 1, second - first - 1)] = grade;
  }
  return {};
}

Expected<void> read_queries(const fs::path& file, PublicSet& set) {
  std::ifstream stream(file);
  if (!stream) return failure("cannot read " + file.string());
  for (std::string line; std::getline(stream, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos || !set.judgments.contains(line.substr(0, tab))) continue;
    set.queries.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  }
  return {};
}

}  // namespace

Expected<PublicSet> read_public_set(const fs::path& folder) {
  PublicSet set;
  set.name = folder.filename().string();
  set.documents.name = std::string(kPapersPart);
  if (Expected<void> read = read_documents(folder / "docs.jsonl", set); !read)
    return tl::unexpected(read.error());
  if (Expected<void> read = read_judgments(folder / "qrels.tsv", set); !read)
    return tl::unexpected(read.error());
  if (Expected<void> read = read_queries(folder / "queries.tsv", set); !read)
    return tl::unexpected(read.error());
  return set;
}

JudgedRanking judge(const std::map<std::string, int>& judgments,
                    const std::vector<std::string>& found) {
  JudgedRanking ranking;
  for (const auto& [document, grade] : judgments) {
    ranking.all_gains.push_back(std::max(grade, 0));
    ranking.all_relevant += grade > 0 ? 1 : 0;
  }
  for (std::size_t i = 0; i < std::min(found.size(), kMetricDepth); ++i) {
    const auto judged = judgments.find(found[i]);
    const int grade = judged == judgments.end() ? 0 : std::max(judged->second, 0);
    ranking.gains.push_back(grade);
    ranking.is_relevant.push_back(grade > 0);
    ranking.found_relevant += grade > 0 ? 1 : 0;
  }
  return ranking;
}

}  // namespace mi
