#include "searchd/endpoint_status.h"

#include "core/json.h"
#include "searchd/metrics.h"

namespace mi {
namespace {

Reply uncached(std::string_view content_type, std::string body) {
  return {200,
          {{"Content-Type", std::string(content_type)}, {"Cache-Control", "no-store"}},
          std::move(body)};
}

const char* name_of_state(const IndexState& index) {
  if (index.generation.empty()) return "unavailable";
  return index.problem ? "stale" : "ok";
}

}  // namespace

OrProblem<Reply> answer_health(const Call&) {
  return uncached(kJsonType,
                  write_json(Json::Object{{"status", "ok"}, {"version", MI_VERSION}}) + "\n");
}

OrProblem<Reply> answer_status(const Call& call) {
  const IndexState index = call.backend.state();
  const TimePoint time = call.viewer.now;
  const TimePoint started = call.backend.metrics->started();
  Json::Object members = {{"schema", 1},
                          {"status", name_of_state(index)},
                          {"version", MI_VERSION},
                          {"started", format_time(started)},
                          {"uptime_seconds", static_cast<std::int64_t>((time - started).count())},
                          {"generation", index.generation}};
  if (index.published) {
    members.emplace_back("published", format_time(*index.published));
    members.emplace_back("age_seconds",
                         static_cast<std::int64_t>((time - *index.published).count()));
  }
  members.emplace_back("papers", index.collection.papers);
  members.emplace_back("notes", index.collection.notes);
  members.emplace_back("passages", index.collection.passages);
  if (index.problem) {
    members.emplace_back(
        "problem", Json::Object{{"detail", index.problem->message}, {"hint", index.problem->hint}});
  }
  return uncached(kJsonType, write_json(members));
}

OrProblem<Reply> answer_metrics(const Call& call) {
  return uncached(
      "text/plain; version=0.0.4; charset=utf-8",
      call.backend.metrics->text(call.backend.state(), process_usage(), call.viewer.now));
}

}  // namespace mi
