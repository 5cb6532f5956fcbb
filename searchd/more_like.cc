#include "searchd/more_like.h"

#include <fmt/format.h>

#include <charconv>
#include <cstddef>
#include <system_error>
#include <utility>
#include <vector>

#include "core/schema.h"
#include "core/unicode.h"
#include "searchd/related.h"

namespace mi {
namespace {

// A document's name and the passage meant: "https://a.org/p#intro", "ko/note.md:12".
struct PassageName {
  std::string document;
  std::string anchor;
  int line = 0;
};

PassageName passage_name(const std::string& text) {
  const std::size_t hash = text.find('#');
  if (hash != std::string::npos) return {text.substr(0, hash), text.substr(hash + 1), 0};
  const std::size_t colon = text.rfind(':');
  PassageName name{text, {}, 0};
  if (colon == std::string::npos) return name;
  const char* const end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data() + colon + 1, end, name.line);
  if (error == std::errc() && last == end && name.line > 0) name.document = text.substr(0, colon);
  return name;
}

QueryPlan without_document(QueryPlan plan, const std::string& id) {
  QueryPlan itself;
  itself.op = PlanOp::term;
  itself.terms = {document_term(id)};
  QueryPlan others;
  others.op = PlanOp::without;
  others.children = {std::move(plan), std::move(itself)};
  return others;
}

}  // namespace

Expected<PlannedQuery> plan_more_like(const PassageIndex& index, const Shelf& shelf,
                                      const CollectionStatistics& statistics,
                                      const std::string& name) {
  const PassageName meant = passage_name(name);
  std::vector<std::size_t> found = shelf.library.find(name);
  if (found.empty()) found = shelf.library.find(meant.document);
  if (found.empty()) {
    return usage_error(fmt::format("there is no document \"{}\"", printable(name)),
                       "Give its address, its path below the notes' folder, or its title.");
  }
  const Expected<std::string> text =
      text_of(index, shelf.places[found[0]], meant.anchor, meant.line);
  if (!text) return tl::unexpected(text.error());
  PlannedQuery planned = plan_related(*text, statistics);
  if (planned.plan.op == PlanOp::nothing) return planned;
  planned.plan = without_document(std::move(planned.plan), shelf.library.documents()[found[0]].id);
  return planned;
}

}  // namespace mi
