#include "searchd/query_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "core/unicode.h"

namespace mi {
namespace {

// Straight and typographic double quotes, as phones and word processors write them.
constexpr char32_t kQuotes[] = {U'"', U'\u201C', U'\u201D', U'\u201E', U'\u00AB', U'\u00BB'};

bool is_quote(char32_t code) {
  return std::find(std::begin(kQuotes), std::end(kQuotes), code) != std::end(kQuotes);
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Query parse() {
    Query root;
    while (skip_space()) {
      if (std::optional<Query> next = read_one()) root.children.push_back(std::move(*next));
    }
    return root;
  }

 private:
  char32_t peek(std::size_t& size) const { return decode_utf8(text_, at_, size); }

  bool skip_space() {
    std::size_t size = 0;
    while (at_ < text_.size() && class_of(peek(size)) == CharClass::space) at_ += size;
    return at_ < text_.size();
  }

  std::optional<Query> read_one() {
    if (text_[at_] == '-' && at_ + 1 < text_.size() && starts_operand(at_ + 1)) {
      ++at_;
      std::optional<Query> operand = read_operand();
      if (!operand) return {};
      return Query{QueryOp::without, {}, {std::move(*operand)}};
    }
    return read_operand();
  }

  bool starts_operand(std::size_t at) const {
    std::size_t size = 0;
    const char32_t code = decode_utf8(text_, at, size);
    return code != U'-' && class_of(code) != CharClass::space;
  }

  std::optional<Query> read_operand() {
    std::size_t size = 0;
    if (is_quote(peek(size))) {
      if (std::optional<Query> phrase = read_phrase(size)) return phrase;
      at_ += size;  // a quote that is never closed
      if (!skip_space()) return {};
    }
    return read_word();
  }

  std::optional<Query> read_phrase(std::size_t open_size) {
    const std::size_t begin = at_ + open_size;
    for (std::size_t at = begin, size = 0; at < text_.size(); at += size) {
      if (!is_quote(decode_utf8(text_, at, size))) continue;
      at_ = at + size;
      return Query{QueryOp::phrase, std::string(text_.substr(begin, at - begin)), {}};
    }
    return {};
  }

  std::optional<Query> read_word() {
    const std::size_t begin = at_;
    for (std::size_t size = 0; at_ < text_.size(); at_ += size) {
      const char32_t code = peek(size);
      if (class_of(code) == CharClass::space || is_quote(code)) break;
    }
    if (at_ == begin) return {};
    return Query{QueryOp::word, std::string(text_.substr(begin, at_ - begin)), {}};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::size_t words_in(const Query& query) {
  if (query.op == QueryOp::word) return 1;
  if (query.op == QueryOp::phrase) {
    return 1 + static_cast<std::size_t>(std::count(query.text.begin(), query.text.end(), ' '));
  }
  std::size_t words = 0;
  for (const Query& child : query.children) words += words_in(child);
  return words;
}

}  // namespace

Expected<Query> parse_query(std::string_view text) {
  if (text.size() > kMaxQueryBytes) {
    return usage_error(fmt::format("the query is longer than {} bytes", kMaxQueryBytes),
                       "Search for the few words that matter.");
  }
  const std::string valid = to_valid_utf8(text);
  Query query = Parser(valid).parse();
  if (words_in(query) > kMaxQueryWords) {
    return usage_error(fmt::format("the query has more than {} words", kMaxQueryWords),
                       "Search for the few words that matter.");
  }
  return query;
}

}  // namespace mi
