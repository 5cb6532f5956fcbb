// Quotes: judgments of passages that hold for any way of splitting a document into passages.
//
// A judgment is a document, a grade (3 answers fully, 2 in part, 1 touches, 0 not) and a quote: a
// run of words inside the passage that earned the grade. A result earns the best quote that it
// contains and that no result above it has earned; "*" stands for any passage of the document.
// Texts and quotes are compared by their letters and digits alone.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "bench/ranking_metrics.h"
#include "core/expected.h"

namespace mi {

struct Quote {
  std::string document;  // as same_document() has it
  std::string letters;   // of the quote; empty: any passage
  int grade = 0;
};

struct FoundPassage {
  std::string document;
  std::string text;
};

// By query id. Lines are "query<TAB>document<TAB>grade<TAB>quote"; a header line and comments (#)
// are skipped. Fails on a line that is none of these.
Expected<std::map<std::string, std::vector<Quote>>> read_quotes(const std::filesystem::path& file);

// The form under which two spellings of one document are equal: without scheme, "www.", fragment,
// query, "index.html" and slashes at the ends.
std::string same_document(std::string_view document);

// A result of grade 2 and more counts as relevant; the gain of a grade is 2^grade - 1.
JudgedRanking judge(const std::vector<Quote>& quotes, const std::vector<FoundPassage>& found);

}  // namespace mi
