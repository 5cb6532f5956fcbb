#include "core/korean.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
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

// Endings of 하다, 되다, 시키다 and 이다 behind a noun, written with the verb.
constexpr std::array kEomi = {
    Ending{U"하였습니다"}, Ending{U"되었습니다"},
    Ending{U"하였다"},     Ending{U"되었다"},
    Ending{U"했습니다"},   Ending{U"됐습니다"},
    Ending{U"하겠다"},     Ending{U"되겠다"},
    Ending{U"합니다"},     Ending{U"됩니다"},
    Ending{U"입니다"},     Ending{U"시킵니다"},
    Ending{U"하려면"},     Ending{U"하려고"},
    Ending{U"하도록"},     Ending{U"되도록"},
    Ending{U"하면서"},     Ending{U"되면서"},
    Ending{U"하지만"},     Ending{U"되지만"},
    Ending{U"이지만"},     Ending{U"하는지"},
    Ending{U"되는지"},     Ending{U"인지를"},
    Ending{U"하는데"},     Ending{U"되는데"},
    Ending{U"인데"},       Ending{U"하는가"},
    Ending{U"되는가"},     Ending{U"인가요"},
    Ending{U"하나요"},     Ending{U"되나요"},
    Ending{U"하기"},       Ending{U"되기"},
    Ending{U"하기는"},     Ending{U"하기에"},
    Ending{U"하는"},       Ending{U"되는"},
    Ending{U"시키는"},     Ending{U"시킨다"},
    Ending{U"시켜"},       Ending{U"시킨"},
    Ending{U"한다"},       Ending{U"된다"},
    Ending{U"한다는"},     Ending{U"된다는"},
    Ending{U"한다고"},     Ending{U"된다고"},
    Ending{U"했다"},       Ending{U"됐다"},
    Ending{U"했던"},       Ending{U"됐던"},
    Ending{U"하던"},       Ending{U"되던"},
    Ending{U"하고"},       Ending{U"되고"},
    Ending{U"하며"},       Ending{U"되며"},
    Ending{U"하면"},       Ending{U"되면"},
    Ending{U"하지"},       Ending{U"되지"},
    Ending{U"하여"},       Ending{U"되어"},
    Ending{U"해서"},       Ending{U"돼서"},
    Ending{U"해야"},       Ending{U"돼야"},
    Ending{U"하게"},       Ending{U"되게"},
    Ending{U"하자"},       Ending{U"하다"},
    Ending{U"되다"},       Ending{U"이다"},
    Ending{U"이었다"},     Ending{U"였다"},
    Ending{U"인가"},       Ending{U"일까"},
    Ending{U"할까"},       Ending{U"될까"},
    Ending{U"인지"},       Ending{U"할지"},
    Ending{U"될지"},       Ending{U"한"},
    Ending{U"된"},         Ending{U"할"},
    Ending{U"될"},         Ending{U"함"},
    Ending{U"됨"},         Ending{U"해"},
    Ending{U"돼"},         Ending{U"인", After::consonant},
};

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
  template <std::size_t Size>
  explicit EndingTable(const std::array<Ending, Size>& endings) {
    for (const Ending& ending : endings) by_last_[ending.text.back()].push_back(ending);
    for (auto& [last, those] : by_last_) {
      std::stable_sort(those.begin(), those.end(), [](const Ending& a, const Ending& b) {
        return a.text.size() > b.text.size();
      });
    }
  }

  // The length of the longest ending that fits; 0: none.
  std::size_t longest(std::u32string_view word) const {
    if (word.empty()) return 0;
    const auto those = by_last_.find(word.back());
    if (those == by_last_.end()) return 0;
    for (const Ending& ending : those->second) {
      const std::size_t size = ending.text.size();
      if (word.size() < size + ending.least || !word.ends_with(ending.text)) continue;
      if (fits(ending, word[word.size() - size - 1])) return size;
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
  static const EndingTable kTable(kJosa);
  return kTable;
}

const EndingTable& eomi_table() {
  static const EndingTable kTable(kEomi);
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
