#include "core/korean.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <unordered_map>
#include <vector>

namespace mi {
namespace {

// What the syllable before an ending must end in.
enum class After : std::uint8_t {
  any,
  consonant,       // a batchim: 은, 을, 이, 과
  vowel,           // none: 는, 를, 가, 와
  vowel_or_rieul,  // none or ㄹ: 로
};

struct Ending {
  std::u32string_view text;
  After after = After::any;
  std::size_t least = 2;  // syllables that must remain
  bool of_verb = false;
};

// Josa. Those of one syllable that also end nouns (이: 높이, 가: 평가, 도: 정도, 로: 도로) need two
// syllables before them; the rest may leave one.
constexpr std::array kJosa = {
    Ending{U"으로부터는", After::consonant, 1},
    Ending{U"으로부터", After::consonant, 1},
    Ending{U"에서부터", After::any, 1},
    Ending{U"에서까지", After::any, 1},
    Ending{U"이라고는", After::consonant, 1},
    Ending{U"로부터는", After::vowel_or_rieul, 1},
    Ending{U"으로서의", After::consonant, 1},
    Ending{U"으로써의", After::consonant, 1},
    Ending{U"에서만", After::any, 1},
    Ending{U"에서는", After::any, 1},
    Ending{U"에서도", After::any, 1},
    Ending{U"에서의", After::any, 1},
    Ending{U"에게는", After::any, 1},
    Ending{U"에게서", After::any, 1},
    Ending{U"으로는", After::consonant, 1},
    Ending{U"으로도", After::consonant, 1},
    Ending{U"으로만", After::consonant, 1},
    Ending{U"으로의", After::consonant, 1},
    Ending{U"으로서", After::consonant, 1},
    Ending{U"으로써", After::consonant, 1},
    Ending{U"이라는", After::consonant, 1},
    Ending{U"이라고", After::consonant, 1},
    Ending{U"이라도", After::consonant, 1},
    Ending{U"이라면", After::consonant, 1},
    Ending{U"로부터", After::vowel_or_rieul, 1},
    Ending{U"로서의", After::vowel_or_rieul, 2},
    Ending{U"로써의", After::vowel_or_rieul, 2},
    Ending{U"까지는", After::any, 1},
    Ending{U"까지도", After::any, 1},
    Ending{U"까지의", After::any, 1},
    Ending{U"부터는", After::any, 1},
    Ending{U"보다는", After::any, 1},
    Ending{U"보다도", After::any, 1},
    Ending{U"만으로", After::any, 1},
    Ending{U"만으로는", After::any, 1},
    Ending{U"만으로도", After::any, 1},
    Ending{U"마다의", After::any, 1},
    Ending{U"처럼은", After::any, 1},
    Ending{U"과의", After::consonant, 2},
    Ending{U"과는", After::consonant, 2},
    Ending{U"과도", After::consonant, 2},
    Ending{U"와의", After::vowel, 2},
    Ending{U"와는", After::vowel, 2},
    Ending{U"와도", After::vowel, 2},
    Ending{U"에는", After::any, 1},
    Ending{U"에도", After::any, 1},
    Ending{U"에만", After::any, 1},
    Ending{U"에의", After::any, 2},
    Ending{U"에서", After::any, 1},
    Ending{U"에게", After::any, 1},
    Ending{U"께서", After::any, 1},
    Ending{U"한테", After::any, 1},
    Ending{U"으로", After::consonant, 1},
    Ending{U"로는", After::vowel_or_rieul, 2},
    Ending{U"로도", After::vowel_or_rieul, 2},
    Ending{U"로만", After::vowel_or_rieul, 2},
    Ending{U"로의", After::vowel_or_rieul, 2},
    Ending{U"로서", After::vowel_or_rieul, 2},
    Ending{U"로써", After::vowel_or_rieul, 2},
    Ending{U"라는", After::vowel, 2},
    Ending{U"라고", After::vowel, 2},
    Ending{U"라도", After::vowel, 2},
    Ending{U"라면", After::vowel, 2},
    Ending{U"이란", After::consonant, 1},
    Ending{U"이나", After::consonant, 2},
    Ending{U"이며", After::consonant, 1},
    Ending{U"이고", After::consonant, 1},
    Ending{U"이든", After::consonant, 1},
    Ending{U"이랑", After::consonant, 1},
    Ending{U"까지", After::any, 1},
    Ending{U"부터", After::any, 1},
    Ending{U"처럼", After::any, 1},
    Ending{U"보다", After::any, 1},
    Ending{U"마다", After::any, 1},
    Ending{U"조차", After::any, 1},
    Ending{U"마저", After::any, 1},
    Ending{U"밖에", After::any, 1},
    Ending{U"만의", After::any, 2},
    Ending{U"만을", After::any, 2},
    Ending{U"만이", After::any, 2},
    Ending{U"들은", After::any, 1},
    Ending{U"들을", After::any, 1},
    Ending{U"들이", After::any, 1},
    Ending{U"들의", After::any, 1},
    Ending{U"들과", After::any, 1},
    Ending{U"들에", After::any, 1},
    Ending{U"들로", After::any, 1},
    Ending{U"들도", After::any, 1},
    Ending{U"들", After::any, 2},
    Ending{U"을", After::consonant, 1},
    Ending{U"를", After::vowel, 1},
    Ending{U"은", After::consonant, 2},
    Ending{U"는", After::vowel, 2},
    Ending{U"이", After::consonant, 2},
    Ending{U"가", After::vowel, 2},
    Ending{U"과", After::consonant, 2},
    Ending{U"와", After::vowel, 2},
    Ending{U"의", After::any, 2},
    Ending{U"에", After::any, 2},
    Ending{U"도", After::any, 2},
    Ending{U"만", After::any, 2},
    Ending{U"로", After::vowel_or_rieul, 2},
    Ending{U"란", After::vowel, 2},
    Ending{U"며", After::vowel, 2},
};

// The verbs that make a predicate of the noun before them (하다, 되다, 시키다, 이다), by the form
// that they have before an ending, and the endings that follow that form.
struct Conjugation {
  std::initializer_list<std::u32string_view> stems;
  std::initializer_list<std::u32string_view> endings;
  After after = After::any;
};

const std::initializer_list<std::u32string_view> kAfterStem = {
    U"고",       U"냐",     U"느냐",   U"는가요", U"는지를", U"고자", U"고서",   U"고는",   U"며",
    U"면",       U"면서",   U"면은",   U"지",     U"지만",   U"지는", U"지도",   U"지를",   U"기",
    U"게",       U"게끔",   U"는",     U"는지",   U"는데",   U"는가", U"는데도", U"는바",   U"던",
    U"던데",     U"던지",   U"도록",   U"거나",   U"든지",   U"든",   U"려",     U"려고",   U"려면",
    U"려는",     U"려다",   U"므로",   U"니",     U"니까",   U"나요", U"느라",   U"더라도", U"더라",
    U"더니",     U"되",     U"자",     U"자마자", U"자면",   U"자는", U"다",     U"다고",   U"다는",
    U"다면",     U"다가",   U"다시피", U"라",     U"라고",   U"라는", U"라면",   U"라도",   U"세요",
    U"십시오",   U"시오",   U"시는",   U"시면",   U"신",     U"실",   U"긴",     U"겠다",   U"겠고",
    U"겠습니다", U"겠지만", U"겠는가", U"고도"};

const std::initializer_list<std::u32string_view> kAfterPast = {
    U"다",     U"고",   U"으며", U"으면",   U"으나",   U"으므로", U"지만",   U"는데",
    U"는데도", U"는지", U"는가", U"는바",   U"던",     U"던가",   U"을",     U"을까",
    U"을지",   U"음",   U"기",   U"거나",   U"다고",   U"다는",   U"다면",   U"다가",
    U"듯이",   U"어도", U"어야", U"습니다", U"습니까", U"나요",   U"을까요", U"느냐",
    U"어요",   U"니",   U"으니", U"었다",   U"었던",   U"더라",   U"으면서"};

const Conjugation kConjugations[] = {
    {{U"하", U"되", U"시키"}, kAfterStem},
    // What 이다 becomes is also how many loanwords end (페이지, 홈페이지): only behind a consonant.
    {{U"이"},
     {U"고",   U"고는", U"며",   U"면", U"면서",   U"지",   U"지만", U"기",   U"거나",
      U"므로", U"니",   U"니까", U"라", U"라고",   U"라는", U"라도", U"라면", U"라서",
      U"자",   U"든지", U"든",   U"던", U"더라도", U"에요", U"죠",   U"어서", U"어야"},
     After::consonant},
    {{U"이"}, {U"다", U"지만"}},
    {{U"했", U"하였", U"됐", U"되었", U"시켰", U"이었"}, kAfterPast},
    {{U"였"}, kAfterPast, After::vowel},
    {{U"해", U"하여", U"돼", U"되어", U"시켜"},
     {U"",       U"서",       U"서는",       U"서도",         U"야",       U"야만",   U"야지",
      U"도",     U"도록",     U"요",         U"라",           U"선",       U"지는",   U"지고",
      U"지면",   U"지며",     U"진",         U"진다",         U"질",       U"져",     U"져서",
      U"졌다",   U"주는",     U"주고",       U"주며",         U"주면",     U"준",     U"준다",
      U"줄",     U"줘",       U"줘서",       U"줬다",         U"온",       U"왔다",   U"왔던",
      U"보면",   U"보자",     U"보고",       U"볼",           U"본",       U"봤다",   U"야하는",
      U"야한다", U"야할",     U"봐",         U"보세요",       U"줘요",     U"줄래",   U"줄래요",
      U"주라",   U"주세요",   U"주셔요",     U"주시오",       U"주십시오", U"주시면", U"주시기",
      U"주실",   U"주실래요", U"주시겠어요", U"주시겠습니까", U"달라",     U"달라고"}},
    {{U"한", U"된", U"시킨"},
     {U"", U"다", U"다고", U"다는", U"다면", U"다며", U"다거나", U"데", U"데도", U"지", U"지를",
      U"가", U"가요", U"지는"}},
    {{U"인"}, {U"데", U"데도", U"지", U"지를", U"지는", U"가", U"가요", U"가를"}},
    {{U"인"}, {U"", U"바"}, After::consonant},
    {{U"할", U"될", U"시킬"},
     {U"", U"까", U"까요", U"지", U"지를", U"지는", U"지라도", U"수록", U"수"}},
    {{U"일"}, {U"까", U"까요", U"지", U"지도", U"지라도", U"수록"}},
    {{U"함", U"됨", U"시킴"}, {U"", U"으로써"}},
    {{U"합", U"됩", U"시킵", U"입"}, {U"니다", U"니다만", U"니까"}},
    {{U"합"}, {U"시다"}},
    {{U"예"}, {U"요"}, After::vowel},
};

// Nouns of one syllable that a particle or ending may leave, and that make no other noun with one
// (속도, 합의 and 길이 are nouns, so 속, 합 and 길 are not here). 책임 is why no verb form of one
// syllable may follow them.
constexpr std::u32string_view kShortNouns = U"층값글책뜻힘축것곳틀팀셀쌍짝꼴끝뇌말곱";

// The final consonant of a syllable: 0 none, 8 ㄹ (Unicode 15, section 3.12).
int batchim(char32_t syllable) {
  if (syllable < 0xAC00 || syllable > 0xD7A3) return 0;
  return static_cast<int>((syllable - 0xAC00) % 28);
}

bool fits(const Ending& ending, char32_t before) {
  constexpr int kRieul = 8;
  const int last = batchim(before);
  switch (ending.after) {
    case After::any:
      return true;
    case After::consonant:
      return last != 0;
    case After::vowel:
      return last == 0;
    case After::vowel_or_rieul:
      return last == 0 || last == kRieul;
  }
  return false;
}

// The endings by their last syllable, the longest first.
class EndingTable {
 public:
  explicit EndingTable(std::vector<Ending> endings) {
    std::stable_sort(endings.begin(), endings.end(), [](const Ending& a, const Ending& b) {
      return a.text.size() > b.text.size();
    });
    for (const Ending& ending : endings) by_last_[ending.text.back()].push_back(ending);
  }

