#include "searchd/query_words.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/schema.h"
#include "searchd/field_condition.h"

namespace mi {
namespace {

bool has_content_word(const Query& query) {
  if (query.op == QueryOp::without) return false;
  if (query.op == QueryOp::prefix) return true;
  if (query.op == QueryOp::word || query.op == QueryOp::phrase) {
    const std::vector<Token> tokens = analyze(query.text);
    return std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
      return token.kind != TokenKind::bigram && token.kind != TokenKind::symbol &&
             !is_stop_word(token);
    });
  }
  return std::any_of(query.children.begin(), query.children.end(), has_content_word);
}

class Gatherer {
 public:
  explicit Gatherer(bool drop_stop_words) : drop_stop_words_(drop_stop_words) {}

  void add_children(const Query& query) {
    ++chain_;
    for (const Query& child : query.children) {
      add_one(child);
      const bool beside = query.op == QueryOp::any;
      if (!beside) ++chain_;
    }
    ++chain_;
  }

  QueryWords take() { return std::move(out_); }

 private:
  void add_one(const Query& query) {
    switch (query.op) {
      case QueryOp::word:
      case QueryOp::phrase:
        return add_words(query.text);
      case QueryOp::prefix:
        return out_.terms.push_back({{}, query.text, TokenKind::word, QueryTerm::kNoWord, &query});
      case QueryOp::must:
        return add_one(query.children.front());
      case QueryOp::field:
        return add_math(query);
      case QueryOp::without:
        return;
      case QueryOp::any:  // parentheses in running text part no neighbours
        for (const Query& child : query.children) add_one(child);
        return;
      default:
        return add_children(query);
    }
  }

  void add_words(const std::string& text) {
    std::uint32_t stopped = UINT32_MAX;  // position of a stop word, whose 2-grams go with it
    std::vector<QueryWord>& words = out_.words;
    const std::size_t first = words.size();
    for (const Token& token : analyze(text)) {
      const bool stop = drop_stop_words_ && is_stop_word(token);
      if (stop) stopped = token.position;
      if (stop || (token.kind == TokenKind::bigram && token.position == stopped)) continue;
      const std::string typed = text.substr(token.byte_begin, token.byte_end - token.byte_begin);
      const bool beside =
          !is_word(token.kind) && words.size() > first && words.back().position == token.position;
      if (!beside)
        words.push_back(
            {token.term, typed, token.position, chain_, is_word(token.kind), true, token.kind});
      out_.terms.push_back({term_of(token), typed, token.kind, words.size() - 1, nullptr});
    }
  }

  // The symbols of a formula: each, and neighbours near each other. Their positions are not those
  // of words.
  void add_math(const Query& query) {
    if (query.field != QueryField::math) return;
    ++chain_;
    for (std::string& symbol : symbol_terms(query.text)) {
      out_.words.push_back({symbol, query.text, 0, chain_, true, true, TokenKind::symbol});
      out_.terms.push_back(
          {std::move(symbol), query.text, TokenKind::symbol, out_.words.size() - 1, nullptr});
    }
    ++chain_;
  }

  bool drop_stop_words_;
  std::size_t chain_ = 0;
  QueryWords out_;
};

void drop_the_commonest(std::vector<QueryWord>& words, const CollectionStatistics& statistics) {
  std::map<std::string, std::uint64_t> frequencies;
  for (const QueryWord& word : words) frequencies.emplace(word.term, 0);
  if (frequencies.size() <= kMaxRankedWords) return;
  std::vector<std::pair<std::uint64_t, std::string>> order;
  for (auto& [term, frequency] : frequencies) {
    frequency = statistics.frequency(term);
    order.emplace_back(frequency == 0 ? UINT64_MAX : frequency, term);
  }
  std::sort(order.begin(), order.end());
  std::set<std::string> kept;
  for (std::size_t i = 0; i < kMaxRankedWords; ++i) kept.insert(order[i].second);
  for (QueryWord& word : words) word.kept = kept.contains(word.term);
}

}  // namespace

bool is_word(TokenKind kind) {
  return kind == TokenKind::word || kind == TokenKind::number || kind == TokenKind::hangul;
}

QueryWords query_words(const Query& root, const CollectionStatistics& statistics) {
  Gatherer gatherer(has_content_word(root));
  gatherer.add_children(root);
  QueryWords words = gatherer.take();
  drop_the_commonest(words.words, statistics);
  return words;
}

}  // namespace mi
