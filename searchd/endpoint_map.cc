#include "searchd/endpoint_map.h"

#include "searchd/entity_tag.h"
#include "searchd/page_frame.h"
#include "searchd/render_map.h"

namespace mi {

OrProblem<Reply> answer_map(const Call& call) {
  const Expected<CollectionMap> map = call.backend.map();
  if (!map) return problem_of(map.error());
  return tagged_reply(call, kHtmlType, entity_tag(call, map->generation, page_variant(call.viewer)),
                      render_map(call.viewer, *map));
}

}  // namespace mi
