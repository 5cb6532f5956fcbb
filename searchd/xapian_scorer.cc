#include "searchd/xapian_scorer.h"

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

namespace mi {
namespace {

// Lower than every score.
constexpr double kBelowAll = -1;

// Whether a passage that has the one has the other, too.
bool implies(const ScoreSum::Group& one, const ScoreSum::Group& other) {
  return std::includes(other.terms.begin(), other.terms.end(), one.terms.begin(), one.terms.end());
}

}  // namespace

WeighedSum::WeighedSum(ScoreSum of, TermSpreads& spreads) : sum(std::move(of)) {
  const double passages = spreads.passages();
  const double words = spreads.words();
  std::vector<TermSpread> matching;
  for (const ScoreSum::Group& group : sum.groups) {
    std::vector<TermSpread> terms;
    for (const std::string& term : group.terms) terms.push_back(spreads.of(term));
    const TermSpread spread = spread_of_any(terms, passages, words);
    weights.emplace_back(spread, passages);
    if (group.matches) matching.push_back(spread);
  }
  for (const ScoreSum::Bonus& bonus : sum.bonuses) matching.push_back(spreads.of(bonus.term));
  expected_matches = spread_of_any(matching, passages, words).passages;
  for (const ScoreSum::Together& together : sum.together) {
    std::vector<WordCode>& near = near_words.emplace_back();
    if (together.window == 0) continue;
    for (const std::size_t group : together.groups)
      near.push_back(word_code(sum.groups[group].terms.front()));
  }
}

bool WeighedSum::stand_near(std::size_t together, const WordCodeView& words) const {
  return words.has_in_window(near_words[together], sum.together[together].window);
}

PartScorer::PartScorer(const IndexPart& part, const LengthNorms& norms, const WeighedSum& weighed,
                       std::uint64_t count_up_to, Nearness nearness)
    : part_(part),
      norms_(norms),
      weighed_(weighed),
      count_up_to_(count_up_to),
      nearness_(nearness) {
  const ScoreSum& sum = weighed.sum;
  postings_.reserve(sum.groups.size() + sum.bonuses.size());
  for (const ScoreSum::Group& group : sum.groups)
    postings_.emplace_back(part.database, group.terms, part.kept.get());
  for (const ScoreSum::Bonus& bonus : sum.bonuses)
    postings_.emplace_back(part.database, std::vector<std::string>{bonus.term}, part.kept.get());
  scores_.resize(postings_.size());
  scored_.resize(postings_.size());
  add_sources();
}

bool PartScorer::next(double threshold) {
  while (number_ != kNoMorePostings) {
    place_ = next_place(place_ + 1);
    if (place_ == kWindow) {
      if (!next_window(threshold)) number_ = kNoMorePostings;
      continue;
    }
    const bool to_count = counts_window_ && !has(counted_places_, place_);
    if (!to_count && highest_at_[place_] <= threshold) continue;
    if (!evaluate(place_, to_count ? kBelowAll : threshold)) continue;
    if (to_count) ++counted_;
    if (highest_score() > threshold) return true;
  }
  return false;
}

bool PartScorer::skip_to(Xapian::docid number, double threshold) {
  if (number_ >= number) return number_ != kNoMorePostings;
  if (place_ < kWindow && number - window_ < kWindow) {
    place_ = number - window_ - 1;
  } else {
    place_ = kWindow;
    for (std::size_t i = first_needed_; i < sources_.size(); ++i)
      sources_[i].postings->skip_to(number);
  }
  return next(threshold);
}

void PartScorer::add_sources() {
  const ScoreSum& sum = weighed_.sum;
  for (std::size_t i = 0; i < sum.groups.size(); ++i) {
    if (sum.groups[i].matches) add_source(i);
  }
  for (std::size_t i = 0; i < sum.bonuses.size(); ++i) {
    Source source;
    source.slot = sum.groups.size() + i;
    source.postings = &postings_[source.slot];
    source.constant = source.most.constant = sum.bonuses[i].score;
    sources_.push_back(std::move(source));
  }
  for (const ScoreSum::Together& together : sum.together) add_bounds(together);
  for (Source& source : sources_) {
    source.bound = source.most.factor * most_of(source.group) + source.most.constant;
    source.scores.resize(kWindow);
    source.told.fill(GroupPostings::kManyInWindow);
  }
  std::stable_sort(sources_.begin(), sources_.end(),
                   [](const Source& a, const Source& b) { return a.bound < b.bound; });
  source_of_.resize(sum.groups.size(), kNone);
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    if (sources_[i].group != kNone) source_of_[sources_[i].group] = i;
  }
  needs_several_ = std::all_of(
      sum.together.begin(), sum.together.end(), [&](const ScoreSum::Together& together) {
        const std::vector<std::size_t>& groups = together.groups;
        return std::all_of(groups.begin(), groups.end(),
                           [&](std::size_t group) { return source_of_[group] != kNone; }) &&
               std::any_of(groups.begin(), groups.end(),
                           [&](std::size_t group) { return group != groups.front(); });
      });
  find_bounds();
}

