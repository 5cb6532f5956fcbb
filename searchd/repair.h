// What a query that finds nothing was meant to be: typed with the other keyboard layout, with other
// spaces, or with a wrong letter. To be applied only where the query as typed finds nothing, and to
// be told to the user with the reason.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/spelling.h"

namespace mi {

struct ByteRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// What repair() asks of an index.
class Vocabulary {
 public:
  virtual ~Vocabulary() = default;

  // How many passages have the rarest of the words that the analyzer makes of this text; 0 where
  // one is in none, or there are no words.
  virtual std::uint64_t passages_with(std::string_view text) const = 0;

  // As SpellingIndex::similar().
  virtual std::vector<Spelling> similar(std::string_view word, std::size_t limit) const = 0;

  // Whether two words stand beside each other somewhere.
  virtual bool has_beside(std::string_view word, std::string_view next) const = 0;

  // The terms of the glossary in a text: what is spelt as it should be, though no passage has it.
  virtual std::vector<ByteRange> terms_in(std::string_view text) const = 0;
};

enum class RepairReason { keyboard_layout, spacing, spelling };

struct RepairedWord {
  std::string from;  // as typed
  std::string to;
  RepairReason reason = RepairReason::spelling;

  friend bool operator==(const RepairedWord&, const RepairedWord&) = default;
};

struct Repair {
  std::string query;                  // the whole query with its changes
  std::vector<RepairedWord> changes;  // in its order; at least one

  friend bool operator==(const Repair&, const Repair&) = default;
};

// The most likely first; empty where nothing is known that the query could have meant. Words that
// the index knows are left as they are, and so are stop words with a letter wrong or none,
// operators (AND, OR, NOT, NEAR), the names of fields and all signs; the letters of the glossary's
// terms and of words with digits (40B is no 40G). An English word is parted only in two that stand
// beside each other somewhere: beginner is no "beg inner". Looks at the first 32 words, each of at
// most 64 bytes. Any bytes.
std::vector<Repair> repair(std::string_view query, const Vocabulary& vocabulary,
                           std::size_t limit = 3);

}  // namespace mi
