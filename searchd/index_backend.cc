#include "searchd/index_backend.h"

#include <chrono>
#include <memory>
#include <utility>

namespace mi {
namespace {

class IndexAnswers {
 public:
  explicit IndexAnswers(const Config& config) : config_(config) {}

  Expected<Results> search(const SearchRequest& request) {
    if (Expected<void> opened = open(); !opened) return tl::unexpected(opened.error());
    return searcher_->search(request);
  }

  Expected<Suggestions> suggest(const std::string& typed, std::size_t limit) {
    if (Expected<void> opened = open(); !opened) return tl::unexpected(opened.error());
    const auto begin = std::chrono::steady_clock::now();
    std::vector<Completion> completions = searcher_->complete(typed, limit);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    return Suggestions{typed, searcher_->generation(), took.count(), std::move(completions)};
  }

  std::optional<Collection> collection() {
    if (!open()) return {};
    return searcher_->collection();
  }

 private:
  Expected<void> open() {
    if (searcher_) return {};
    Expected<Searcher> searcher = Searcher::open(config_);
    if (!searcher) return tl::unexpected(searcher.error());
    searcher_ = std::move(*searcher);
    return {};
  }

  Config config_;
  std::optional<Searcher> searcher_;
};

}  // namespace

Backend index_backend(const Config& config) {
  const auto index = std::make_shared<IndexAnswers>(config);
  Backend backend;
  backend.search = [index](const SearchRequest& request) { return index->search(request); };
  backend.suggest = [index](const std::string& typed, std::size_t limit) {
    return index->suggest(typed, limit);
  };
  backend.collection = [index] { return index->collection(); };
  backend.default_limit = static_cast<std::size_t>(config.search.results);
  return backend;
}

}  // namespace mi
