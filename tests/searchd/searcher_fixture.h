// A collection made by the real writer, and questions to it: what the tests of the searcher have in
// common.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/config.h"
#include "core/document.h"
#include "searchd/searcher.h"
#include "tests/support/temporary_folder.h"

namespace mi {

// A document of one passage, in short.
struct Sample {
  std::string id, title, text;
  DocumentKind kind = DocumentKind::paper;
  std::string heading = {};
  std::vector<std::string> authors = {};
};

Document document_of(const Sample& sample);

// Two papers and two notes, all of them with the word "superposition".
std::vector<Document> small_library();

// The ids of the documents, with spaces between.
std::string ids_of(const std::vector<DocumentInfo>& documents);

// The documents of the hits, in rank order: one that has several stands several times.
std::string ids_of_hits(const Results& results);

class SearcherTest : public testing::Test {
 protected:
  SearcherTest();

  // Replaces what there was.
  void index(const std::vector<Sample>& samples);
  void index(const std::vector<Document>& documents);

  // The answer; one without hits, and a failure of the test, where there is none.
  Results answer(const SearchRequest& request) const;

  // ids_of_hits() of the first ten; why there is no answer, where there is none.
  std::string found(const std::string& query) const;

  TemporaryFolder folder_;
  Config config_;
};

}  // namespace mi
