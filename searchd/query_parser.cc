#include "searchd/query_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/analyzer.h"
#include "core/unicode.h"
#include "searchd/query_lexer.h"

namespace mi {
namespace {

using Kind = QueryTokenKind;
using Tokens = std::vector<QueryToken>;

bool is_sign(Kind kind) { return kind == Kind::plus || kind == Kind::minus; }

bool ends_operand(const Tokens& tokens) {
  return !tokens.empty() && (tokens.back().kind == Kind::leaf || tokens.back().kind == Kind::close);
}

// Parentheses in pairs, none of them empty: what is closed too often is dropped, what is not closed
// is closed at the end.
Tokens balanced(Tokens tokens) {
  Tokens out;
  std::size_t depth = 0;
  const auto close = [&] {
    --depth;
    if (out.back().kind != Kind::open) return out.push_back({Kind::close, {}});
    out.pop_back();
    while (!out.empty() && is_sign(out.back().kind)) out.pop_back();
  };
  for (QueryToken& token : tokens) {
    if (token.kind == Kind::close) {
      if (depth > 0) close();
      continue;
    }
    if (token.kind == Kind::open) ++depth;
    out.push_back(std::move(token));
  }
  while (depth > 0) close();
  return out;
}

std::size_t deepest(const Tokens& tokens) {
  std::size_t depth = 0;
  std::size_t most = 0;
  for (const QueryToken& token : tokens) {
    if (token.kind == Kind::open) most = std::max(most, ++depth);
    if (token.kind == Kind::close) --depth;
  }
  return most;
}

bool is_text(const QueryToken& token) {
  return token.kind == Kind::leaf &&
         (token.leaf.op == QueryOp::word || token.leaf.op == QueryOp::phrase);
}

bool starts_operand(const QueryToken* token) {
  return token != nullptr && (token->kind == Kind::leaf || token->kind == Kind::open);
}

// Leaves the tokens that stand, and makes words of the others, or nothing where they are no words.
template <class Stands>
Tokens filtered(Tokens tokens, Stands stands) {
  Tokens out;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    QueryToken& token = tokens[i];
    const QueryToken* next = i + 1 < tokens.size() ? &tokens[i + 1] : nullptr;
    if (stands(token.kind, std::as_const(out), next)) {
      out.push_back(std::move(token));
    } else if (!token.leaf.text.empty()) {
      out.push_back({Kind::leaf, {QueryOp::word, std::move(token.leaf.text)}});
    }
  }
  return out;
}

// Tokens that are well formed: signs, parentheses and operators with what belongs to them.
Tokens well_formed(Tokens tokens) {
  tokens = filtered(std::move(tokens), [](Kind kind, const Tokens&, const QueryToken* next) {
    return !is_sign(kind) || starts_operand(next);
  });
  tokens = balanced(std::move(tokens));
  return filtered(std::move(tokens), [](Kind kind, const Tokens& before, const QueryToken* next) {
    if (kind == Kind::and_ || kind == Kind::or_) {
      return ends_operand(before) &&
             (starts_operand(next) || (next != nullptr && is_sign(next->kind)));
    }
    if (kind == Kind::near)
      return !before.empty() && is_text(before.back()) && next != nullptr && is_text(*next);
    return true;
  });
}

// Recursive descent over tokens that are well formed by now. The depth is bounded before.
class Parser {
 public:
  explicit Parser(Tokens tokens) : tokens_(std::move(tokens)) {}

  Query parse() {
    Query query = tokens_.empty() ? Query{} : either();
    const bool is_root =
        query.op == QueryOp::any || query.op == QueryOp::all || query.op == QueryOp::either;
    return is_root ? query : Query{QueryOp::any, {}, {std::move(query)}};
  }

 private:
  bool at(Kind kind) const { return at_ < tokens_.size() && tokens_[at_].kind == kind; }

  bool accept(Kind kind) {
    if (!at(kind)) return false;
    ++at_;
    return true;
  }

  static Query joined(QueryOp op, std::vector<Query> operands) {
    if (operands.size() == 1) return std::move(operands.front());
    return {op, {}, std::move(operands)};
  }

  Query either() {
    std::vector<Query> operands;
    do operands.push_back(all());
    while (accept(Kind::or_));
    return joined(QueryOp::either, std::move(operands));
  }

