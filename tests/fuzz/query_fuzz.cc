// Any bytes as a query, and as a passage that a snippet is made of.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/unicode.h"
#include "searchd/planner.h"
#include "searchd/query_parser.h"
#include "searchd/snippet.h"

namespace {

// What is printed is read as the same tree, as long as it is within the limits.
void check_printing(const mi::ParsedQuery& parsed) {
  if (parsed.simplified) return;
  const auto again = mi::parse_query(mi::to_string(parsed.query));
  if (again && !again->simplified && !(again->query == parsed.query)) std::abort();
}

void check_plan(const mi::Query& query) {
  mi::CollectionStatistics statistics;
  statistics.passages = 1000;
  statistics.frequency = [](const std::string& term) { return term.size() % 7; };
  statistics.similar = [](std::string_view, std::size_t) {
    return std::vector<mi::Spelling>{{"induction", 3, 1}, {"superposition", 2, 1}, {"헤드", 1, 1}};
  };
  static const mi::Glossary glossary({{mi::GlossarySource::shipped, mi::shipped_glossary()}});
  const mi::PlannedQuery planned = mi::plan_query(query, {}, statistics, glossary);
  if (mi::to_string(planned.plan).size() > std::size_t{1} << 18U) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  if (const auto parsed = mi::parse_query(text)) {
    check_printing(*parsed);
    check_plan(parsed->query);
  }
  const std::string passage = mi::to_valid_utf8(text);
  const mi::Snippet snippet = mi::make_snippet(passage, {{"a", 1.0}, {"중첩", 2.0}}, 64);
  if (!mi::is_valid_utf8(snippet.text)) std::abort();
  return 0;
}