double PartScorer::most_of(std::size_t group) const {
  return group == kNone ? 0 : weighed_.weights[group].bound();
}

void PartScorer::find_bounds() {
  most_.before.push_back(0);
  for (const Source& source : sources_) {
    most_.of.push_back(source.most);
    most_.before.push_back(most_.before.back() + source.bound);
  }
  for (const ScoreSum::Together& together : weighed_.sum.together) {
    std::vector<std::size_t>& needed = needs_.emplace_back();
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      if (std::any_of(together.groups.begin(), together.groups.end(),
                      [&](std::size_t group) { return is_where(sources_[i], group); }))
        needed.push_back(i);
    }
  }
  for (std::size_t count = 0; count <= sources_.size(); ++count)
    bounds_alone_.push_back(bound_alone(count));
  find_lone_bounds();
}

// What passages may score that none but the first so many sources have.
double PartScorer::bound_alone(std::size_t sources) const {
  double bound = 0;
  for (std::size_t i = 0; i < sources; ++i)
    bound += sources_[i].constant + sources_[i].factor * most_of(sources_[i].group);
  for (std::size_t i = 0; i < needs_.size(); ++i) {
    if (!needs_[i].empty() && needs_[i].back() >= sources) continue;
    const ScoreSum::Together& together = weighed_.sum.together[i];
    for (const std::size_t group : together.groups) bound += together.factor * most_of(group);
  }
  return bound;
}

void PartScorer::find_lone_bounds() {
  lone_most_.assign(first_needed_, {});
  for (std::size_t i = first_needed_; i < sources_.size(); ++i) {
    find_lone_bounds(i);
    for (std::size_t j = 0; j < first_needed_; ++j) {
      lone_most_[j].factor = std::max(lone_most_[j].factor, sources_[i].lone.of[j].factor);
      lone_most_[j].constant = std::max(lone_most_[j].constant, sources_[i].lone.of[j].constant);
    }
  }
  find_adds_told();
}

// What stands together with other needed sources is not where this one is alone. What no source is
// wherever it is counts to this one.
void PartScorer::find_lone_bounds(std::size_t lone) {
  Reaches& reaches = sources_[lone].lone;
  reaches.of.resize(lone + 1);
  for (std::size_t i = 0; i <= lone; ++i)
    reaches.of[i] = {sources_[i].factor, sources_[i].constant};
  for (std::size_t i = 0; i < needs_.size(); ++i) {
    const auto is_absent = [&](std::size_t source) {
      return source >= first_needed_ && source != lone;
    };
    if (std::any_of(needs_[i].begin(), needs_[i].end(), is_absent)) continue;
    const ScoreSum::Together& together = weighed_.sum.together[i];
    for (const std::size_t group : together.groups) {
      if (source_of_[group] == kNone) {
        reaches.of[lone].constant += together.factor * most_of(group);
      } else {
        reaches.of[source_of_[group]].factor += together.factor;
      }
    }
  }
  reaches.before.assign(1, 0);
  for (std::size_t i = 0; i < first_needed_; ++i) {
    const Reach& reach = reaches.of[i];
    reaches.before.push_back(reaches.before.back() + reach.constant +
                             reach.factor * most_of(sources_[i].group));
  }
}

