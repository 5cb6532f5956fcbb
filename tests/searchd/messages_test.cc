#include "searchd/messages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace mi {
namespace {

TEST(ChooseLanguage, TakesTheBetterLikedOne) {
  const std::vector<std::pair<std::string, Language>> cases = {
      {"", Language::english},
      {"ko", Language::korean},
      {"ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", Language::korean},
      {"en-US,en;q=0.9,ko;q=0.8", Language::english},
      {"en;q=0.5, KO-kr;q=0.75", Language::korean},
      {"fr, ko;q=0.1", Language::korean},
      {"ko;q=0, en;q=0.1", Language::english},
      {"ko;q=0", Language::english},
      {"de,fr", Language::english},
      {"kok", Language::english},
      {";;;,,,;q=", Language::english},
      {"ko;", Language::korean},
      {"ko;q=x", Language::korean},
  };
  for (const auto& [header, expected] : cases)
    EXPECT_EQ(choose_language(header), expected) << header;
}

TEST(ChooseLanguage, LooksAtTheFirstFewOnly) {
  std::string header;
  for (int i = 0; i < 1000; ++i) header += "fr,";
  EXPECT_EQ(choose_language(header + "ko"), Language::english);
}

// The places of a message's values are filled when the page is drawn: a message of one language
// must have as many as its twin.
TEST(Messages, HaveTheSamePlacesInEveryLanguage) {
  const auto places = [](std::string_view message) {
    std::size_t count = 0;
    for (std::size_t at = message.find("{}"); at != std::string_view::npos;
         at = message.find("{}", at + 2)) {
      ++count;
    }
    EXPECT_EQ(static_cast<std::size_t>(std::count(message.begin(), message.end(), '{')), count);
    return count;
  };
  const Messages& en = messages_in(Language::english);
  const Messages& ko = messages_in(Language::korean);
  for (const auto member :
       {&Messages::collection, &Messages::passages, &Messages::took, &Messages::results_for,
        &Messages::page_of_query, &Messages::more_authors, &Messages::fetched,
        &Messages::nothing_found, &Messages::answered, &Messages::also_searched_many,
        &Messages::also_for, &Messages::leave_out, &Messages::about_passages, &Messages::documents,
        &Messages::about_documents}) {
    EXPECT_GT(places(en.*member), 0U) << en.*member;
    EXPECT_EQ(places(en.*member), places(ko.*member)) << en.*member;
  }
  for (std::size_t i = 0; i < en.remarks.size(); ++i)
    EXPECT_EQ(places(en.remarks[i]), places(ko.remarks[i])) << en.remarks[i];
}

TEST(RemarkIn, SaysWhatWasReadAsWords) {
  const Remark year{RemarkKind::no_year, {"year:99999..1"}};
  EXPECT_EQ(remark_in(Language::english, year),
            "“year:99999..1” is no year or range of years: searched as words.");
  EXPECT_EQ(remark_in(Language::korean, year),
            "연도나 연도 범위가 아니어서 낱말로 찾았습니다: year:99999..1");
  EXPECT_EQ(remark_in(Language::english, {RemarkKind::no_date, {"date:2020-13-45"}}),
            "“date:2020-13-45” is no date or range of dates: searched as words.");
  EXPECT_EQ(remark_in(Language::english, {RemarkKind::no_value, {"kind:poem"}}),
            "“kind:poem” names a value that its field does not have: searched as words.");
}

TEST(AgeIn, SpeaksBothLanguages) {
  using std::chrono::seconds;
  EXPECT_EQ(age_in(Language::english, seconds(3 * 86400)), "3 days ago");
  const std::vector<std::pair<std::int64_t, std::string>> cases = {
      {-5, "방금"},
      {59, "방금"},
      {60, "1분 전"},
      {7200, "2시간 전"},
      {86400, "1일 전"},
      {86400 * 61, "2개월 전"},
      {86400LL * 800, "2년 전"},
  };
  for (const auto& [age, expected] : cases)
    EXPECT_EQ(age_in(Language::korean, seconds(age)), expected) << age;
}

}  // namespace
}  // namespace mi
