#include "searchd/access_rules.h"

#include <algorithm>

#include "core/ascii.h"

namespace mi {
namespace {

bool holds(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// An origin of ours: behind a proxy it may be https.
bool is_own_origin(const AccessRules& rules, std::string_view origin) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (origin.starts_with(scheme)) return serves_host(rules, origin.substr(scheme.size()));
  }
  return false;
}

Problem foreign(std::string detail) {
  return {403, "foreign_origin", std::move(detail),
          "Open the address yourself; pages of other sites may not ask."};
}

}  // namespace

bool serves_host(const AccessRules& rules, std::string_view host) {
  return holds(rules.hosts, lower_case(host));
}

bool welcomes_origin(const AccessRules& rules, std::string_view origin) {
  return holds(rules.origins, lower_case(origin));
}

std::optional<Problem> refuse_asker(const AccessRules& rules, const Asker& asker) {
  if (!serves_host(rules, asker.host)) {
    return Problem{421, "wrong_host", "this server does not answer for the host that was asked",
                   "Ask it by the address that it listens on."};
  }
  if (!asker.origin.empty()) {
    if (is_own_origin(rules, asker.origin) || welcomes_origin(rules, asker.origin)) return {};
    return foreign("a page of another site asked");
  }
  const bool is_ours = asker.site.empty() || asker.site == "same-origin" || asker.site == "none";
  const bool is_link = asker.mode == "navigate";
  if (is_ours || is_link || asker.target.starts_with("/opensearch")) return {};
  return foreign("a page of another site wanted to embed this");
}

}  // namespace mi