void PartScorer::add_source(std::size_t group) {
  Source source;
  source.postings = &postings_[group];
  source.group = source.slot = group;
  source.factor = source.most.factor = weighed_.sum.groups[group].factor;
  sources_.push_back(std::move(source));
}

// Adds what standing together may add to a source that is wherever each group is; where no source
// is, to one that is there for another of the groups. Where there is none at all, the first group
// becomes a source.
void PartScorer::add_bounds(const ScoreSum::Together& together) {
  std::size_t anchor = kNone;
  double without_source = 0;
  for (const std::size_t group : together.groups) {
    const std::size_t source = source_where(group);
    if (source == kNone) {
      without_source += together.factor * most_of(group);
    } else if (sources_[anchor = source].group == group) {
      sources_[source].most.factor += together.factor;
    } else {
      sources_[source].most.constant += together.factor * most_of(group);
    }
  }
  if (anchor == kNone) {
    anchor = sources_.size();
    add_source(together.groups.front());
    sources_[anchor].matches = false;
  }
  sources_[anchor].most.constant += without_source;
}

// Whether a source is wherever a group is.
bool PartScorer::is_where(const Source& source, std::size_t group) const {
  const std::vector<ScoreSum::Group>& groups = weighed_.sum.groups;
  return source.group == group ||
         (source.group != kNone && implies(groups[group], groups[source.group]));
}

// A source that is wherever a group is, the group's own before others; kNone: there is none.
std::size_t PartScorer::source_where(std::size_t group) const {
  std::size_t found = kNone;
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    if (sources_[i].group == group) return i;
    if (found == kNone && is_where(sources_[i], group)) found = i;
  }
  return found;
}

// Sources that together cannot reach the threshold bring no passage by themselves.
void PartScorer::move_first_needed(double threshold) {
  const std::size_t before = first_needed_;
  while (first_needed_ < sources_.size() && bounds_alone_[first_needed_ + 1] <= threshold)
    ++first_needed_;
  if (first_needed_ != before) find_lone_bounds();
}

// Reads the next window that has passages.
bool PartScorer::next_window(double threshold) {
  if (!is_counting()) move_first_needed(threshold);
  window_ = kNoMorePostings;
  for (std::size_t i = first_needed_; i < sources_.size(); ++i)
    window_ = std::min(window_, sources_[i].postings->number());
  if (window_ == kNoMorePostings) return false;
  window_ -= window_ % PackedPostings::kWindow;
  found_.fill(0);
  several_.fill(0);
  enough_.fill(0);
  counts_window_ = is_counting();
  for (std::size_t i = first_needed_; i < sources_.size(); ++i)
    read_window(i, counts_window_ ? kBelowAll : threshold);
  found_count_ = 0;
  for (std::size_t word = 0; word < found_.size(); ++word) {
    found_[word] = several_[word] | enough_[word];
    found_count_ += static_cast<std::size_t>(std::popcount(found_[word]));
  }
  if (counts_window_) count_window();
  for (std::size_t i = 0; i < first_needed_; ++i) ask_window(sources_[i]);
  pass_over(counts_window_ ? kBelowAll : threshold);
  place_ = SIZE_MAX;  // before the first
  return true;
}

// Where it is alone, a source may be enough for the threshold or not.
void PartScorer::read_window(std::size_t i, double threshold) {
  Source& source = sources_[i];
  source.places.fill(0);
  const TermWeight none({}, 0);
  const TermWeight& weight = source.group == kNone ? none : weighed_.weights[source.group];
  const Reach most = source.most;
  const Reach lone = source.lone.of[i];
  const double others = source.lone.before[first_needed_];
  read_.clear();
  source.postings->read_below(window_ + PackedPostings::kWindow, read_);
  for (const GroupPostings::Posting& posting : read_) {
    const std::size_t place = posting.number - window_;
    const double norm = norms_.of(part_.passages.length_of(posting.number));
    const double score = weight.of(posting.occurrences, norm);
    const double highest = lone.factor * score + lone.constant;
    source.places[place / 64] |= std::uint64_t{1} << (place % 64);
    enough_[place / 64] |= std::uint64_t{highest + others > threshold} << (place % 64);
    source.scores[place] = score;
    lone_most_at_[place] = highest;
    const double before = has(found_, place) ? most_at_[place] : 0;
    most_at_[place] = before + most.factor * score + most.constant;
  }
  for (std::size_t word = 0; word < found_.size(); ++word) {
    several_[word] |= found_[word] & source.places[word];
    found_[word] |= source.places[word];
  }
}

