// What the user picks from a plan: a site, or pages that are to be asked for although they are
// fresh.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/config.h"
#include "core/expected.h"
#include "fetch/plan.h"

namespace mi {

struct FetchChoice {
  std::string only;                  // links to this site, whether it is fetched or not; empty: all
  bool refresh = false;              // ask for fresh pages too ...
  std::vector<std::string> pages{};  // ... and where this is not empty, for these pages alone
};

// The plan that is left. Fails where a page of the choice is one that no note links to, or on a
// site that is not fetched.
Expected<FetchPlan> choose(FetchPlan plan, const FetchChoice& choice);

// True when `host` belongs to `site`: itself, or with "www." in front. An empty site is every one.
bool is_of_site(std::string_view host, const std::string& site);

}  // namespace mi