  // The length of the longest ending that fits; 0: none.
  std::size_t longest(std::u32string_view word) const {
    if (word.empty()) return 0;
    const auto those = by_last_.find(word.back());
    if (those == by_last_.end()) return 0;
    for (const Ending& ending : those->second) {
      const std::size_t size = ending.text.size();
      if (word.size() <= size || !word.ends_with(ending.text)) continue;
      const std::u32string_view left = word.substr(0, word.size() - size);
      const bool short_noun = left.size() == 1 && !(ending.of_verb && size == 1) &&
                              kShortNouns.find(left[0]) != left.npos;
      if ((left.size() >= ending.least || short_noun) && fits(ending, left.back())) return size;
    }
    return 0;
  }

  bool contains(std::u32string_view word) const {
    if (word.empty()) return false;
    const auto those = by_last_.find(word.back());
    return those != by_last_.end() &&
           std::any_of(those->second.begin(), those->second.end(),
                       [&](const Ending& ending) { return ending.text == word; });
  }

 private:
  std::unordered_map<char32_t, std::vector<Ending>> by_last_;
};

const EndingTable& josa_table() {
  static const EndingTable kTable({kJosa.begin(), kJosa.end()});
  return kTable;
}

const EndingTable& eomi_table() {
  static const std::vector<std::u32string> kTexts = [] {
    std::vector<std::u32string> texts;
    for (const Conjugation& verb : kConjugations) {
      for (const std::u32string_view stem : verb.stems) {
        for (const std::u32string_view ending : verb.endings) {
          texts.push_back(std::u32string(stem) + std::u32string(ending));
        }
      }
    }
    return texts;
  }();
  static const EndingTable kTable([] {
    std::vector<Ending> endings;
    auto text = kTexts.begin();
    for (const Conjugation& verb : kConjugations) {
      const std::size_t count = verb.stems.size() * verb.endings.size();
      for (std::size_t i = 0; i < count; ++i) endings.push_back({*text++, verb.after, 2, true});
    }
    return endings;
  }());
  return kTable;
}

}  // namespace

// To the end, so that a noun has one stem whatever follows it: 정확도, 정확도를 and 정확도에서는
// all become 정확, though only the last two have a particle.
std::u32string_view strip_endings(std::u32string_view word) {
  while (true) {
    std::size_t ending = eomi_table().longest(word);
    if (ending == 0) ending = josa_table().longest(word);
    if (ending == 0) return word;
    word.remove_suffix(ending);
  }
}

bool is_josa(std::u32string_view word) { return josa_table().contains(word); }

}  // namespace mi
