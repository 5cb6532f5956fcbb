// Where everything stands in the picture of a collection: a lane for each site, time from left to
// right, each paper as a dot with its title behind it. No two titles overlap: a lane has as many
// rows as that takes.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "searchd/collection_map.h"

namespace mi {

// In the picture's own units: a row is kRowHeight high, and a letter is taken to be 6.4 wide.
struct MapLayout {
  struct Paper {
    double x = 0;  // of the dot's middle
    double y = 0;
    double radius = 0;          // grows with how often it is cited
    std::string label;          // the title, cut at kLabelLetters
    bool label_before = false;  // it stands at the dot's left: at its right is no room
  };
  struct Lane {
    std::string name;  // the site; may be empty
    double top = 0;
    double bottom = 0;
  };
  struct Year {
    int year = 0;
    double x = 0;  // where it begins
  };

  double width = 0;
  double height = 0;
  std::vector<Paper> papers;  // as CollectionMap::papers
  std::vector<Lane> lanes;    // the site with the most papers first
  std::vector<Year> years;    // all between the first and the last; of many, every so-many-th
  double undated_x = 0;       // where papers without a date stand; 0 where there are none
};

inline constexpr double kMapWidth = 1200;
inline constexpr double kRowHeight = 24;
inline constexpr std::size_t kLabelLetters = 26;
inline constexpr std::size_t kMostLanes = 8;  // the others share the last one

MapLayout lay_out(const CollectionMap& map);

// A date as DocumentInfo has it as a number of years: "2022-07" is 2022.5; 0 where it is none.
double year_of(const std::string& date);

}  // namespace mi
