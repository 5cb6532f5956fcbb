#include "searchd/metrics_page.h"

#include <fmt/format.h>

namespace mi {
namespace {

std::string escaped(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == '\\' || c == '"') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

}  // namespace

void MetricsPage::family(std::string_view name, std::string_view type, std::string_view help) {
  family_ = name;
  out_ += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

void MetricsPage::line(std::string_view suffix, const Labels& labels, std::string_view value) {
  out_ += family_;
  out_ += suffix;
  std::string_view before = "{";
  for (const auto& [name, text] : labels) {
    out_ += fmt::format("{}{}=\"{}\"", before, name, escaped(text));
    before = ",";
  }
  out_ += fmt::format("{} {}\n", labels.empty() ? "" : "}", value);
}

void MetricsPage::sample(const Labels& labels, std::uint64_t value) {
  line("", labels, std::to_string(value));
}

void MetricsPage::sample(const Labels& labels, double value) {
  line("", labels, fmt::format("{}", value));
}

void MetricsPage::histogram(const Labels& labels, const std::vector<double>& bounds,
                            const std::vector<std::uint64_t>& counts, double sum) {
  std::uint64_t up_to = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    up_to += counts[i];
    Labels bucket = labels;
    bucket.emplace_back("le", i < bounds.size() ? fmt::format("{}", bounds[i]) : "+Inf");
    line("_bucket", bucket, std::to_string(up_to));
  }
  line("_sum", labels, fmt::format("{}", sum));
  line("_count", labels, std::to_string(up_to));
}

void MetricsPage::add(std::string_view name, std::string_view type, std::string_view help,
                      std::uint64_t value) {
  family(name, type, help);
  sample({}, value);
}

void MetricsPage::add(std::string_view name, std::string_view type, std::string_view help,
                      double value) {
  family(name, type, help);
  sample({}, value);
}

void add_index(MetricsPage& page, const IndexState& index, TimePoint time) {
  const std::uint64_t is_well = index.problem ? 0 : 1;
  page.add("mi_index_up", "gauge", "1: the newest generation is served.", is_well);
  page.family("mi_index_info", "gauge", "The generation that is served.");
  page.sample({{"generation", index.generation}}, std::uint64_t{1});
  page.family("mi_index_documents", "gauge", "Documents of the generation.");
  page.sample({{"kind", "paper"}}, index.collection.papers);
  page.sample({{"kind", "note"}}, index.collection.notes);
  page.add("mi_index_passages", "gauge", "Passages of the generation.", index.collection.passages);
  if (!index.published) return;
  const auto seconds = [](auto duration) { return static_cast<double>(duration.count()); };
  page.add("mi_index_published_timestamp_seconds", "gauge", "When the generation was published.",
           seconds(index.published->time_since_epoch()));
  page.add("mi_index_age_seconds", "gauge", "How long ago the generation was published.",
           seconds(time - *index.published));
}

void add_process(MetricsPage& page, const ProcessUsage& process, TimePoint started) {
  page.family("mi_build_info", "gauge", "The version of mi-searchd.");
  page.sample({{"version", MI_VERSION}}, std::uint64_t{1});
  page.add("process_cpu_seconds_total", "counter", "Processor time, of user and system.",
           process.cpu_seconds);
  page.add("process_open_fds", "gauge", "Descriptors that are open.", process.open_descriptors);
  page.add("process_max_fds", "gauge", "Descriptors that may be open.", process.max_descriptors);
  page.add("process_virtual_memory_bytes", "gauge", "Address space.", process.virtual_bytes);
  page.add("process_resident_memory_bytes", "gauge", "Memory, the index's mapped files included.",
           process.resident_bytes);
  page.add("mi_process_anonymous_memory_bytes", "gauge", "Memory without mapped files.",
           process.anonymous_bytes);
  page.add("process_start_time_seconds", "gauge", "When the process started.",
           static_cast<double>(started.time_since_epoch().count()));
}

}  // namespace mi
