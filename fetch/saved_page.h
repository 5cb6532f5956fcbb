// What a page that was saved from a browser says about itself: where it is from and when it was
// saved. Looks at the first 256 KiB; total.
//
//   <!-- Page saved with SingleFile url: https://distill.pub/2020/circuits/ saved date: ... -->
//   <!-- saved from url=(0038)https://distill.pub/2020/circuits/ -->    as Chrome and Edge save
//   <link rel="canonical" href="https://distill.pub/2020/circuits/">    as the page itself says
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"

namespace mi {

// The page's address; empty where it names none.
std::string saved_page_url(std::string_view html);

// When SingleFile saved it; nothing for a page of others.
std::optional<TimePoint> saved_page_time(std::string_view html);

}  // namespace mi
