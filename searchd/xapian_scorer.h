// Scores the passages of one part of the index by a ScoreSum, in the order of their numbers, and
// passes over those that cannot score enough. A private header: only the files that docs/design.md
// names for Xapian include it.
//
// It is MaxScore (Turtle and Flood, "Query evaluation: strategies and optimizations", 1995): groups
// whose bounds together do not reach the threshold bring no passage by themselves, and are only
// asked about those that the others bring. Those others are read a window of passages at a time,
// one after another, so that each posting costs a few additions; and where they bring many, the
// others tell their occurrences in the window at once. No passage is looked at by itself before it
// may be good enough.
#pragma once

#include <xapian.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/word_codes.h"
#include "searchd/score_sum.h"
#include "searchd/weighting.h"
#include "searchd/xapian_index.h"
#include "searchd/xapian_postings.h"
#include "searchd/xapian_spreads.h"

namespace mi {

// A sum with what its groups are worth in a collection: the same for all parts.
struct WeighedSum {
  WeighedSum(ScoreSum sum, TermSpreads& spreads);

  // Whether what stands together does so within its window in a passage of these words.
  bool stand_near(std::size_t together, const WordCodeView& words) const;

  ScoreSum sum;
  std::vector<TermWeight> weights;                // of the groups
  std::vector<std::vector<WordCode>> near_words;  // of what stands together; empty where it may
                                                  // stand anywhere
  double expected_matches = 0;  // if passages had the groups independently of each other
};

// Whether a scorer reads the words of passages that may score enough, or says what they would add
// where they stand near each other.
enum class Nearness { decided, left_open };

// What some that stand together (ScoreSum::together) add where they stand near each other.
struct NearScore {
  std::size_t together = 0;
  double score = 0;
};

class PartScorer {
 public:
  // All of these must outlive it. Stands before the first passage. Until more than `count_up_to`
  // passages that match have been passed, all are looked at.
  PartScorer(const IndexPart& part, const LengthNorms& norms, const WeighedSum& weighed,
             std::uint64_t count_up_to, Nearness nearness = Nearness::decided);

  PartScorer(PartScorer&&) noexcept = default;
  PartScorer(const PartScorer&) = delete;
  PartScorer& operator=(PartScorer&&) = delete;
  PartScorer& operator=(const PartScorer&) = delete;
  ~PartScorer() = default;

  // Moves to the next passage that matches and scores more than the threshold, which must not
  // become lower from call to call. False: there are none.
  bool next(double threshold);

  // The same from a number on; stays where it is when that is there already.
  bool skip_to(Xapian::docid number, double threshold);

  // Where it stands; kNoMorePostings behind the last one.
  Xapian::docid number() const { return number_; }
  double score() const { return score_ * share_; }

  // What is left open of the passage's score, so that next() moves to where the highest is more
  // than the threshold: it is share() times the sum of score_without() and of those of these that
  // do stand near each other. Nothing of a passage that matches by them alone.
  const std::vector<NearScore>& open() const { return open_; }
  double score_without() const { return score_; }
  double share() const { return share_; }
  double highest_score() const { return (score_ + open_score_) * share_; }

  // How many passages that match were passed: all that there are, where it has come to its end and
  // it is not more than the count_up_to.
  std::uint64_t counted() const { return counted_; }

  // No score is above it.
  double bound() const { return most_.before.back(); }

 private:
  static constexpr std::size_t kWindow = PackedPostings::kWindow;  // passages
  static constexpr std::size_t kNone = SIZE_MAX;

  using Places = std::array<std::uint64_t, kWindow / 64>;  // a bit for each passage of the window

  // What a source adds at most to a passage that it is in: its score by a factor, and a constant,
  // for what stands together with others there.
  struct Reach {
    double factor = 0;
    double constant = 0;
  };

  // Of all sources, and of those before each together.
  struct Reaches {
    std::vector<Reach> of;
    std::vector<double> before;
  };

