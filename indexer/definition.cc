#include "indexer/definition.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/phrase_key.h"

namespace mi {
namespace {

constexpr std::size_t kMaxTermWords = 4;
constexpr std::size_t kMaxSentenceWords = 60;
constexpr std::size_t kNone = SIZE_MAX;

template <std::size_t size>
using Words = std::array<std::string_view, size>;

template <std::size_t size>
bool is_one_of(std::string_view word, const Words<size>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

template <std::size_t size>
bool ends_with_one_of(std::string_view word, const Words<size>& ends) {
  return std::any_of(ends.begin(), ends.end(),
                     [&](std::string_view end) { return word.ends_with(end); });
}

bool is_any_of(char c, std::string_view chars) { return chars.find(c) != std::string_view::npos; }

// What may stand between the words of a term.
bool joins(std::string_view gap) {
  return std::all_of(gap.begin(), gap.end(), [](char c) { return is_any_of(c, " -_'\"*`"); });
}

std::string_view without_quotes(std::string_view gap) {
  while (!gap.empty() && is_any_of(gap.front(), " '\"*`")) gap.remove_prefix(1);
  constexpr Words<2> kClosing = {"\u2019", "\u201D"};
  for (const std::string_view quote : kClosing) {
    if (gap.starts_with(quote)) gap.remove_prefix(quote.size());
  }
  return gap;
}

class Finder {
 public:
  Finder(std::string_view text, const std::vector<Token>& tokens) : text_(text) {
    for (const Token& token : tokens) {
      if (token.kind == TokenKind::word || token.kind == TokenKind::number ||
          token.kind == TokenKind::hangul)
        words_.push_back(&token);
    }
  }

  std::vector<std::string> find() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (begins_sentence(i)) look_at_subject(i);
      look_for_name(i);
      look_for_korean_name(i);
    }
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return std::move(found_);
  }

 private:
  // The word as it stands there; empty behind the last one.
  std::string_view word(std::size_t i) const {
    if (i >= words_.size()) return {};
    return text_.substr(words_[i]->byte_begin, words_[i]->byte_end - words_[i]->byte_begin);
  }

  std::string_view term(std::size_t i) const {
    return i < words_.size() ? std::string_view(words_[i]->term) : std::string_view();
  }

  // What stands behind a word, up to the next one.
  std::string_view gap(std::size_t i) const {
    const std::size_t begin = words_[i]->byte_end;
    const std::size_t end = i + 1 < words_.size() ? words_[i + 1]->byte_begin : text_.size();
    return begin < end ? text_.substr(begin, end - begin) : std::string_view();
  }

  bool begins_block(std::size_t i) const {
    return i == 0 || gap(i - 1).find('\n') != std::string_view::npos;
  }

  bool begins_sentence(std::size_t i) const {
    return i == 0 || gap(i - 1).find_first_of(".!?:;\n") != std::string_view::npos;
  }

  void add(std::size_t begin, std::size_t end) {  // bytes
    std::string key = phrase_key(text_.substr(begin, end - begin));
    if (!key.empty()) found_.push_back(std::move(key));
  }

  void add_words(std::size_t first, std::size_t last) {
    if (first > last || is_stop_word(*words_[first]) || is_stop_word(*words_[last])) return;
    add(words_[first]->byte_begin, words_[last]->byte_end);
  }

  // "The residual stream (stream) is a ...", "Superposition: ...", "중첩이란 ..."
  void look_at_subject(std::size_t at) {
    const bool is_first = begins_block(at);
    constexpr Words<3> kArticles = {"a", "an", "the"};
    if (is_one_of(term(at), kArticles)) ++at;
    for (std::size_t last = at; last < std::min(at + kMaxTermWords, words_.size()); ++last) {
      std::size_t alias = kNone;
      std::size_t behind = last;  // the last word of what stands in parentheses
      std::string_view rest = without_quotes(gap(last));
      if (rest.starts_with("(")) {
        alias = last + 1;
        for (behind = alias; behind < words_.size() && behind < alias + kMaxTermWords &&
                             gap(behind).find(')') == std::string_view::npos;)
          ++behind;
        if (behind >= words_.size()) return;
        const std::size_t close = gap(behind).find(')');
        if (close == std::string_view::npos) return;
        rest = without_quotes(gap(behind).substr(close + 1));
      }
      if (is_defined(last, behind, rest, is_first)) {
        add_subject(at, last);
        if (alias != kNone) add_words(alias, behind);
        return;
      }
      if (alias != kNone || !joins(gap(last))) return;
    }
  }

  void add_subject(std::size_t first, std::size_t last) {
    if (is_stop_word(*words_[first])) return;
    std::string_view end = word(last);
    constexpr Words<2> kMeans = {"이란", "란"};
    for (const std::string_view suffix : kMeans) {
      if (words_[last]->kind != TokenKind::hangul || !end.ends_with(suffix)) continue;
      return add(words_[first]->byte_begin, words_[last]->byte_end - suffix.size());
    }
    add_words(first, last);
  }

  // Whether what follows says that the subject is being defined. `rest`: what stands behind it, up
  // to the next word.
  bool is_defined(std::size_t last, std::size_t behind, std::string_view rest, bool first) const {
    if (first && behind + 1 < words_.size() &&
        (rest.starts_with(": ") || rest.starts_with("\u2014 ") || rest.starts_with("\u2013 ")))
      return true;
    return is_english_verb(behind + 1, rest) || is_korean_topic(last, behind, rest);
  }