  Query all() {
    std::vector<Query> operands;
    do operands.push_back(beside());
    while (accept(Kind::and_));
    return joined(QueryOp::all, std::move(operands));
  }

  Query beside() {
    std::vector<Query> operands;
    while (at(Kind::leaf) || at(Kind::open) || at(Kind::plus) || at(Kind::minus))
      operands.push_back(with_sign());
    return joined(QueryOp::any, std::move(operands));
  }

  Query with_sign() {
    if (accept(Kind::plus)) return {QueryOp::must, {}, {near()}};
    if (accept(Kind::minus)) return {QueryOp::without, {}, {near()}};
    return near();
  }

  Query near() {
    std::vector<Query> operands;
    operands.push_back(primary());
    std::uint32_t distance = 0;
    while (at(Kind::near)) {
      distance = std::max(distance, tokens_[at_++].leaf.distance);
      operands.push_back(primary());
    }
    Query query = joined(QueryOp::near, std::move(operands));
    if (distance > 0) query.distance = distance;
    return query;
  }

  Query primary() {
    if (accept(Kind::open)) {
      Query group = either();
      accept(Kind::close);
      return group;
    }
    return std::move(tokens_[at_++].leaf);
  }

  Tokens tokens_;
  std::size_t at_ = 0;
};

// How many words a query asks for beyond plain words.
struct Weight {
  std::size_t marked = 0;      // under signs and in fields
  std::size_t structured = 0;  // those, and in phrases, groups and operators
  std::size_t prefixes = 0;
};

std::size_t words_of(const std::string& text) {
  const std::vector<Token> tokens = analyze(text);
  const auto words = std::count_if(tokens.begin(), tokens.end(), [](const Token& token) {
    return token.kind != TokenKind::bigram && token.kind != TokenKind::symbol;
  });
  return std::max<std::size_t>(1, static_cast<std::size_t>(words));
}

void weigh(const Query& query, bool structured, bool marked, Weight& weight) {
  if (query.op == QueryOp::prefix) ++weight.prefixes;
  if (query.children.empty() && query.op != QueryOp::any) {
    structured = structured || query.op == QueryOp::phrase;
    marked = marked || query.op == QueryOp::field;
    if (!structured && !marked) return;
    const std::size_t words = words_of(query.text);
    weight.structured += words;
    if (marked) weight.marked += words;
    return;
  }
  structured = structured || query.op == QueryOp::all || query.op == QueryOp::either ||
               query.op == QueryOp::near;
  marked = marked || query.op == QueryOp::must || query.op == QueryOp::without;
  for (const Query& child : query.children) weigh(child, structured, marked, weight);
}

Weight weight_of(const Query& query) {
  Weight weight;
  weigh(query, false, false, weight);
  return weight;
}

}  // namespace

Expected<ParsedQuery> parse_query(std::string_view text) {
  const std::string advice = "Search for the few words that matter.";
  if (text.size() > kMaxQueryBytes)
    return usage_error(fmt::format("the query is longer than {} bytes", kMaxQueryBytes), advice);
  const std::string valid = to_valid_utf8(text);
  LexedQuery lexed = lex_query(valid, LexerMode::full);
  Tokens tokens = well_formed(std::move(lexed.tokens));
  if (deepest(tokens) > kMaxQueryDepth) {
    return usage_error(fmt::format("the query has parentheses more than {} deep", kMaxQueryDepth),
                       "Leave some of them out.");
  }
  ParsedQuery parsed{Parser(std::move(tokens)).parse()};
  const Weight weight = weight_of(parsed.query);
  if (weight.prefixes > kMaxQueryPrefixes) {
    return usage_error(fmt::format("the query has more than {} words with *", kMaxQueryPrefixes),
                       "Write some of them out.");
  }
  if (weight.structured > kMaxQueryTerms) {
    parsed.simplified = true;
    lexed = lex_query(valid, LexerMode::words);
    parsed.query = Parser(well_formed(std::move(lexed.tokens))).parse();
  }
  if (weight.marked > kMaxQueryTerms || weight_of(parsed.query).marked > kMaxQueryTerms) {
    return usage_error(
        fmt::format("the query has more than {} words with + or - or in fields", kMaxQueryTerms),
        advice);
  }
  parsed.unread = std::move(lexed.unread);
  return parsed;
}

}  // namespace mi
