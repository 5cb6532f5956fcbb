// The head of a message as HTTP and web archives write it: a first line, then "Name: value" lines
// up to an empty one. Read as it is found in files: lines may end without '\r', values may be
// folded.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace mi {

struct MessageHead {
  std::string first_line;
  std::map<std::string, std::string> fields;  // names in lower case; the first of several

  // Empty where there is none. `name` in lower case.
  std::string_view field(std::string_view name) const;
};

// The bytes of the head that `text` begins with, its empty line included; 0 where it does not end.
std::size_t message_head_size(std::string_view text);

// Total: lines that are no fields are passed over.
MessageHead parse_message_head(std::string_view head);

}  // namespace mi
