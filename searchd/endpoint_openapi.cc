#include "searchd/endpoint_openapi.h"

#include "searchd/entity_tag.h"

namespace mi {
namespace {

constexpr std::string_view kDescription =
#include "searchd/openapi.json.inc"
    ;

}  // namespace

std::string_view openapi_description() { return kDescription; }

OrProblem<Reply> answer_openapi(const Call& call) {
  return tagged_reply(call, kJsonType, entity_tag(call, {}, "openapi"), std::string(kDescription));
}

}  // namespace mi
