// MetricsPage: Prometheus' text format, line by line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/time.h"
#include "searchd/index_state.h"
#include "searchd/process_usage.h"

namespace mi {

class MetricsPage {
 public:
  using Labels = std::vector<std::pair<std::string_view, std::string>>;

  // Begins a metric: what follows is of it. Type is "counter", "gauge" or "histogram".
  void family(std::string_view name, std::string_view type, std::string_view help);
  void sample(const Labels& labels, std::uint64_t value);
  void sample(const Labels& labels, double value);

  // `counts` has one more than `bounds`, for what is beyond the last; not added up.
  void histogram(const Labels& labels, const std::vector<double>& bounds,
                 const std::vector<std::uint64_t>& counts, double sum);

  // A metric of one sample without labels.
  void add(std::string_view name, std::string_view type, std::string_view help,
           std::uint64_t value);
  void add(std::string_view name, std::string_view type, std::string_view help, double value);

  std::string take() { return std::move(out_); }

 private:
  void line(std::string_view suffix, const Labels& labels, std::string_view value);

  std::string family_;
  std::string out_;
};

// Which generation is served, how old it is, what it holds, and whether all is well with it.
void add_index(MetricsPage& page, const IndexState& index, TimePoint time);

// By the names that Prometheus' own clients use.
void add_process(MetricsPage& page, const ProcessUsage& process, TimePoint started);

}  // namespace mi