  bool is_english_verb(std::size_t verb, std::string_view rest) const {
    if (!joins(rest)) return false;
    constexpr Words<2> kIs = {"is", "are"};
    constexpr Words<12> kAfterIs = {"a",     "an",      "the", "any",  "one",    "when",
                                    "where", "defined", "how", "what", "simply", "just"};
    if (is_one_of(word(verb), kIs)) return is_one_of(word(verb + 1), kAfterIs);
    constexpr Words<2> kRefers = {"refers", "refer"};
    if (is_one_of(word(verb), kRefers)) return word(verb + 1) == "to";
    constexpr Words<4> kMeans = {"means", "denotes", "mean", "denote"};
    return is_one_of(word(verb), kMeans);
  }

  bool is_korean_topic(std::size_t last, std::size_t behind, std::string_view rest) const {
    // A particle stands in the word, or behind a parenthesis and a Latin word by itself.
    const std::string_view particle =
        behind == last && words_[last]->kind == TokenKind::hangul ? word(last) : rest;
    const std::string_view bare = particle.substr(0, particle.find_first_of(" ,"));
    constexpr Words<2> kMeans = {"이란", "란"};
    if (ends_with_one_of(bare, kMeans)) return true;
    constexpr Words<2> kNamed = {"이라는", "라는"};
    constexpr Words<2> kThing = {"것은", "건"};
    if (ends_with_one_of(bare, kNamed)) return is_one_of(word(behind + 1), kThing);
    constexpr Words<2> kTopic = {"은", "는"};
    return ends_with_one_of(bare, kTopic) && ends_as_definition(behind + 1);
  }

  // Whether the sentence ends in "... is called", "... means", "... is a method".
  bool ends_as_definition(std::size_t at) const {
    const std::size_t limit = std::min(words_.size(), at + kMaxSentenceWords);
    while (at < limit && gap(at).find_first_of(".!?\n") == std::string_view::npos &&
           at + 1 < words_.size())
      ++at;
    if (at >= limit) return false;
    constexpr Words<26> kEnds = {
        "말한다",     "의미한다",   "뜻한다",     "가리킨다", "말합니다",   "의미합니다",
        "뜻합니다",   "가리킵니다", "말함",       "의미함",   "뜻함",       "현상이다",
        "현상입니다", "기법이다",   "기법입니다", "방법이다", "방법입니다", "개념이다",
        "개념입니다", "가설이다",   "가설입니다", "방식이다", "방식입니다", "것이다",
        "것입니다",   "현상"};
    return ends_with_one_of(word(at), kEnds);
  }

  // "we call this superposition", "known as superposition"
  void look_for_name(std::size_t at) {
    constexpr Words<6> kCall = {"call", "called", "calls", "termed", "dubbed", "named"};
    constexpr Words<2> kKnown = {"known", "referred"};
    if (is_one_of(word(at), kCall)) {
      ++at;
    } else if (is_one_of(word(at), kKnown)) {
      ++at;
      if (word(at) == "to") ++at;
      if (word(at) != "as") return;
      ++at;
    } else {
      return;
    }
    constexpr Words<10> kPointing = {"a",     "an",   "the",  "it",   "this",
                                     "these", "that", "them", "such", "those"};
    bool points = false;
    while (is_one_of(word(at), kPointing)) {
      constexpr Words<3> kArticles = {"a", "an", "the"};
      points = !is_one_of(word(at), kArticles);
      if (!without_quotes(gap(at)).empty() && !joins(gap(at))) return;
      ++at;
    }
    std::size_t last = at;
    for (; last < words_.size() && last < at + kMaxTermWords; ++last) {
      if (is_stop_word(*words_[last])) break;
      if (!joins(gap(last))) {
        ++last;
        break;
      }
    }
    if (last == at || last == words_.size() + 1) return;
    add_words(at, last - 1);
    if (points && last - at > 1) add_words(at + 1, last - 1);
  }

  // "... 현상을 중첩이라고 한다"
  void look_for_korean_name(std::size_t at) {
    if (at + 1 >= words_.size()) return;
    constexpr Words<6> kCall = {"한다", "부른다", "부르", "합니다", "부릅니다", "불린다"};
    const bool calls = std::any_of(kCall.begin(), kCall.end(), [&](std::string_view call) {
      return word(at + 1).starts_with(call);
    });
    if (!calls) return;
    const bool is_hangul = words_[at]->kind == TokenKind::hangul;
    std::string_view end = is_hangul ? word(at) : gap(at);
    end = end.substr(0, end.find_last_not_of(' ') + 1);
    constexpr Words<4> kAs = {"이라고", "라고", "이라", "라"};
    const auto suffix = std::find_if(kAs.begin(), kAs.end(),
                                     [&](std::string_view each) { return end.ends_with(each); });
    if (suffix == kAs.end()) return;
    const std::size_t byte_end = words_[at]->byte_end - (is_hangul ? suffix->size() : 0);
    add(words_[at]->byte_begin, byte_end);
    if (at > 0 && joins(gap(at - 1))) add(words_[at - 1]->byte_begin, byte_end);
  }

  std::string_view text_;
  std::vector<const Token*> words_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> defined_terms(std::string_view text, const std::vector<Token>& tokens) {
  return Finder(text, tokens).find();
}

}  // namespace mi
