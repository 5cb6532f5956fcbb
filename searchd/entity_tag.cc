#include "searchd/entity_tag.h"

#include <fmt/format.h>

#include "core/digest.h"

namespace mi {
namespace {

// Our tags hold no quotation mark and no comma, so finding one whole, quoted, is a weak match
// (RFC 9110, 13.1.2) with an item of the list.
bool matches(std::string_view if_none_match, std::string_view tag) {
  return if_none_match == "*" || if_none_match.find(tag.substr(2)) != std::string_view::npos;
}

}  // namespace

std::string entity_tag(const Call& call, std::string_view generation, std::string_view variant) {
  const std::string what = fmt::format("{}\n{}\n{}\n{}\n{}", MI_VERSION, generation,
                                       call.backend.default_limit, call.request.target, variant);
  return "W/\"" + sha256_hex(what).substr(0, 16) + "\"";
}

Reply tagged_reply(const Call& call, std::string_view content_type, const std::string& tag,
                   std::string body) {
  Reply reply{200, {{"Cache-Control", "private, no-cache"}, {"ETag", tag}}, {}};
  if (content_type == kHtmlType) reply.set_header("Vary", "Accept-Language");
  if (matches(call.request.if_none_match, tag)) {
    reply.status = 304;
    return reply;
  }
  reply.set_header("Content-Type", content_type);
  reply.body = std::move(body);
  return reply;
}

}  // namespace mi