// Where many passages are looked at, all postings of a window are told at once: each costs a tenth
// of a search for one.
void PartScorer::ask_window(Source& source) const {
  constexpr std::size_t kSearch = 10;
  const auto window = static_cast<std::uint32_t>(window_ / kWindow);
  const bool was_told = std::exchange(
      source.is_told, source.postings->tell_window(window, kSearch * found_count_, source.told));
  if (was_told && !source.is_told) source.told.fill(GroupPostings::kManyInWindow);
}

// What occurrences are worth at most, by what a window tells of them: in the shortest passage.
void PartScorer::find_most_told(Source& source) const {
  source.most_told.assign(GroupPostings::kManyInWindow + std::size_t{1}, most_of(source.group));
  source.most_told[0] = 0;
  if (source.group == kNone) return;
  for (std::uint32_t told = 1; told <= PackedPostings::kMany; ++told)
    source.most_told[told] = weighed_.weights[source.group].of(told - 1, norms_.of(1));
}

void PartScorer::find_adds_told() {
  for (std::size_t i = 0; i < first_needed_; ++i) {
    Source& source = sources_[i];
    if (source.most_told.empty()) find_most_told(source);
    source.adds_told.assign(source.most_told.size(), 0);
    source.lone_adds_told.assign(source.most_told.size(), 0);
    for (std::size_t told = 1; told < source.most_told.size(); ++told) {
      const double most = source.most_told[told];
      source.adds_told[told] = most_.of[i].factor * most + most_.of[i].constant;
      source.lone_adds_told[told] = lone_most_[i].factor * most + lone_most_[i].constant;
    }
  }
}

// Where the sources cannot come to more than the threshold, by what was told of the window.
void PartScorer::pass_over(double threshold) {
  for (std::size_t word = 0; word < found_.size(); ++word) {
    std::uint64_t enough = 0;
    for (std::uint64_t left = found_[word]; left != 0; left &= left - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(left));
      const std::size_t place = word * 64 + bit;
      const bool is_lone = (several_[word] >> bit & 1U) == 0;
      double highest = is_lone ? lone_most_at_[place] : most_at_[place];
      for (std::size_t i = 0; i < first_needed_; ++i) {
        const Source& source = sources_[i];
        highest += (is_lone ? source.lone_adds_told : source.adds_told)[source.told[place]];
      }
      highest_at_[place] = highest;
      enough |= std::uint64_t{highest > threshold} << bit;
    }
    found_[word] = enough;
  }
}

// What matches only if words stand near each other in it is counted when it is evaluated.
void PartScorer::count_window() {
  counted_places_.fill(0);
  for (const Source& source : sources_) {
    for (std::size_t i = 0; i < counted_places_.size(); ++i)
      counted_places_[i] |= source.matches ? source.places[i] : 0;
  }
  for (const std::uint64_t places : counted_places_)
    counted_ += static_cast<std::uint64_t>(std::popcount(places));
}

// The first place at or behind one where a passage was found; kWindow: none.
std::size_t PartScorer::next_place(std::size_t from) const {
  for (std::size_t word = from / 64; word < found_.size(); ++word) {
    const std::uint64_t hidden =
        word == from / 64 ? ~std::uint64_t{0} << (from % 64) : ~std::uint64_t{0};
    const std::uint64_t places = found_[word] & hidden;
    if (places != 0) return word * 64 + static_cast<std::size_t>(std::countr_zero(places));
  }
  return kWindow;
}

// Whether the passage matches and scores more than the threshold.
bool PartScorer::evaluate(std::size_t place, double threshold) {
  if (!sum_up(place, threshold)) return false;
  const bool is_back = part_.passages.section_of(number_) == SectionKind::back_matter;
  share_ = is_back ? kBackMatterShare : 1;
  return highest_score() > threshold;
}

