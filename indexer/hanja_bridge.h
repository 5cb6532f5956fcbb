// The hanja bridge: a dictionary from Korean to English that nobody wrote. A Sino-Korean word is
// written in Chinese characters (libhangul's hanja.txt: 중첩 重疊), in Japan too, in their newer
// forms (重畳), and a Japanese-English dictionary (EDICT) tells what those mean: superposition.
//
// Many of its entries are wrong, since words part ways and homophones are many: it is the least
// trusted source, and only English that the collection knows is kept.
//
// EDICT is the work of the Electronic Dictionary Research and Development Group, under CC BY-SA 3.0
// (https://www.edrdg.org/), hanja.txt is Choe Hwanjin's, under a BSD licence. Neither is part of
// mi-search: Debian's packages `edict` and `libhangul-data` are read where they are installed.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "core/glossary_text.h"

namespace mi {

// Where Debian's packages put the two files.
inline constexpr const char* kHanjaFile = "/usr/share/libhangul/hanja/hanja.txt";  // libhangul-data
inline constexpr const char* kEdictFile = "/usr/share/edict/edict";                // edict

// Files of up to this length are read.
inline constexpr std::size_t kMaxDictionaryBytes = std::size_t{64} << 20U;

// `hanja`: UTF-8 lines "중첩:重疊:"; `edict`: EUC-JP lines "重畳 [..] /(n,vs) superposition/(P)/".
// `knows`: whether the collection has a term, as analyze() makes it.
// Gives an entry for each Hangul word of two syllables and more that has a known translation: its
// key (core/glossary.h), and at most kMaxBridgeEnglish translations, those of words that EDICT
// marks as common first; where a common word has the reading, others are left out. In the order of
// the keys' bytes, as Glossary wants them. Total; takes 1 to 2 s for Debian's files.
std::vector<GlossaryEntry> hanja_bridge(std::string_view hanja, std::string_view edict,
                                        const std::function<bool(std::string_view)>& knows);

inline constexpr std::size_t kMaxBridgeEnglish = 4;

}  // namespace mi
