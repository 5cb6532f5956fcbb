// A public test collection: documents, queries and judgments of whole documents, in three files.
//
//   docs.jsonl   {"id","title","text"} a line     queries.tsv   id<TAB>query
//   qrels.tsv    query<TAB>document<TAB>grade
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "bench/ranking_metrics.h"
#include "core/expected.h"
#include "indexer/update.h"

namespace mi {

struct PublicSet {
  std::string name;
  PartInputs documents;
  std::vector<std::pair<std::string, std::string>> queries;     // id, text; those with judgments
  std::map<std::string, std::map<std::string, int>> judgments;  // by query, by document
};

Expected<PublicSet> read_public_set(const std::filesystem::path& folder);

// As trec_eval counts: the gain is the grade, every grade above 0 is relevant.
JudgedRanking judge(const std::map<std::string, int>& judgments,
                    const std::vector<std::string>& found);

}  // namespace mi
