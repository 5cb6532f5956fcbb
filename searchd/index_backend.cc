#include "searchd/index_backend.h"

#include <chrono>
#include <memory>
#include <utility>

namespace mi {
namespace {

// A searcher that is opened when it is first asked.
class LateSearcher {
 public:
  LateSearcher(const Config& config, std::shared_ptr<SharedIndex> shared)
      : config_(config), shared_(std::move(shared)) {}

  // What `ask` makes of the searcher; the error where there is no index to open.
  template <class Ask>
  auto ask(Ask ask) -> decltype(ask(std::declval<Searcher&>())) {
    if (Expected<void> opened = open(); !opened) return tl::unexpected(opened.error());
    return ask(*searcher_);
  }

  IndexState state() {
    if (Expected<void> opened = open(); !opened) return {{}, {}, {}, opened.error()};
    return searcher_->state();
  }

  // Opens a newer generation, where there is one, and what is read beside it.
  void keep_up() {
    const std::string generation = state().generation;
    if (generation == warm_generation_) return;
    warm_generation_ = generation;
    if (!searcher_) return;
    searcher_->read_ahead();
  }

 private:
  Expected<void> open() {
    if (searcher_) return {};
    Expected<Searcher> searcher = Searcher::open(config_, shared_);
    if (!searcher) return tl::unexpected(searcher.error());
    searcher_ = std::move(*searcher);
    return {};
  }

  Config config_;
  std::shared_ptr<SharedIndex> shared_;
  std::optional<Searcher> searcher_;
  std::string warm_generation_;
};

Expected<Suggestions> suggest(Searcher& searcher, const std::string& typed, std::size_t limit) {
  const auto begin = std::chrono::steady_clock::now();
  std::vector<Completion> completions = searcher.complete(typed, limit);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
  return Suggestions{typed, searcher.generation(), took.count(), std::move(completions)};
}

}  // namespace

Backend index_backend(const Config& config, std::shared_ptr<SharedIndex> shared) {
  const auto index = std::make_shared<LateSearcher>(config, std::move(shared));
  Backend backend;
  backend.search = [index](const SearchRequest& request) {
    return index->ask([&](Searcher& searcher) { return searcher.search(request); });
  };
  backend.suggest = [index](const std::string& typed, std::size_t limit) {
    return index->ask([&](Searcher& searcher) { return suggest(searcher, typed, limit); });
  };
  backend.related = [index](const SearchRequest& request) {
    return index->ask([&](Searcher& searcher) { return searcher.related(request); });
  };
  backend.about = [index](const std::string& name) {
    return index->ask([&](Searcher& searcher) { return searcher.about(name); });
  };
  backend.document = [index](const std::string& id, const std::string& query) {
    return index->ask([&](Searcher& searcher) { return searcher.document(id, query); });
  };
  backend.has_document = [index](const std::string& id) {
    return index->ask([&](Searcher& searcher) { return searcher.has_document(id); });
  };
  backend.map = [index] { return index->ask([](Searcher& searcher) { return searcher.map(); }); };
  backend.state = [index] { return index->state(); };
  backend.keep_up = [index] { index->keep_up(); };
  backend.collection = [index]() -> std::optional<Collection> {
    const IndexState state = index->state();
    if (state.generation.empty()) return {};
    return state.collection;
  };
  backend.default_limit = static_cast<std::size_t>(config.search.results);
  return backend;
}

}  // namespace mi
