#include "searchd/collection_map.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace mi {
namespace {

constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

bool is_paper(const PointingDocument& document) {
  return document.info.kind == DocumentKind::paper;
}

// For each document, how many others point at it or, among papers, are pointed at by it.
std::vector<std::size_t> count_ties(const std::vector<PointingDocument>& documents) {
  std::vector<std::size_t> ties(documents.size(), 0);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    for (const std::size_t target : documents[i].points_at) {
      if (target >= documents.size() || !is_paper(documents[target])) continue;
      ++ties[target];
      ++ties[i];
    }
  }
  return ties;
}

// The papers that the map shows, in its order.
std::vector<std::size_t> chosen_papers(const std::vector<PointingDocument>& documents) {
  const std::vector<std::size_t> ties = count_ties(documents);
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (is_paper(documents[i])) chosen.push_back(i);
  }
  const auto date = [&](std::size_t i) -> const std::string& { return documents[i].info.date; };
  std::stable_sort(chosen.begin(), chosen.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(ties[a], date(a)) > std::tie(ties[b], date(b));
  });
  chosen.resize(std::min(chosen.size(), kMostMapped));
  std::stable_sort(chosen.begin(), chosen.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(date(a).empty(), date(a)) < std::pair(date(b).empty(), date(b));
  });
  return chosen;
}

}  // namespace

CollectionMap map_of(std::vector<PointingDocument> documents) {
  const std::vector<std::size_t> chosen = chosen_papers(documents);
  std::vector<std::size_t> place_of(documents.size(), kNowhere);
  for (std::size_t place = 0; place < chosen.size(); ++place) place_of[chosen[place]] = place;
  CollectionMap map;
  map.papers.resize(chosen.size());
  const auto papers = std::count_if(documents.begin(), documents.end(), is_paper);
  map.left_out = static_cast<std::size_t>(papers) - chosen.size();
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const std::set<std::size_t> targets(documents[i].points_at.begin(),
                                        documents[i].points_at.end());
    for (const std::size_t target : targets) {
      const std::size_t to = target < documents.size() ? place_of[target] : kNowhere;
      if (to == kNowhere || target == i) continue;
      if (!is_paper(documents[i])) {
        map.papers[to].notes.push_back(documents[i].info);
      } else if (place_of[i] != kNowhere) {
        map.citations.push_back({place_of[i], to});
        ++map.papers[to].cited_by;
      }
    }
  }
  for (std::size_t place = 0; place < chosen.size(); ++place)
    map.papers[place].info = std::move(documents[chosen[place]].info);
  return map;
}

}  // namespace mi
