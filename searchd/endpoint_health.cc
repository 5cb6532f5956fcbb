#include "searchd/endpoint_health.h"

#include "core/json.h"

namespace mi {

OrProblem<Reply> answer_health(const Call&) {
  return Reply{200,
               {{"Content-Type", std::string(kJsonType)}, {"Cache-Control", "no-store"}},
               write_json(Json::Object{{"status", "ok"}, {"version", MI_VERSION}}) + "\n"};
}

}  // namespace mi
