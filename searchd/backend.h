// Backend: what the API stands on, as functions, so that its answers can be tested without an
// index. An Api is as thread-safe as these are.
//
// An error of ErrorKind::usage is the asker's (400), any other says that there is no index to
// answer from (503); its message and hint are shown.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/about.h"
#include "core/completions.h"
#include "core/expected.h"
#include "core/results.h"
#include "core/time.h"
#include "searchd/access_token.h"
#include "searchd/index_state.h"
#include "searchd/metrics.h"
#include "searchd/searcher.h"

namespace mi {

struct Backend {
  std::function<Expected<Results>(const SearchRequest&)> search;
  std::function<Expected<Suggestions>(const std::string& typed, std::size_t limit)> suggest;
  std::function<Expected<Results>(const SearchRequest&)> related;
  std::function<Expected<About>(const std::string& name)> about;
  std::function<Expected<std::optional<WholeDocument>>(const std::string& id,
                                                       const std::string& query)>
      document;
  std::function<Expected<bool>(const std::string& id)> has_document;
  std::function<Expected<CollectionMap>()> map;
  std::function<IndexState()> state;
  // Looks whether there is a newer generation, and reads what is read beside its passages, a tenth
  // of a second for a hundred thousand; may be empty.
  std::function<void()> keep_up;
  std::function<std::optional<Collection>()> collection;  // may be empty: nothing is said
  std::shared_ptr<AccessToken> token;  // that requests must show; null: none. Shared as the next
  std::shared_ptr<Metrics> metrics;    // shared by all threads; where null, the Api makes its own
  std::function<TimePoint()> clock = now;
  std::size_t default_limit = 10;  // passages in one answer, at most kMaxLimit
};

}  // namespace mi
