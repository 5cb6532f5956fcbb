#include "searchd/year_histogram.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

Facet years(std::vector<Facet::Value> values) { return {"year", std::move(values)}; }

TEST(YearHistogram, DividesTheYearsIntoBinsOfOneWidth) {
  struct Case {
    const char* what;
    Facet facet;
    std::vector<YearBin> bins;
  };
  const std::vector<Case> cases = {
      {"none", years({}), {}},
      {"one", years({{"2020", 3}}), {{2020, 2020, 3}}},
      {"a gap",
       years({{"2022", 1}, {"2020", 3}}),
       {{2020, 2020, 3}, {2021, 2021, 0}, {2022, 2022, 1}}},
      {"as many as bins",
       years({{"2020", 1}, {"2023", 2}}),
       {{2020, 2020, 1}, {2021, 2021, 0}, {2022, 2022, 0}, {2023, 2023, 2}}},
      {"one more",
       years({{"2020", 1}, {"2021", 4}, {"2024", 2}}),
       {{2020, 2021, 5}, {2022, 2023, 0}, {2024, 2024, 2}}},
      {"far apart",
       years({{"1", 1}, {"9999", 2}}),
       {{1, 2500, 1}, {2501, 5000, 0}, {5001, 7500, 0}, {7501, 9999, 2}}},
      {"no years",
       years({{"", 1}, {"20x0", 1}, {"-5", 1}, {"0", 1}, {"10000", 1}, {"2020", 2}}),
       {{2020, 2020, 2}}},
  };
  for (const Case& c : cases) EXPECT_EQ(year_bins(c.facet, 4), c.bins) << c.what;
}

TEST(YearHistogram, LinksEachBarToItsYears) {
  SearchRequest request;
  request.query = "a";
  const Facet facet = years({{"2010", 1}, {"2023", 4}});
  const std::string all = year_histogram(messages_in(Language::english), facet, request).str();
  EXPECT_NE(all.find("<a href=\"/?q=a&amp;year=2010..2011\""), std::string::npos) << all;
  EXPECT_NE(all.find("aria-label=\"2022–2023: 4 passages\""), std::string::npos) << all;
  EXPECT_NE(all.find("aria-label=\"2010–2011: 1 passage\""), std::string::npos) << all;
}

TEST(YearHistogram, LeadsBackFromTheYearsThatAreChosen) {
  SearchRequest request;
  request.query = "a";
  Query chosen{QueryOp::field, "2020"};
  chosen.field = QueryField::year;
  const Facet facet = years({{"2020", 1}, {"2021", 4}});
  request.filters = {chosen};
  const std::string bar = year_histogram(messages_in(Language::english), facet, request).str();
  EXPECT_NE(bar.find("<a href=\"/?q=a\" data-filter=\"year:2020\""), std::string::npos) << bar;
  request.filters[0].range = true;
  request.filters[0].to = "2030";
  const std::string other = year_histogram(messages_in(Language::english), facet, request).str();
  EXPECT_NE(other.find("href=\"/?q=a\"><span>2020..2030</span>"), std::string::npos) << other;
}

}  // namespace
}  // namespace mi
