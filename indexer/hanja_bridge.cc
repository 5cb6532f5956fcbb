#include "indexer/hanja_bridge.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

#include "core/analyzer.h"
#include "core/ascii.h"
#include "core/charset.h"
#include "core/glossary.h"
#include "core/unicode.h"

namespace mi {
namespace {

// Old forms, which Korea writes, each before the form that Japan has written since 1949 (the
// simplifications of the toyo kanji list and their kin).
constexpr std::u32string_view kForms =
    U"亞亜惡悪壓圧圍囲爲為醫医壹壱稻稲飮飲隱隠營営榮栄衞衛驛駅悅悦閱閲圓円鹽塩緣縁艷艶應応歐欧毆殴"
    U"櫻桜"
    U"奧奥橫横溫温穩穏假仮價価畫画會会囘回繪絵壞壊懷懐槪概擴拡殼殻覺覚學学嶽岳樂楽渴渇罐缶卷巻陷陥"
    U"勸勧"
    U"寬寛關関歡歓觀観氣気旣既歸帰僞偽戲戯犧犠舊旧據拠擧挙虛虚峽峡挾挟狹狭鄕郷曉暁區区驅駆勳勲薰薫"
    U"徑径"
    U"惠恵揭掲溪渓經経繼継莖茎螢蛍輕軽鷄鶏藝芸擊撃缺欠縣県儉倹劍剣圈圏檢検權権獻献硏研驗験顯顕險険"
    U"嚴厳"
    U"效効廣広恆恒鑛鉱號号國国黑黒濟済碎砕齋斎劑剤册冊雜雑參参慘惨棧桟蠶蚕贊賛殘残絲糸齒歯兒児辭辞"
    U"濕湿"
    U"實実舍舎寫写釋釈壽寿收収從従澁渋獸獣縱縦肅粛處処緖緒敍叙奬奨將将牀床涉渉燒焼稱称證証乘乗剩剰"
    U"壤壌"
    U"孃嬢條条淨浄疊畳讓譲釀醸囑嘱觸触寢寝愼慎晉晋眞真盡尽圖図粹粋醉酔隨随髓髄數数樞枢聲声靜静齊斉"
    U"攝摂"
    U"竊窃專専戰戦淺浅潛潜纖繊踐践錢銭禪禅雙双壯壮搜捜插挿爭争窗窓總総聰聡莊荘裝装騷騒增増藏蔵臟臓"
    U"屬属"
    U"續続墮堕體体對対帶帯滯滞臺台瀧滝擇択澤沢單単擔担膽胆團団彈弾斷断癡痴遲遅晝昼蟲虫鑄鋳廳庁聽聴"
    U"敕勅"
    U"鎭鎮遞逓鐵鉄轉転點点傳伝黨党盜盗燈灯當当鬪闘德徳獨独讀読屆届繩縄貳弐腦脳霸覇拜拝廢廃賣売麥麦"
    U"發発"
    U"髮髪拔抜蠻蛮祕秘濱浜甁瓶拂払佛仏竝並變変邊辺辨弁瓣弁辯弁舖舗步歩穗穂寶宝豐豊沒没萬万滿満默黙"
    U"藥薬"
    U"與与豫予餘余譽誉搖揺樣様謠謡遙遥來来亂乱覽覧龍竜兩両獵猟綠緑鄰隣壘塁淚涙勵励禮礼隸隷靈霊齡齢"
    U"戀恋"
    U"爐炉勞労樓楼郞郎祿禄錄録灣湾敎教內内說説稅税脫脱銳鋭淸清靑青强強卽即黃黄曆暦歷歴鍊錬晚晩每毎"
    U"絕絶"
    U"倂併吳呉娛娯歲歳顚顛塡填尙尚徵徴巢巣巖巌狀状賴頼顏顔譯訳產産彌弥飜翻毁毀冰氷龜亀剝剥";

const std::unordered_map<char32_t, char32_t>& newer_forms() {
  static const std::unordered_map<char32_t, char32_t> forms = [] {
    std::unordered_map<char32_t, char32_t> map;
    for (std::size_t i = 0; i + 1 < kForms.size(); i += 2) map.emplace(kForms[i], kForms[i + 1]);
    return map;
  }();
  return forms;
}

bool is_han(char32_t code) { return code >= 0x4E00 && code <= 0x9FFF; }

// The word in newer forms; empty where it has other characters than Chinese ones.
std::string in_newer_forms(std::string_view word) {
  std::string out;
  for (std::size_t at = 0, size = 0; at < word.size(); at += size) {
    const char32_t code = decode_utf8(word, at, size);
    if (!is_han(code)) return {};
    const auto newer = newer_forms().find(code);
    append_utf8(out, newer == newer_forms().end() ? code : newer->second);
  }
  return out;
}

bool is_hangul(std::string_view word) {
  for (std::size_t at = 0, size = 0; at < word.size(); at += size) {
    const char32_t code = decode_utf8(word, at, size);
    if (code < 0xAC00 || code > 0xD7A3) return false;
  }
  return true;
}

std::string_view take(std::string_view& text, char mark) {
  const std::size_t end = std::min(text.find(mark), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

// "(n,vs) (1) superposition (physics)" -> "superposition".
std::string without_remarks(std::string_view gloss) {
  std::string plain;
  int depth = 0;
  for (const char c : gloss) {
    if (c == '(') ++depth;
    if (depth == 0 && (c != ' ' || (!plain.empty() && plain.back() != ' '))) plain += c;
    if (c == ')' && depth > 0) --depth;
  }
  while (!plain.empty() && plain.back() == ' ') plain.pop_back();
  return plain;
}

using Knows = std::function<bool(std::string_view)>;

bool says_something(const std::string& word) {
  constexpr std::size_t kMinLetters = 3;
  const auto is_letter = [](char c) { return is_lower(c); };
  if (word.size() < kMinLetters || !std::all_of(word.begin(), word.end(), is_letter)) return false;
  const std::vector<Token> tokens = analyze(word);
  return tokens.size() == 1 && !is_stop_word(tokens.front());
}

// Whether the gloss is a word or two that say something and that the collection has in this form
// or in the other number. Stems would not do: "amen" is the stem of amenable, "emerg" of emergency.
bool is_known(const std::string& gloss, const Knows& knows) {
  const std::size_t gap = std::min(gloss.find(' '), gloss.size());
  if (!says_something(gloss.substr(0, gap))) return false;
  if (gap < gloss.size() && !says_something(gloss.substr(gap + 1))) return false;
  return knows(gloss) || knows(gloss + "s") ||
         (gloss.back() == 's' && knows(std::string_view(gloss).substr(0, gloss.size() - 1)));
}

struct Japanese {
  std::vector<std::string> english;
  bool is_listed = false;  // EDICT has the word, whatever it says of it
  bool is_common = false;
};

using Dictionary = std::unordered_map<std::string, Japanese>;

// What a line says of the word's first sense: the glosses before "(2)".
Japanese read_glosses(std::string_view line, const Knows& knows) {
  Japanese entry;
  entry.is_listed = true;
  bool is_first_sense = true;
  while (!line.empty()) {
    const std::string_view gloss = take(line, '/');
    if (gloss == "(P)") entry.is_common = true;
    is_first_sense = is_first_sense && gloss.find("(2)") == std::string_view::npos;
    std::string plain = without_remarks(gloss);
    if (is_first_sense && is_known(plain, knows)) entry.english.push_back(std::move(plain));
  }
  return entry;
}

// Adds what the line says of a word of the dictionary: of one that is common when read in one way
// and rare when read in another (目標), the common reading counts alone.
void read_edict_line(std::string_view line, const Knows& knows, Dictionary& dictionary) {
  const auto word = dictionary.find(in_newer_forms(take(line, ' ')));
  if (word == dictionary.end()) return;
  take(line, '/');
  Japanese entry = read_glosses(line, knows);
  Japanese& known = word->second;
  if (known.is_listed && known.is_common && !entry.is_common) return;
  if (!known.is_listed || (entry.is_common && !known.is_common)) {
    known = std::move(entry);
    return;
  }
  known.english.insert(known.english.end(), entry.english.begin(), entry.english.end());
}

// Calls `visit` with the Hangul and the newer forms of the characters of each word of two syllables
// and more.
template <class Visit>
void for_each_hanja(std::string_view hanja, const Visit& visit) {
  while (!hanja.empty()) {
    std::string_view line = take(hanja, '\n');
    const std::string_view korean = take(line, ':');
    if (korean.size() < 6 || !is_hangul(korean)) continue;  // two syllables
    const std::string characters = in_newer_forms(take(line, ':'));
    if (!characters.empty()) visit(korean, characters);
  }
}

// What EDICT says of the words that Korean has.
Dictionary read_dictionary(std::string_view hanja, std::string_view edict, const Knows& knows) {
  Dictionary dictionary;
  for_each_hanja(hanja, [&](std::string_view, const std::string& characters) {
    dictionary.try_emplace(characters);
  });
  const std::string text = decode_to_utf8(edict, "text/plain; charset=euc-jp");
  std::string_view rest = text;
  while (!rest.empty()) read_edict_line(take(rest, '\n'), knows, dictionary);
  return dictionary;
}

// The Japanese words of one Hangul key, each once.
struct Readings {
  std::vector<const Japanese*> common;
  std::vector<const Japanese*> rare;

  void add(const Japanese& word) {
    std::vector<const Japanese*>& words = word.is_common ? common : rare;
    if (std::find(words.begin(), words.end(), &word) == words.end()) words.push_back(&word);
  }
};

// Without English where the reading has too many homophones to tell which one is meant.
GlossaryEntry entry_of(const std::string& key, const Readings& readings) {
  GlossaryEntry entry;
  entry.korean.push_back(key);
  const std::vector<const Japanese*>& words =
      readings.common.empty() ? readings.rare : readings.common;
  if (words.size() > kMaxBridgeHomophones) return entry;
  for (const Japanese* word : words) {
    std::size_t room = kMaxBridgeEnglish / words.size();  // the same for each
    for (const std::string& english : word->english) {
      if (room == 0) break;
      if (std::find(entry.english.begin(), entry.english.end(), english) != entry.english.end()) {
        continue;
      }
      entry.english.push_back(english);
      --room;
    }
  }
  return entry;
}

}  // namespace

std::vector<GlossaryEntry> hanja_bridge(std::string_view hanja, std::string_view edict,
                                        const Knows& knows) {
  const Dictionary dictionary = read_dictionary(hanja, edict, knows);
  std::map<std::string, Readings> by_key;
  for_each_hanja(hanja, [&](std::string_view korean, const std::string& characters) {
    const Japanese& word = dictionary.at(characters);
    if (word.is_listed) by_key[glossary_key(korean)].add(word);
  });
  std::vector<GlossaryEntry> entries;
  for (const auto& [key, readings] : by_key) {
    if (key.size() < 6) continue;
    GlossaryEntry entry = entry_of(key, readings);
    if (!entry.english.empty()) entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace mi
