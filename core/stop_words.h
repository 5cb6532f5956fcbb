// Words that say nothing about what a query is after. Dropped from queries, never from the index.
#pragma once

#include <string_view>

namespace mi {

// English function words and the words that questions are made of.
inline constexpr std::string_view kEnglishStopWords =
    "a about am an and any are as at be been being but by can could did do does doing don for "
    "from had has have having he her here hers him his how i if in into is it its itself just me "
    "more most my no nor not of off on once only or other our ours out over own same she should "
    "so some such than that the their theirs them then there these they this those through to too "
    "under until up very was we were what when where which while who whom why will with would you "
    "your yours dont doesnt didnt isnt arent wasnt werent cant couldnt wont wouldnt shouldnt im "
    "ive weve youre theyre explain describe tell define definition please";

// Korean function words: bound nouns, pronouns, conjunctions, auxiliaries, and the words that
// questions are made of.
inline constexpr std::string_view kKoreanStopWords =
    "것 거 수 등 및 때 점 바 데 중 더 또 잘 좀 꼭 그 이 저 나 내 우리 제 내가 제가 나는 저는 그것 "
    "이것 저것 여기 거기 그리고 그러나 그런데 하지만 또는 혹은 또한 즉 왜냐하면 그래서 따라서 "
    "그러면 안 못 때문 있다 없다 하다 되다 이다 아니다 않다 못하다 같다 싶다 대하다 위하다 통하다 "
    "관하다 따르다 의하다 무엇 무엇이 뭐 뭔가 뭐야 뭔지 뭘 무슨 어떤 어떻게 어떠한 왜 언제 어디 "
    "누가 누구 어느 얼마나 몇 인가 인가요 입니까 입니다 나요 까요 설명 설명해줘 서술 알려줘 알려 "
    "말해줘 뜻 정의 주세요 줘 줘요 주십시오 주실래요 줄래 바랍니다 부탁 부탁드립니다";

}  // namespace mi
