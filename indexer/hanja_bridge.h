// The hanja bridge: a dictionary from Korean to English that nobody wrote. A Sino-Korean word is
// written in Chinese characters (libhangul's hanja.txt: 중첩 重疊), in Japan too, in their newer
// forms (重畳), and a Japanese-English dictionary (EDICT) tells what those mean: superposition.
//
// Words part ways and homophones are many, so it is the least trusted source and keeps little: the
// first sense of a word, glosses of one or two words that the collection uses in that very form,
// and of readings those that few words share. A wrong translation costs more than a missing one.
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
// `knows`: whether the collection has an English word, or two beside each other, in the form given,
// which is in lower case.
// Gives an entry for each Hangul word of two syllables and more that has a known translation: its
// key (core/glossary.h), and at most kMaxBridgeEnglish translations. Where EDICT marks a word of
// the reading as common, others are left out; a reading that more than kMaxBridgeHomophones words
// are left of has no entry, and those that are left share the room. In the order of the keys'
// bytes, as Glossary wants them. Total; takes 1 to 2 s for Debian's files.
std::vector<GlossaryEntry> hanja_bridge(std::string_view hanja, std::string_view edict,
                                        const std::function<bool(std::string_view)>& knows);

inline constexpr std::size_t kMaxBridgeEnglish = 2;
inline constexpr std::size_t kMaxBridgeHomophones = 2;

}  // namespace mi
