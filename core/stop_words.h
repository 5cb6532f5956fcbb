// Words that say nothing about what a query is after. Dropped from queries, never from the index.
#pragma once

#include <string_view>

namespace mi {

// English function words and the words that questions are made of.
inline constexpr std::string_view kEnglishStopWords =
    "a about am an and any are as at be been being but by can could did do does doing don for from "
    "had "
    "has have having he her here hers him his how i if in into is it its itself just me more most "
    "my no "
    "nor not of off on once only or other our ours out over own same she should so some such than "
    "that "
    "the their theirs them then there these they this those through to too under until up very was "
    "we "
    "were what when where which while who whom why will with would you your yours "
    "dont doesnt didnt isnt arent wasnt werent cant couldnt wont wouldnt shouldnt im ive weve "
    "youre "
    "theyre "
    "explain describe tell define definition";

// Korean function words: bound nouns, pronouns, conjunctions, auxiliaries, and the words that
// questions are made of.
inline constexpr std::string_view kKoreanStopWords =
    "것 거 수 등 및 때 점 바 데 중 더 또 잘 좀 꼭 그 이 저 나 내 우리 제 그것 이것 저것 여기 거기 "
    "그리고 그러나 그런데 하지만 또는 혹은 또한 즉 왜냐하면 그래서 따라서 그러면 "
    "있다 있는 있을 있음 없다 없는 하다 하는 한다 했다 되다 되는 된다 이다 아니다 같다 같은 "
    "대한 대해 대하여 위한 위해 위하여 통한 통해 통하여 관한 관해 관하여 따른 따라 의한 의해 "
    "무엇 무엇인가 무엇인지 무엇이 뭐 뭔가 뭐야 뭔지 무슨 어떤 어떻게 어떠한 왜 언제 어디 어디서 "
    "누가 누구 "
    "어느 얼마나 몇 인가 인가요 나요 까요 무엇인가요 무엇일까 "
    "설명 설명해줘 알려줘 알려 말해줘 뜻";

}  // namespace mi