  // Of passages: a group, a bonus, or what stands together of groups that bring none themselves.
  struct Source {
    GroupPostings* postings = nullptr;
    std::size_t group = kNone;   // none: a bonus
    bool matches = true;         // else other groups must be there, too
    double factor = 0;           // of its score
    double constant = 0;         // of a bonus
    Reach most;                  // anywhere
    double bound = 0;            // by it
    Reaches lone;                // where no other needed source is: of the sources not needed, too
    Places places{};             // of the window, where it is
    std::vector<double> scores;  // there
    std::size_t slot = 0;        // of scores_
    // Where it is not needed: its occurrences in the window, where they were told, and the most
    // that so many score (find_most_told()).
    bool is_told = false;
    GroupPostings::Window told{};  // kManyInWindow everywhere where they were not
    std::vector<double> most_told;
    std::vector<double> adds_told;       // what they add at most, by what was told
    std::vector<double> lone_adds_told;  // the same where one needed source is
  };

  void add_sources();
  void find_bounds();
  void find_lone_bounds();
  void find_lone_bounds(std::size_t source);
  double bound_alone(std::size_t sources) const;
  double most_of(std::size_t group) const;
  void add_source(std::size_t group);
  void add_bounds(const ScoreSum::Together& together);
  bool is_where(const Source& source, std::size_t group) const;
  std::size_t source_where(std::size_t group) const;
  bool is_counting() const { return counted_ <= count_up_to_; }
  bool next_window(double threshold);
  void move_first_needed(double threshold);
  void read_window(std::size_t source, double threshold);
  void count_window();
  static bool has(const Places& places, std::size_t place) {
    return (places[place / 64] >> (place % 64) & 1U) != 0;
  }
  std::size_t next_place(std::size_t from) const;
  bool evaluate(std::size_t place, double threshold);
  bool sum_up(std::size_t place, double threshold);
  void ask_window(Source& source) const;
  void find_most_told(Source& source) const;
  void find_adds_told();
  void pass_over(double threshold);
  std::optional<std::uint32_t> occurrences_in_hand(Source& source);
  void take(std::size_t source, double score, const Reaches& reaches);
  void add_up();
  bool add_together(double threshold);
  void decide_open();
  std::optional<double> score_together(const ScoreSum::Together& together);
  bool has_group(std::size_t group);

  const IndexPart& part_;
  const LengthNorms& norms_;
  const WeighedSum& weighed_;
  std::uint64_t count_up_to_;
  Nearness nearness_;
  std::uint64_t counted_ = 0;
  std::vector<GroupPostings> postings_;  // of the groups, then of the bonuses
  std::vector<Source> sources_;          // the lowest bound first
  Reaches most_;                         // anywhere
  std::vector<double> bounds_alone_;     // of the sources before each, and of all: what they may
                                         // come to without others
  std::vector<std::size_t> source_of_;   // of the groups; kNone
  std::vector<std::vector<std::size_t>> needs_;  // of what stands together: the sources without
                                                 // which it does not
  std::size_t first_needed_ = 0;  // of sources_: those before bring no passage by themselves

  Xapian::docid window_ = 1;     // where it begins
  std::size_t place_ = kWindow;  // in it: the passage in hand
  Places found_{};               // where enough of the needed sources are
  Places several_{};             // where more than one is
  Places enough_{};              // where one may be enough by itself
  Places counted_places_{};      // of what is found, when all is counted
  bool counts_window_ = false;
  bool needs_several_ = false;                  // nothing stands together where only one source is
  std::array<double, kWindow> most_at_{};       // what the needed sources there may come to
  std::array<double, kWindow> lone_most_at_{};  // the same, where there is one
  std::array<double, kWindow> highest_at_{};    // what all may come to, where some are found
  std::vector<Reach> lone_most_;  // of the sources that are not needed, where there is one that is
  std::vector<GroupPostings::Posting> read_;  // of the source that is being read
  std::size_t found_count_ = 0;               // places of found_

  std::vector<double> scores_;         // of the groups, then of bonuses, where they were last
  std::vector<Xapian::docid> scored_;  // and where that was
  std::vector<NearScore> open_;        // of the passage in hand
  Xapian::docid number_ = 0;
  double norm_ = 0;
  double score_ = 0;  // of the passage in hand, as far as it is known, before its share
  double share_ = 1;
  double open_score_ = 0;  // of open_ together
  double highest_ = 0;     // with all that may be added yet
  bool matches_ = false;
};

}  // namespace mi
