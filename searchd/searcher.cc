#include "searchd/searcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/schema.h"
#include "core/unicode.h"
#include "searchd/about_work.h"
#include "searchd/answer.h"
#include "searchd/current_index.h"
#include "searchd/facets.h"
#include "searchd/filters.h"
#include "searchd/index_statistics.h"
#include "searchd/more_like.h"
#include "searchd/passage_match.h"
#include "searchd/planner.h"
#include "searchd/query_parser.h"
#include "searchd/read_collection.h"
#include "searchd/read_document.h"
#include "searchd/repair.h"
#include "searchd/result_counts.h"
#include "searchd/variety.h"

namespace mi {

static_assert(kMaxResults <= kExactTotal, "every total that can be paged through is exact");

struct Searcher::Impl {
  SearchConfig config;
  CurrentIndex index;
  std::string generation;

  void refresh() {
    index.refresh();
    generation = index.passages().generation().to_string();
  }

  Expected<Results> answer(const SearchRequest& request, const ParsedQuery& query);
  Expected<Results> answer(const SearchRequest& request, const PlannedQuery& planned);
  Expected<void> widen_facets(const SearchRequest& request, const PlannedQuery& planned,
                              Results& results);
  Expected<Results> answer_or_repair(const SearchRequest& request, const ParsedQuery& query);
  std::vector<Repair> repairs(const std::string& query, std::size_t limit);
};

namespace {

PlanOptions plan_options(const SearchConfig& config, const SearchRequest& request) {
  PlanOptions options;
  options.bigram_weight = config.bigram_weight;
  options.proximity_weight = config.proximity_weight;
  options.acronym_weight = config.acronym_weight;
  options.name_weight = config.name_weight;
  options.dropped_expansions = request.dropped_expansions;
  options.spell_terms = request.repair;
  if (!request.expand) options.description_weight = 0;
  return options;
}

AnswerOptions answer_options(const SearchConfig& config, const SearchRequest& request) {
  AnswerOptions options;
  options.offset = request.offset;
  options.limit = request.limit;
  options.snippet_bytes = static_cast<std::size_t>(config.snippet_bytes);
  options.lifts = {config.neighbour_weight, config.feedback_weight, kVarietyWeight};
  options.explain = request.explain;
  options.facets = request.facets;
  options.counts = request.counts;
  options.notes = request.notes;
  options.mentions = request.mentions;
  options.newest_first = request.order == SearchOrder::newest;
  return options;
}

RemarkKind remark_kind(QueryField unread) {
  if (unread == QueryField::year) return RemarkKind::no_year;
  return unread == QueryField::date ? RemarkKind::no_date : RemarkKind::no_value;
}

std::vector<Remark> remarks_of(const ParsedQuery& query, const PlannedQuery& planned) {
  std::vector<Remark> remarks;
  if (query.simplified)
    remarks.push_back({RemarkKind::plain_words, {std::to_string(kMaxQueryTerms)}});
  if (!planned.left_out.empty()) {
    remarks.push_back({RemarkKind::rarest_words,
                       {std::to_string(kMaxRankedWords),
                        std::to_string(kMaxRankedWords + planned.left_out.size())}});
  }
  for (const UnreadField& unread : query.unread)
    remarks.push_back({remark_kind(unread.field), {unread.text}});
  return remarks;
}

Remark remark_of(const Repair& repair) {
  const bool other_layout = std::any_of(
      repair.changes.begin(), repair.changes.end(),
      [](const RepairedWord& change) { return change.reason == RepairReason::keyboard_layout; });
  return {other_layout ? RemarkKind::other_layout : RemarkKind::as_meant, {repair.query}};
}

Expected<void> check_range(const SearchRequest& request) {
  if (request.offset <= kMaxResults && request.limit <= kMaxResults - request.offset) return {};
  return usage_error(fmt::format("only the first {} passages can be shown", kMaxResults),
                     "Add a word to the query instead.");
}

// Runs what reads the index; its exceptions end here.
template <class Ask>
auto guarded(Ask ask) -> decltype(ask()) {
  std::optional<decltype(ask())> answer;
  if (std::optional<Error> error = index_failure([&] { answer.emplace(ask()); }))
    return failure(std::move(*error));
  return std::move(*answer);
}

template <class Ask>
Expected<Results> timed(Ask ask) {
  const auto begin = std::chrono::steady_clock::now();
  Expected<Results> results = guarded(ask);
  if (results) {
    results->took_ms =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  }
  return results;
}

}  // namespace

Expected<Searcher> Searcher::open(const Config& config, std::shared_ptr<SharedIndex> shared) {
  Expected<CurrentIndex> index = CurrentIndex::open(config, std::move(shared));
  if (!index) return tl::unexpected(index.error());
  std::string generation = index->passages().generation().to_string();
  return Searcher(
      std::unique_ptr<Impl>(new Impl{config.search, std::move(*index), std::move(generation)}));
}

Expected<Results> Searcher::search(const SearchRequest& request) {
  if (Expected<void> checked = check_range(request); !checked)
    return tl::unexpected(checked.error());
  return timed([&]() -> Expected<Results> {
    const Expected<ParsedQuery> query = parse_query(request.query);
    if (!query) return tl::unexpected(query.error());
    impl_->refresh();
    return impl_->answer_or_repair(request, *query);
  });
}

Expected<Results> Searcher::related(const SearchRequest& request) {
  if (Expected<void> checked = check_range(request); !checked)
    return tl::unexpected(checked.error());
  return timed([&]() -> Expected<Results> {
    impl_->refresh();
    CurrentIndex& index = impl_->index;
    const Expected<PlannedQuery> planned =
        plan_more_like(index.passages(), index.shelf(), index.statistics(), request.query);
    if (!planned) return tl::unexpected(planned.error());
    return impl_->answer(request, *planned);
  });
}

Expected<About> Searcher::about(const std::string& name) {
  Expected<About> about = guarded([&] {
    impl_->refresh();
    return about_work(impl_->index.passages(), impl_->index.shelf(), name);
  });
  if (about) about->generation = impl_->generation;
  return about;
}

Expected<std::optional<WholeDocument>> Searcher::document(const std::string& id,
                                                          const std::string& query) {
  return guarded([&]() -> Expected<std::optional<WholeDocument>> {
    const Expected<ParsedQuery> parsed = parse_query(query);
    if (!parsed) return tl::unexpected(parsed.error());
    impl_->refresh();
    CurrentIndex& index = impl_->index;
    const PlannedQuery planned = plan_query(parsed->query, plan_options(impl_->config, {}),
                                            index.statistics(), index.glossary());
    return read_document(index.passages(), index.shelf(), id, planned.marks);
  });
}

Expected<CollectionMap> Searcher::map() {
  return guarded([&] {
    impl_->refresh();
    return read_map(impl_->index.passages(), impl_->index.shelf());
  });
}

std::vector<Completion> Searcher::complete(const std::string& typed, std::size_t limit) {
  impl_->refresh();
  std::vector<const Completions*> parts;
  for (const Completions& part : impl_->index.completions()) parts.push_back(&part);
  return mi::complete(parts, typed, limit);
}

void Searcher::read_ahead() {
  impl_->refresh();
  impl_->index.spelling();
}

Expected<bool> Searcher::has_document(const std::string& id) {
  return guarded([&]() -> Expected<bool> {
    impl_->refresh();
    return impl_->index.passages().frequency(document_term(to_nfc(id))) > 0;
  });
}

IndexState Searcher::state() {
  impl_->refresh();
  const CurrentIndex& index = impl_->index;
  return {impl_->generation, index.passages().collection(), index.published(), index.problem()};
}

Collection Searcher::collection() {
  impl_->refresh();
  return impl_->index.passages().collection();
}

const std::string& Searcher::generation() const { return impl_->generation; }

// Where nothing is found as typed: what may have been meant.
Expected<Results> Searcher::Impl::answer_or_repair(const SearchRequest& request,
                                                   const ParsedQuery& query) {
  Expected<Results> results = answer(request, query);
  if (!results || !request.repair || results->estimated_total > 0) return results;
  if (has_phrase(query.query)) {
    Expected<Results> again =
        answer(request, {without_quotes(query.query), query.simplified, query.unread});
    if (again && again->estimated_total > 0) {
      again->remarks.push_back({RemarkKind::without_quotes});
      return again;
    }
  }
  for (const Repair& meant : repairs(request.query, 3)) {
    const Expected<ParsedQuery> parsed = parse_query(meant.query);
    if (!parsed) continue;
    Expected<Results> again = answer(request, *parsed);
    if (!again || again->estimated_total == 0) continue;
    again->answered = meant.query;
    again->suggestion.clear();
    again->remarks.push_back(remark_of(meant));
    return again;
  }
  return results;
}

Expected<Results> Searcher::Impl::answer(const SearchRequest& request, const ParsedQuery& query) {
  PlannedQuery planned = plan_query(query.query, plan_options(config, request), index.statistics(),
                                    request.expand ? index.glossary() : Glossary());
  const bool has_words = !query.query.children.empty();
  if (!has_words && !request.filters.empty()) planned.plan.op = PlanOp::everything;
  Expected<Results> results = answer(request, planned);
  if (!results) return results;
  results->remarks = remarks_of(query, planned);
  results->expansions = planned.expansions;
  results->dropped = planned.dropped;
  if (request.repair && planned.has_unknown_word && results->estimated_total > 0) {
    const std::vector<Repair> meant = repairs(request.query, 1);
    if (!meant.empty()) results->suggestion = meant.front().query;
  }
  return results;
}

Expected<Results> Searcher::Impl::answer(const SearchRequest& request,
                                         const PlannedQuery& planned) {
  Expected<Results> results =
      answer_plan(index.passages(), narrowed(planned, request.filters, index.statistics()),
                  answer_options(config, request));
  if (!results) return results;
  if (request.facets) {
    if (Expected<void> widened = widen_facets(request, planned, *results); !widened)
      return tl::unexpected(widened.error());
  }
  results->query = request.query;
  results->generation = generation;
  return results;
}

// A field of which a value is chosen tells what else could be chosen.
Expected<void> Searcher::Impl::widen_facets(const SearchRequest& request,
                                            const PlannedQuery& planned, Results& results) {
  std::set<QueryField> fields;
  for (const Query& filter : request.filters) fields.insert(filter.field);
  for (const QueryField field : fields) {
    Results wider;
    const std::vector<Query> others = filters_but(field, request.filters);
    Expected<void> added =
        add_facets(index.passages(), narrowed(planned, others, index.statistics()), wider);
    if (!added) return added;
    replace_facet(results.facets, std::string(name_of(field)), std::move(wider.facets));
  }
  return {};
}

std::vector<Repair> Searcher::Impl::repairs(const std::string& query, std::size_t limit) {
  const IndexVocabulary vocabulary(
      index.passages(), [this]() -> const auto& { return index.spelling(); }, index.glossary());
  return repair(query, vocabulary, limit);
}

Searcher::Searcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;
Searcher::~Searcher() = default;

}  // namespace mi
