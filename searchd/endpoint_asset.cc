#include "searchd/endpoint_asset.h"

#include "searchd/assets.h"

namespace mi {
namespace {

Reply asset_reply(const Asset& asset, std::string_view cache_control) {
  return {200,
          {{"Content-Type", std::string(asset.content_type)},
           {"Cache-Control", std::string(cache_control)}},
          std::string(asset.bytes)};
}

}  // namespace

OrProblem<Reply> answer_asset(const Call& call) {
  const Asset* asset = find_asset(call.target.path);
  if (asset == nullptr) return problem(404, "not_found", "there is nothing at this address");
  return asset_reply(*asset, "public, max-age=31536000, immutable");
}

OrProblem<Reply> answer_icon(const Call&) { return asset_reply(icon(), "public, max-age=86400"); }

}  // namespace mi
