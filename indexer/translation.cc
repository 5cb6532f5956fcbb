#include "indexer/translation.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "core/ascii.h"
#include "core/korean.h"
#include "core/unicode.h"
#include "indexer/acronym.h"
#include "indexer/head_nouns.h"
#include "indexer/transliteration.h"

namespace mi {
namespace {

using Pieces = std::vector<TermPiece>;
using Words = std::unordered_set<std::string_view>;

constexpr std::size_t kMaxEnglishWords = 6;
constexpr std::size_t kMaxKoreanWords = 5;

std::size_t syllables_of(std::string_view hangul) { return hangul.size() / 3; }

std::u32string to_utf32(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0, size = 0; at < text.size(); at += size) {
    out += decode_utf8(text, at, size);
  }
  return out;
}

template <std::size_t Size>
bool ends_with_any(std::string_view word, const std::array<std::string_view, Size>& endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

Words word_set(std::string_view list) {
  Words words;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    words.insert(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return words;
}

// Words that point or label: what stands in parentheses behind them is no translation of theirs,
// and no term begins with them.
bool is_label(std::string_view word) {
  static const Words kWords = word_set(
      "예 예시 예컨대 즉 이 그 저 이것 그것 것 수 때 곳 등 경우 여기 거기 논문 링크 그림 표 식 "
      "참고 "
      "참조 출처 저자 제목 단 위 아래 앞 뒤 더 및 또는 혹은 모든 각 각각 다른 어떤 이런 그런 여러 "
      "한 두 "
      "세 네 첫 번째 매우 가장 보통 흔히 위한 대한 관한 통한 의한 따른 같은 이후 이전 당시 최근 "
      "현재 년 "
      "월 일 후 개 명 배 쪽 장 절 번 약 총 또 왜 본 개의 이때 그리고 하지만 그러나 따라서 특히 "
      "바로 "
      "새로운 "
      "새 필수 선택 생략 미정 설명 요약 기타 정도 종류 이름 말 뜻 나의 나만의 우리 서로 이미 아주 "
      "좀 잘 다시 "
      "미리 함께 먼저 그대로 실제 기존 주로 모두 일종의 소위 이른바 과 와 은 는 을 를 의 에 로");
  return kWords.contains(word);
}

// The final consonant of a syllable: 4 ㄴ, 20 ㅆ, 0 none (Unicode 15, section 3.12).
int batchim(char32_t syllable) {
  if (syllable < 0xAC00 || syllable > 0xD7A3) return 0;
  return static_cast<int>((syllable - 0xAC00) % 28);
}

// Forms of verbs and adjectives that no noun ends in.
bool is_verb_form(std::string_view word) {
  constexpr auto kEndings = std::to_array<std::string_view>(
      {"하는", "되는", "있는", "없는", "시키는", "하여", "되어", "시켜",   "하고",   "되고",
       "하며", "되며", "이며", "거나", "지만",   "면서", "도록", "려고",   "하면",   "되면",
       "해서", "돼서", "해야", "하게", "되게",   "하지", "되지", "습니다", "합니다", "됩니다",
       "시킨", "인데", "있음", "없음", "않음",   "된",   "하기", "되기",   "하자",   "어서",
       "아서", "쳐서", "내서", "려서", "켜서",   "는지", "는",   "은",     "없다",   "이다",
       "할지", "쉬운", "는데", "인지", "빠른",   "붙인", "로써"});
  if (ends_with_any(word, kEndings)) return true;
  if (syllables_of(word) < 3) return false;
  constexpr auto kNouns = std::to_array<std::string_view>({"권한", "제한", "무한", "포함"});
  constexpr auto kLonger = std::to_array<std::string_view>({"한", "함", "됨", "할"});
  if (ends_with_any(word, kLonger)) return !ends_with_any(word, kNouns);
  const std::u32string letters = to_utf32(word);
  const int before = batchim(letters[letters.size() - 2]);
  return letters.back() == U'다' && (before == 4 || before == 20);
}

// Forms that stand before a noun and describe it: "숨겨진 층", "희소한 표현".
bool is_adnominal(std::string_view word) {
  constexpr auto kEndings = std::to_array<std::string_view>(
      {"된",   "한",   "적인", "겨진", "려진", "어진", "여진", "혀진",
       "깊은", "높은", "낮은", "작은", "많은", "짧은", "넓은", "좁은",
       "얕은", "로운", "러운", "거운", "려운", "벼운", "쉬운"});
  return ends_with_any(word, kEndings);
}

// Nouns whose last syllable looks like a particle: 정확도, 자기주의, 평가.
bool ends_like_a_noun(std::string_view word) {
  constexpr auto kEndings = std::to_array<std::string_view>(
      {"강의", "회의", "동의", "지도", "확도", "사도", "밀도", "속도", "온도", "강도",
       "척도", "소도", "이도", "빈도", "잡도", "뢰도", "요도", "정도", "감도", "각도",
       "주의", "정의", "합의", "논의", "차이", "길이", "높이", "깊이", "평가", "증가",
       "추가", "변수", "회로", "경로", "결과", "효과", "통과", "초과", "원인", "요인",
       "확인", "코더", "와이", "페이", "모의", "메타"});
  return ends_with_any(word, kEndings);
}

// The word less a particle that cannot be part of it.
std::string_view without_josa(std::string_view word) {
  if (ends_like_a_noun(word)) return word;
  constexpr auto kJosa =
      std::to_array<std::string_view>({"에서는", "에서의", "으로의", "이라는", "에서", "에게",
                                       "으로", "이란", "라는", "을", "를", "의"});
  for (const std::string_view josa : kJosa) {
    if (word.ends_with(josa) && syllables_of(word) >= syllables_of(josa) + 2) {
      return word.substr(0, word.size() - josa.size());
    }
  }
  return word;
}

// "일반성과(...)": "and" behind a word, where the two syllables before it make a word.
bool is_joined(std::string_view word) {
  return syllables_of(word) > 3 && (word.ends_with("과") || word.ends_with("와")) &&
         !ends_like_a_noun(word);
}

bool has_particle(std::string_view word) {
  if (ends_like_a_noun(word) || word.ends_with("적")) return false;
  if (word.ends_with("의") || word.ends_with("를")) return true;
  const std::u32string letters = to_utf32(word);
  return strip_endings(letters).size() != letters.size();
}

// ---- the English side

// Words that begin or fill a remark, not a term.
bool is_remark_word(std::string_view lower) {
  static const Words kWords = {
      "see",     "fig",     "figure", "table", "section", "eq",       "equation", "appendix",
      "ref",     "cf",      "eg",     "ie",    "etc",     "al",       "is",       "are",
      "was",     "were",    "that",   "which", "this",    "these",    "it",       "we",
      "you",     "they",    "what",   "how",   "why",     "not",      "but",      "if",
      "when",    "left",    "right",  "top",   "bottom",  "optional", "required", "default",
      "todo",    "arxiv",   "pdf",    "link",  "url",     "e",        "i",        "or",
      "http",    "https",   "www",    "code",  "paper",   "blog",     "github",   "my",
      "our",     "your",    "yes",    "no",    "true",    "false",    "none",     "null",
      "part",    "chapter", "page",   "vol",   "version", "ver",      "new",      "author",
      "authors", "here",    "so",     "from",  "to",      "and",      "with",     "by",
      "than",    "vs",      "et"};
  return kWords.contains(lower);
}

bool is_plain_english(const TermPiece& piece) {
  if (piece.kind != TermPieceKind::word || !piece.is_latin() || piece.has_digit) return false;
  return std::all_of(piece.text.begin(), piece.text.end(),
                     [](char c) { return is_upper(c) || is_lower(c) || c == '-' || c == '\''; });
}

// "LayerNorm", "GPT", "iPhone": a capital behind the first letter of a part.
bool is_identifier(std::string_view word) {
  for (std::size_t i = 1; i < word.size(); ++i) {
    if (is_upper(word[i]) && word[i - 1] != '-') return true;
  }
  return false;
}

struct English {
  std::string text;
  std::vector<std::string> words;  // lower case, split at spaces and hyphens
  std::size_t spaced_words = 0;
  std::size_t most_words = 0;  // that it can be in Korean: prefixes count too
};

// Prefixes that are often a word of their own in Korean: 다중 의미적 (polysemantic).
bool has_split_prefix(std::string_view word) {
  constexpr auto kPrefixes =
      std::to_array<std::string_view>({"poly", "mono", "multi", "phylo", "ontogen"});
  return word.size() > 8 && std::any_of(kPrefixes.begin(), kPrefixes.end(),
                                        [&](std::string_view p) { return word.starts_with(p); });
}

void split_hyphens(std::string_view word, std::vector<std::string>& words) {
  while (!word.empty()) {
    const std::size_t end = std::min(word.find('-'), word.size());
    if (end > 0) words.push_back(lower_case(word.substr(0, end)));
    word.remove_prefix(std::min(end + 1, word.size()));
  }
}

// The pieces [begin, end) as an English term, an article before it left out.
std::optional<English> english_term(const Pieces& pieces, std::size_t begin, std::size_t end) {
  if (begin < end) {
    const std::string first = lower_case(pieces[begin].text);
    if (first == "the" || first == "a" || first == "an") ++begin;
  }
  if (begin >= end || end - begin > kMaxEnglishWords) return std::nullopt;
  English english;
  std::size_t letters = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const TermPiece& piece = pieces[i];
    if (!is_plain_english(piece) || is_identifier(piece.text)) return std::nullopt;
    if (is_remark_word(lower_case(piece.text))) return std::nullopt;
    letters += piece.text.size();
    split_hyphens(piece.text, english.words);
  }
  if (letters < 3) return std::nullopt;
  english.text = join_pieces(pieces, begin, end);
  english.spaced_words = end - begin;
  english.most_words =
      english.words.size() + static_cast<std::size_t>(std::count_if(
                                 english.words.begin(), english.words.end(), has_split_prefix));
  return english;
}

// ---- the Korean side

bool is_korean_word(const TermPiece& piece) {
  return piece.kind == TermPieceKind::word && piece.is_hangul();
}

// Whether the Hangul at `at` is what is left of a word: "$x$의", "중첩(Superposition)과".
bool is_glued(const Pieces& pieces, std::size_t at) {
  if (at == 0 || pieces[at].after_space) return false;
  const TermPiece& before = pieces[at - 1];
  return before.kind == TermPieceKind::close || before.text.ends_with('$');
}

// How many halves of an English word a Korean word makes up for: two where it sounds like one, two
// for a head noun that is told, else its syllables.
std::size_t weight_of(std::string_view korean, const English& english) {
  const bool is_one = std::any_of(english.words.begin(), english.words.end(),
                                  [&](const std::string& w) { return sounds_like(korean, w); });
  if (is_one) return 2;
  const HeadNoun head = head_noun_of(korean);
  if (head.korean.empty() || !is_told_by(head, english.words)) return syllables_of(korean);
  return 2 + syllables_of(korean.substr(0, korean.size() - head.korean.size()));
}

// Whether the last word of a Korean term can stand for the English one.
bool can_be_told(std::string_view last, const English& english) {
  if (is_label(last) || is_verb_form(last) || is_joined(last)) return false;
  const HeadNoun head = head_noun_of(last);
  return head.korean.empty() || is_told_by(head, english.words);
}

// The walk from the parenthesis to the left, over the words of the term.
class TermWalk {
 public:
  TermWalk(const Pieces& pieces, std::size_t end, const English& english)
      : pieces_(pieces), end_(end), begin_(end - 1), english_(english) {}

  // `is_label`: the parenthesis ends a heading or is followed by a colon.
  std::optional<std::string> term(bool is_label) {
    if (!is_korean_word(pieces_[begin_]) || is_glued(pieces_, begin_)) return std::nullopt;
    const std::string_view last = without_josa(pieces_[begin_].text);
    if (!can_be_told(last, english_)) return std::nullopt;
    weight_ = weight_of(last, english_);
    if (!take_whole(is_label)) {
      take_words();
      take_sounds();
    }
    if (weight_ < least_weight(last)) return std::nullopt;
    std::string joined = join_pieces(pieces_, begin_, end_ - 1);
    if (!joined.empty()) joined += ' ';
    return joined + std::string(last);
  }

 private:
  bool is_word_of_a_term(std::size_t at) const {
    const TermPiece& piece = pieces_[at];
    return is_korean_word(piece) && !is_label(piece.text) && !is_glued(pieces_, at);
  }

  // Half of the English must be told; where only its head is sure to be, more than that.
  std::size_t least_weight(std::string_view last) const {
    const bool is_head_only = end_ - begin_ == 1 && english_.spaced_words > 1 &&
                              (!head_noun_of(last).korean.empty() || stopped_at_verb_);
    return is_head_only ? std::max<std::size_t>(3, english_.spaced_words) : english_.spaced_words;
  }

  // Takes all words up to an opening quotation mark, or to the beginning of a heading or a label,
  // where these are nouns and the English has several words: "핵심 주장 (Core Thesis):".
  bool take_whole(bool is_label_end) {
    if (english_.most_words < 2) return false;
    std::size_t begin = nouns_begin(true);
    if (begin == 0 || pieces_[begin - 1].kind != TermPieceKind::quote) {
      begin = nouns_begin(false);
      const bool is_first = begin == 0 || pieces_[begin - 1].kind != TermPieceKind::word;
      if (!is_label_end || !is_first) return false;
    }
    if (end_ - begin > english_.most_words + 1) return false;
    while (begin_ > begin) weight_ += weight_of(pieces_[--begin_].text, english_);
    return true;
  }

  // Where the run of nouns begins that the last word ends.
  std::size_t nouns_begin(bool with_possessors) const {
    std::size_t begin = begin_;
    while (begin > 0 && pieces_[begin].after_space && is_word_of_a_term(begin - 1)) {
      const std::string_view word = pieces_[begin - 1].text;
      const bool is_allowed_possessor =
          with_possessors && word.ends_with("의") && !word.ends_with("에서의");
      if (is_adnominal(word) || (has_particle(word) && !is_allowed_possessor)) break;
      --begin;
    }
    return begin;
  }

  void take_words() {
    while (begin_ > 0 && end_ - begin_ < kMaxKoreanWords && pieces_[begin_].after_space) {
      if (!is_word_of_a_term(begin_ - 1)) return;
      const std::string_view word = pieces_[begin_ - 1].text;
      const bool describes = is_adnominal(word);
      stopped_at_verb_ = is_verb_form(word) && !word.ends_with("은");
      if (!describes && has_particle(word) && !is_possessor(word)) return;
      const std::size_t wanted = describes ? english_.spaced_words : english_.most_words;
      const bool is_wanting = end_ - begin_ < wanted && weight_ < 2 * wanted;
      if (!is_wanting && !is_ability()) return;
      weight_ += weight_of(word, english_);
      --begin_;
    }
  }

  // "키 프레임(Keyframe)": the word before belongs to it where both sound more like it.
  void take_sounds() {
    if (english_.words.size() != 1 || begin_ == 0 || !pieces_[begin_].after_space ||
        !is_word_of_a_term(begin_ - 1)) {
      return;
    }
    const std::string_view english = english_.words.front();
    const std::string both =
        std::string(pieces_[begin_ - 1].text) + std::string(pieces_[begin_].text);
    if (sounds_like(both, english) &&
        sound_similarity(both, english) > sound_similarity(pieces_[begin_].text, english)) {
      --begin_;
    }
  }

  // "모라벡의 역설(Moravec's Paradox)".
  bool is_possessor(std::string_view word) const {
    if (!word.ends_with("의")) return false;
    return english_.text.find("'s ") != std::string::npos ||
           english_.text.find(" of ") != std::string::npos;
  }

  // "해석 가능성(Interpretability)", "학습 가능한 계층(Learnable Hierarchy)": 가능 alone is none of
  // it.
  bool is_ability() const {
    const auto is_able = [](const std::string& word) {
      return word.ends_with("bility") || word.ends_with("able") || word.ends_with("ible");
    };
    return pieces_[begin_].text.starts_with("가능") &&
           std::any_of(english_.words.begin(), english_.words.end(), is_able);
  }

  const Pieces& pieces_;
  std::size_t end_;
  std::size_t begin_;
  const English& english_;
  std::size_t weight_ = 0;
  bool stopped_at_verb_ = false;
};

// "중첩"(Superposition): the quotation marks say where the term begins.
std::optional<std::string> quoted_term(const Pieces& pieces, std::size_t end,
                                       const English& english) {
  std::size_t begin = end - 1;
  while (begin > 0 && end - begin <= kMaxKoreanWords && is_korean_word(pieces[begin - 1])) --begin;
  if (begin == end - 1 || begin == 0 || pieces[begin - 1].kind != TermPieceKind::quote ||
      !can_be_told(pieces[end - 2].text, english)) {
    return std::nullopt;
  }
  return join_pieces(pieces, begin, end - 1);
}

// The Korean term before the parenthesis that opens at `open`.
std::optional<std::string> korean_term(const Pieces& pieces, std::size_t open, std::size_t close,
                                       const English& english) {
  if (pieces[open - 1].kind == TermPieceKind::quote) return quoted_term(pieces, open, english);
  const bool is_label_end = close + 1 == pieces.size() || pieces[close + 1].text == ":";
  return TermWalk(pieces, open, english).term(is_label_end);
}

// ---- the two directions

// Where the reading that begins at `begin` ends: at a separator or at the close.
std::size_t reading_end(const Pieces& pieces, std::size_t begin, std::size_t close) {
  while (begin < close && pieces[begin].kind != TermPieceKind::separator) ++begin;
  return begin;
}

std::size_t count_readings(const Pieces& pieces, std::size_t begin, std::size_t close) {
  std::size_t readings = 1;
  for (std::size_t i = begin; i < close; ++i) {
    if (pieces[i].kind == TermPieceKind::separator) ++readings;
  }
  return readings;
}

// An acronym among the readings behind the first: "(sparse autoencoder, SAE)".
void add_acronym(const Pieces& pieces, std::size_t at, std::size_t close, const English& english,
                 std::vector<TermPair>& pairs) {
  while (at + 1 < close) {
    const std::size_t end = reading_end(pieces, at + 1, close);
    if (end == at + 2) {
      if (auto pair = acronym_of(pieces[at + 1].text, english.text)) pairs.push_back(*pair);
    }
    at = end;
  }
}

// "중첩(Superposition)": at the parenthesis that opens at `open`.
void add_korean_first(const Pieces& pieces, std::size_t open, std::size_t close,
                      std::vector<TermPair>& pairs) {
  std::size_t end = reading_end(pieces, open + 1, close);
  if (count_readings(pieces, open + 1, close) > 2) return;  // a list of examples
  for (std::size_t i = open + 1; i < end; ++i) {
    if (pieces[i].kind == TermPieceKind::open) end = i;  // "(Wall Street Journal (WSJ))"
  }
  const std::optional<English> english = english_term(pieces, open + 1, end);
  if (!english) return;
  const std::optional<std::string> korean = korean_term(pieces, open, close, *english);
  if (!korean) return;
  TermPair pair;
  pair.kind = TermPairKind::translation;
  pair.term = *korean;
  pair.other = english->text;
  pairs.push_back(std::move(pair));
  add_acronym(pieces, end, close, *english, pairs);
}

// The Hangul words inside a parenthesis, where there is nothing else.
std::optional<std::string> korean_inside(const Pieces& pieces, std::size_t open,
                                         std::size_t close) {
  if (close - open - 1 > kMaxKoreanWords) return std::nullopt;
  for (std::size_t i = open + 1; i < close; ++i) {
    if (!is_korean_word(pieces[i]) || is_label(pieces[i].text)) return std::nullopt;
    const bool is_last = i + 1 == close;
    if (is_last ? is_verb_form(pieces[i].text) || without_josa(pieces[i].text) != pieces[i].text
                : has_particle(pieces[i].text) && !is_adnominal(pieces[i].text)) {
      return std::nullopt;
    }
  }
  return join_pieces(pieces, open + 1, close);
}

// "Superposition(중첩)".
void add_english_first(const Pieces& pieces, std::size_t open, std::size_t close,
                       std::vector<TermPair>& pairs) {
  const std::optional<std::string> korean = korean_inside(pieces, open, close);
  if (!korean) return;
  const std::size_t wanted = std::max<std::size_t>(close - open - 1, 1);
  std::size_t begin = open;
  while (begin > 0 && open - begin <= kMaxEnglishWords && is_plain_english(pieces[begin - 1])) {
    --begin;
  }
  const std::optional<English> english = english_term(pieces, begin, open);
  if (!english || english->spaced_words > wanted + 1) return;
  if (syllables_of(*korean) < english->spaced_words) return;
  const std::string_view last = pieces[close - 1].text;
  if (!can_be_told(last, *english)) return;
  if (close - open == 2 && english->spaced_words > 1 && weight_of(last, *english) < 3) return;
  TermPair pair;
  pair.kind = TermPairKind::translation;
  pair.term = *korean;
  pair.other = english->text;
  pairs.push_back(std::move(pair));
}

}  // namespace

std::vector<TermPair> find_translations(const std::vector<TermPiece>& pieces) {
  std::vector<TermPair> pairs;
  for (std::size_t open = 1; open < pieces.size(); ++open) {
    if (pieces[open].kind != TermPieceKind::open) continue;
    const std::size_t close = closing_piece(pieces, open);
    if (close < open + 2) continue;
    if (pieces[open + 1].is_hangul()) {
      add_english_first(pieces, open, close, pairs);
    } else {
      add_korean_first(pieces, open, close, pairs);
    }
  }
  return pairs;
}

}  // namespace mi
