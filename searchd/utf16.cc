#include "searchd/utf16.h"

#include "core/unicode.h"

namespace mi {

std::int64_t Utf16Counter::units_before(std::size_t byte) {
  while (at_ < byte && at_ < text_.size()) {
    std::size_t size = 0;
    units_ += decode_utf8(text_, at_, size) > 0xFFFF ? 2 : 1;
    at_ += size;
  }
  return units_;
}

}  // namespace mi