// The same, wherever in its document the passage stands.
bool PartScorer::sum_up(std::size_t place, double threshold) {
  const bool is_lone = !has(several_, place);
  number_ = window_ + static_cast<Xapian::docid>(place);
  highest_ = 0;
  open_score_ = 0;
  open_.clear();
  matches_ = false;
  const Reaches* reaches = &most_;
  for (std::size_t i = first_needed_; i < sources_.size(); ++i) {
    const Source& source = sources_[i];
    if (!has(source.places, place)) continue;
    if (is_lone) reaches = &source.lone;
    take(i, source.scores[place], *reaches);
    if (is_lone) break;
  }
  if (needs_several_ && first_needed_ == 0 && is_lone) {
    add_up();
    return matches_ && score_ > threshold;
  }
  norm_ = norms_.of(part_.passages.length_of(number_));
  for (std::size_t i = first_needed_; i-- > 0;) {
    if (highest_ + reaches->before[i + 1] <= threshold) return false;
    if (const auto occurrences = occurrences_in_hand(sources_[i])) {
      const std::size_t group = sources_[i].group;
      take(i, group == kNone ? 0 : weighed_.weights[group].of(*occurrences, norm_), *reaches);
    }
  }
  if (highest_ <= threshold) return false;
  add_up();
  return add_together(threshold);
}

// Of a source that is not needed; nothing where the passage in hand has it not.
std::optional<std::uint32_t> PartScorer::occurrences_in_hand(Source& source) {
  const std::uint8_t told = source.told[number_ - window_];
  if (told == 0) return {};
  if (told != GroupPostings::kManyInWindow) return told - 1U;
  source.postings->skip_to(number_);
  if (source.postings->number() != number_) return {};
  return source.postings->occurrences();
}

void PartScorer::take(std::size_t i, double score, const Reaches& reaches) {
  const Source& source = sources_[i];
  scores_[source.slot] = score;
  scored_[source.slot] = number_;
  highest_ += reaches.of[i].factor * score + reaches.of[i].constant;
  matches_ = matches_ || source.matches;
}

// Always in the same order, so that what is worth the same scores the same to the last digit.
void PartScorer::add_up() {
  score_ = 0;
  for (const Source& source : sources_) {
    if (scored_[source.slot] == number_)
      score_ += source.factor * scores_[source.slot] + source.constant;
  }
}

// What stands together; near each other last, and only as long as it may matter.
bool PartScorer::add_together(double threshold) {
  const std::vector<ScoreSum::Together>& all = weighed_.sum.together;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::optional<double> score = score_together(all[i]);
    if (!score) continue;
    if (all[i].window > 0) {
      open_.push_back({i, *score});
      open_score_ += *score;
    } else {
      score_ += *score;
      matches_ = true;
    }
  }
  if (score_ + open_score_ <= threshold) return false;
  if (!open_.empty() && (nearness_ == Nearness::decided || !matches_)) decide_open();
  return matches_ && score_ + open_score_ > threshold;
}

void PartScorer::decide_open() {
  const WordCodeView words = part_.words.of(number_);
  for (const NearScore& near : open_) {
    if (!weighed_.stand_near(near.together, words)) continue;
    score_ += near.score;
    matches_ = true;
  }
  open_.clear();
  open_score_ = 0;
}

// What is added if the passage in hand has all of the groups.
std::optional<double> PartScorer::score_together(const ScoreSum::Together& together) {
  double score = 0;
  for (const std::size_t group : together.groups) {
    if (!has_group(group)) return {};
    score += scores_[group];
  }
  return score * together.factor;
}

// Whether the passage in hand has the group, which is scored then.
bool PartScorer::has_group(std::size_t group) {
  if (scored_[group] == number_) return true;
  if (source_of_[group] != kNone) return false;
  GroupPostings& postings = postings_[group];
  postings.skip_to(number_);
  if (postings.number() != number_) return false;
  scores_[group] = weighed_.weights[group].of(postings.occurrences(), norm_);
  scored_[group] = number_;
  return true;
}

}  // namespace mi
