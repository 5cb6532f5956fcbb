// Who is looking at a page, and when.
#pragma once

#include "core/time.h"
#include "searchd/messages.h"

namespace mi {

struct Viewer {
  Language language = Language::english;
  TimePoint now;
};

}  // namespace mi
