#include "core/korean_verbs.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/korean_verb_stems.h"

namespace mi {
namespace {

// A syllable is (lead * 21 + vowel) * 28 + final from here on (Unicode 15, section 3.12).
constexpr char32_t kFirstSyllable = 0xAC00;
constexpr std::size_t kSyllables = 11172;
constexpr char32_t kVowels = 21;
constexpr char32_t kFinals = 28;

// Final consonants and vowels by those numbers.
enum Final : char32_t {
  kNone = 0,
  kNieun = 4,
  kDigeut = 7,
  kRieul = 8,
  kBieup = 17,
  kSiot = 19,
  kSsangsiot = 20
};
enum Vowel : char32_t {
  kA = 0,
  kAe = 1,
  kYa = 2,
  kEo = 4,
  kE = 5,
  kYeo = 6,
  kO = 8,
  kWa = 9,
  kWae = 10,
  kOe = 11,
  kU = 13,
  kWo = 14,
  kEu = 18,
  kI = 20
};

char32_t final_of(char32_t syllable) { return (syllable - kFirstSyllable) % kFinals; }
char32_t vowel_of(char32_t syllable) { return (syllable - kFirstSyllable) / kFinals % kVowels; }

char32_t with_final(char32_t syllable, char32_t final_consonant) {
  return syllable - final_of(syllable) + final_consonant;
}

char32_t with_vowel(char32_t syllable, char32_t vowel) {
  const char32_t lead = (syllable - kFirstSyllable) / (kVowels * kFinals);
  return kFirstSyllable + (lead * kVowels + vowel) * kFinals;
}

std::u32string with_last(std::u32string text, char32_t last) {
  text.back() = last;
  return text;
}

std::vector<std::u32string_view> words_of(std::u32string_view list) {
  std::vector<std::u32string_view> words;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(U' ', at), list.size());
    if (end > at) words.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

bool is_among(std::u32string_view word, std::u32string_view list) {
  const std::vector<std::u32string_view> words = words_of(list);
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The forms that a stem takes before endings, and which endings follow each.
enum class Follow : std::uint8_t {
  stem,         // 믿|고
  open_stem,    // 믿|는, 만드|는: a stem's ㄹ falls before ㄴ
  linked,       // 믿으|면, 바꾸|면, 도우|면, 만들|면
  linked_open,  // 믿으|니까, 만드|니까
  linked_n,     // 믿은, 바꾼|데
  linked_l,     // 믿을, 바꿀|까
  linked_p,     // 바꿉|니다
  present_n,    // 바꾼|다, 만든|다: of stems without a final consonant, or with ㄹ
  closed_stem,  // 믿|는다, 믿|습니다: of stems with one
  infinitive,   // 믿어, 바꿔|서
  past,         // 믿었|다
};
constexpr std::size_t kFollows = 11;

// The endings, by Follow. "-" stands for none.
constexpr std::array<std::u32string_view, kFollows> kEndings = {
    U"고 고서 고는 고도 고자 고나 지 지만 지는 지도 지를 지가 게 게끔 기 기를 기가 기는 기도 기에 "
    U"기로 기의 기만 기까지 던 던데 던가 도록 거나 든지 든 네 다 다가 다고 다는 다면 다며 자 "
    U"자마자 더라도 더니 더라 되 겠다 겠고 겠지만 겠는가 겠습니까 길 긴 거든 냐 나요",
    U"는 는데 는지 는가 는가요 는데도 느냐 는지를 는지는 는지도 는지의 는데는 는다며",
    U"면 며 면서 라 라고 라는 려 려고 려면 려는 려던 므로 러 면은",
    U"니까 나 세요 십시오",
    U"- 데 지 가 가요 데도 지를 지는 지도 다음 채",
    U"- 까 까요 수록 지 지를 지는 지도 지의 때 뿐 만큼",
    U"니다 니까 시다 니다만",
    U"다 다고 다는 다면 다며",
    U"는다 는다고 는다는 는다면 는다며 습니다 습니까 습니다만",
    U"- 서 도 야 야만 야지 요 라 서는 서도 서야 야할 야하는 야한다 지다 지고 지면 지며 지는 지기 "
    U"지게 지지 진 진다 질 져 져서 졌다 졌고 졌던 졌을 내다 내고 내는 낸 낼 내 냈다 주다 주고 "
    U"주는 준 줄 줘 줬다 보다 보고 보면 보는 본 볼 봤다 온 왔다 오는 가는 갔다 가며 버린 버렸다 "
    U"버리는 놓은 놓고 둔 두고 야하나 야하나요 야합니까 지나요 지나 집니까 집니다 줍니까 줍니다",
    U"다 고 으며 으면 으나 으므로 지만 는데 는데도 는지 는가 나요 나 던 던가 을 을까 을까요 을지 "
    U"음 음을 음이 기 거나 다고 다는 다면 다가 어도 어야 습니다 습니까 어요 으니 더라 으면서 을때 "
    U"다며 던데 다는데",
};

// Irregular stems, by how their last consonant goes. Longer stems that end in one are like it
// (뒤섞 is regular, 엿듣 is as 듣).
constexpr std::u32string_view kBieupIrregular =
    U"돕 눕 덥 굽 줍 춥 쉽 맵 가깝 가볍 고맙 귀엽 까다롭 날카롭 놀랍 두껍 두렵 뜨겁 무겁 무섭 "
    U"반갑 부드럽 부럽 새롭 아름답 어둡 어렵 외롭 자유롭 즐겁 지겹 차갑 해롭 흥미롭";
constexpr std::u32string_view kDigeutIrregular = U"걷 깨닫 듣 묻 싣 일컫 엿듣";
constexpr std::u32string_view kSiotIrregular = U"짓 낫 잇 붓 긋 젓 퍼붓";
// In 르, and as the rule for ㅡ has it: 따라, not 딸라.
constexpr std::u32string_view kRegularReu = U"따르 치르 들르 잇따르";

bool is_bright(char32_t vowel) { return vowel == kA || vowel == kO || vowel == kYa; }

// What 아 or 어 makes of a stem that ends in a vowel.
std::u32string contracted(const std::u32string& stem) {
  const char32_t last = stem.back();
  const auto before = [&] {
    return stem.size() > 1 ? vowel_of(stem[stem.size() - 2]) : char32_t{kEu};
  };
  if (last == U'하' || last == U'되') return with_last(stem, last == U'하' ? U'해' : U'돼');
  if (last == U'르' && stem.size() > 1 && !is_among(stem, kRegularReu)) {
    std::u32string doubled = stem;
    doubled[stem.size() - 2] = with_final(stem[stem.size() - 2], kRieul);
    return with_last(std::move(doubled), is_bright(before()) ? U'라' : U'러');
  }
  switch (vowel_of(last)) {
    case kA:
    case kEo:
    case kYeo:
    case kAe:
    case kE:
      return stem;
    case kEu:
      return with_last(stem, with_vowel(last, is_bright(before()) ? kA : kEo));
    case kO:
      return with_last(stem, with_vowel(last, kWa));
    case kU:
      return with_last(stem, with_vowel(last, kWo));
    case kI:
      return with_last(stem, with_vowel(last, kYeo));
    case kOe:
      return with_last(stem, with_vowel(last, kWae));
    default:
      return stem + U'어';
  }
}

struct Conjugated {
  std::u32string linked;      // before 면 and its like
  std::u32string open_stem;   // before 는
  std::u32string infinitive;  // with 아 or 어
};

Conjugated conjugate(const std::u32string& stem) {
  const char32_t last = stem.back();
  const std::u32string opened = with_last(stem, with_final(last, kNone));
  const char32_t link = is_bright(vowel_of(last)) ? U'아' : U'어';
  if (is_among(stem, kBieupIrregular))
    return {opened + U'우', stem, opened + (stem == U"돕" ? U'와' : U'워')};
  if (is_among(stem, kSiotIrregular)) return {opened + U'으', stem, opened + link};
  if (is_among(stem, kDigeutIrregular)) {
    const std::u32string rieul = with_last(stem, with_final(last, kRieul));
    return {rieul + U'으', stem, rieul + link};
  }
  if (final_of(last) == kRieul) return {opened, opened, stem + link};
  if (final_of(last) != kNone) return {stem + U'으', stem, stem + link};
  return {stem, stem, contracted(stem)};
}

struct Shape {
  std::uint32_t verb = 0;
  Follow follow = Follow::stem;
};

// Nouns and numerals that look like a form, and are more often that.
constexpr std::u32string_view kNouns =
    U"그리고 여러 남자 잡지 적자 열기 크기 쓰기 읽기 듣기 높이는 하나";

class VerbTable {
 public:
  VerbTable() {
    for (const std::u32string_view stem : words_of(kKoreanVerbStems))
      add_verb(std::u32string(stem));
    for (std::size_t i = 0; i < kFollows; ++i) {
      for (const std::u32string_view ending : words_of(kEndings[i]))
        endings_[i].insert(ending == U"-" ? std::u32string_view() : ending);
    }
    for (const std::u32string_view noun : words_of(kNouns)) nouns_.insert(noun);
  }

  std::u32string_view dictionary_form(std::u32string_view word) const {
    if (word.size() < 2 || word.size() > kLongest || !may_begin(word[0]) || nouns_.contains(word))
      return {};
    std::u32string_view found;
    for (std::size_t size = word.size(); size > 0; --size) {
      const auto shapes = shapes_.find(std::u32string(word.substr(0, size)));
      if (shapes == shapes_.end()) continue;
      for (const Shape& shape : shapes->second) {
        if (!endings_[static_cast<std::size_t>(shape.follow)].contains(word.substr(size))) continue;
        const std::u32string_view verb = verbs_[shape.verb];
        if (!found.empty() && found != verb) return {};
        found = verb;
      }
      if (!found.empty()) return found;  // the longest: 켜지다, not 켜다
    }
    return {};
  }

 private:
  static constexpr std::size_t kLongest = 12;

  bool may_begin(char32_t syllable) const {
    return syllable >= kFirstSyllable && syllable < kFirstSyllable + kSyllables &&
           first_.test(syllable - kFirstSyllable);
  }

  void add(std::u32string text, Follow follow) {
    first_.set(text[0] - kFirstSyllable);
    shapes_[std::move(text)].push_back({static_cast<std::uint32_t>(verbs_.size() - 1), follow});
  }

  void add_verb(const std::u32string& stem) {
    verbs_.push_back(stem + U'다');
    const Conjugated forms = conjugate(stem);
    const char32_t last = final_of(stem.back());
    const auto closed = [](const std::u32string& text, char32_t final_consonant) {
      return with_last(text, with_final(text.back(), final_consonant));
    };
    add(stem, Follow::stem);
    add(forms.open_stem, Follow::open_stem);
    add(last == kRieul ? stem : forms.linked, Follow::linked);
    add(forms.linked, Follow::linked_open);
    add(closed(forms.linked, kNieun), Follow::linked_n);
    add(closed(forms.linked, kRieul), Follow::linked_l);
    if (last == kNone || last == kRieul) {
      add(closed(forms.open_stem, kBieup), Follow::linked_p);
      add(closed(forms.open_stem, kNieun), Follow::present_n);
    } else {
      add(stem, Follow::closed_stem);
    }
    add(forms.infinitive, Follow::infinitive);
    add(closed(forms.infinitive, kSsangsiot), Follow::past);
    if (last != kNone) return;
    // 나누어, 하여 beside 나눠, 해.
    const char32_t vowel = vowel_of(stem.back());
    const std::u32string whole = stem + (stem.back() == U'하' ? U'여'
                                         : is_bright(vowel)   ? U'아'
                                                              : U'어');
    add(whole, Follow::infinitive);
    add(closed(whole, kSsangsiot), Follow::past);
  }

  std::vector<std::u32string> verbs_;
  std::unordered_map<std::u32string, std::vector<Shape>> shapes_;
  std::array<std::unordered_set<std::u32string_view>, kFollows> endings_;
  std::unordered_set<std::u32string_view> nouns_;
  std::bitset<kSyllables> first_;
};

}  // namespace

std::u32string_view dictionary_form(std::u32string_view word) {
  static const VerbTable kTable;
  return kTable.dictionary_form(word);
}

}  // namespace mi
