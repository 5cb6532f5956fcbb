#include "searchd/repair.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "core/analyzer.h"
#include "core/ascii.h"
#include "core/jamo.h"
#include "core/stop_words.h"
#include "core/unicode.h"
#include "searchd/keyboard_layout.h"
#include "searchd/similar_forms.h"

namespace mi {
namespace {

constexpr std::size_t kMostWords = 32;
constexpr std::size_t kMostBytes = 64;

// A word of the query in one script.
struct Run {
  std::size_t begin = 0;  // bytes of the query
  std::size_t end = 0;
  bool hangul = false;
};

// A change of the bytes [begin, end) of the query; `others` are less likely ones in its place.
struct Edit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string to;
  RepairReason reason = RepairReason::spelling;
  std::vector<std::string> others = {};
};

bool is_operator(std::string_view word) {
  constexpr std::array<std::string_view, 4> kOperators = {"AND", "OR", "NOT", "NEAR"};
  return std::find(kOperators.begin(), kOperators.end(), word) != kOperators.end();
}

// "expain" need not be in the index either.
bool is_nearly_stop_word(std::string_view word) {
  constexpr std::size_t kFewestLetters = 5;
  if (word.size() < kFewestLetters) return false;
  const std::string key = letter_key(word);
  std::string_view rest = kEnglishStopWords;
  while (!rest.empty()) {
    const std::string_view stop_word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(stop_word.size() + 1, rest.size()));
    if (stop_word.size() >= kFewestLetters && letter_distance(key, stop_word, 1) <= 1) return true;
  }
  return false;
}

// "누구인가" is no wrong "누군가": what is not searched for need not be in the index.
bool says_nothing(std::string_view word) {
  if (is_nearly_stop_word(word)) return true;
  const std::vector<Token> tokens = analyze(word);
  return !tokens.empty() && std::all_of(tokens.begin(), tokens.end(), [](const Token& token) {
    return token.kind == TokenKind::bigram || is_stop_word(token);
  });
}

std::vector<Run> words_of(std::string_view query) {
  std::vector<Run> runs;
  bool joins = false;  // the character before belongs to the last run
  for (std::size_t at = 0, size = 0; at < query.size(); at += size) {
    const CharClass kind = class_of(decode_utf8(query, at, size));
    const bool hangul = kind == CharClass::hangul;
    const bool word =
        hangul || kind == CharClass::letter || kind == CharClass::digit || kind == CharClass::mark;
    if (word && joins && runs.back().hangul == hangul) {
      runs.back().end = at + size;
    } else if (word) {
      if (runs.size() == kMostWords) break;
      runs.push_back({at, at + size, hangul});
    }
    joins = word;
  }
  return runs;
}

// The places in a word where it may be parted: between letters, two of them or more on each side.
std::vector<std::size_t> places_to_part(std::string_view word) {
  std::vector<std::size_t> begins;
  for (std::size_t at = 0, size = 0; at < word.size(); at += size) {
    begins.push_back(at);
    decode_utf8(word, at, size);
  }
  constexpr std::size_t kLeast = 2;
  if (begins.size() < 2 * kLeast) return {};
  return {begins.begin() + kLeast, begins.end() - (kLeast - 1)};
}

class Repairer {
 public:
  Repairer(std::string_view query, const Vocabulary& vocabulary)
      : query_(query),
        vocabulary_(vocabulary),
        runs_(words_of(query)),
        terms_(vocabulary.terms_in(query)) {}

  std::vector<Edit> edits() {
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      const std::string_view word = text_of(runs_[i]);
      const bool field = runs_[i].end < query_.size() && query_[runs_[i].end] == ':';
      const bool done = !edits_.empty() && edits_.back().end >= runs_[i].end;
      if (done || field || is_operator(word) || word.size() > kMostBytes || is_known(word) ||
          says_nothing(word))
        continue;
      if (std::optional<Edit> edit = repair_word(i)) edits_.push_back(std::move(*edit));
    }
    return std::move(edits_);
  }

 private:
  std::string_view text_of(const Run& run) const {
    return query_.substr(run.begin, run.end - run.begin);
  }

  bool is_known(std::string_view text) const { return vocabulary_.passages_with(text) > 0; }

  bool is_in_term(const Run& run) const {
    return std::any_of(terms_.begin(), terms_.end(), [&](const ByteRange& term) {
      return term.begin <= run.begin && run.end <= term.end;
    });
  }

  // A Hangul word is more often written with other spaces than with a wrong letter, a Latin one the
  // other way round.
  std::optional<Edit> repair_word(std::size_t i) const {
    const Run& run = runs_[i];
    const std::string_view word = text_of(run);
    const bool is_spelt = is_in_term(run) || std::any_of(word.begin(), word.end(), is_digit);
    if (is_spelt) return run.hangul ? other_spaces(i) : std::nullopt;
    if (std::optional<Edit> edit = other_layout(run)) return edit;
    if (!run.hangul) {
      std::optional<Edit> near = spelling(run, 1);
      if (near) return near;
    }
    if (std::optional<Edit> edit = other_spaces(i)) return edit;
    return spelling(run, 2);
  }

  std::optional<Edit> other_spaces(std::size_t i) const {
    std::optional<Edit> edit = joined(i);
    return edit ? edit : parted(runs_[i]);
  }

  std::optional<Edit> other_layout(const Run& run) const {
    const std::string_view word = text_of(run);
    const std::string keys = run.hangul ? as_latin_keys(word) : as_hangul_keys(word);
    constexpr std::size_t kTwoSyllables = 6;  // bytes; a single one is too easily hit
    const bool likely =
        run.hangul ? keys.size() > 1 : is_whole_syllables(keys) && keys.size() >= kTwoSyllables;
    if (!likely) return std::nullopt;
    if (is_known(keys)) return Edit{run.begin, run.end, keys, RepairReason::keyboard_layout};
    // Jamo by themselves are no Korean: the Latin word may have an error besides.
    if (!run.hangul || is_whole_syllables(word)) return std::nullopt;
    const std::vector<Spelling> near = vocabulary_.similar(keys, 1);
    if (near.empty()) return std::nullopt;
    return Edit{run.begin, run.end, near.front().text, RepairReason::keyboard_layout};
  }

  // A word and the one behind or before it, without the space between.
  std::optional<Edit> joined(std::size_t i) const {
    for (const std::size_t first : {i, i - 1}) {
      if (first > i || first + 1 >= runs_.size()) continue;  // before the first there is none
      const Run& a = runs_[first];
      const Run& b = runs_[first + 1];
      const std::string_view between = query_.substr(a.end, b.begin - a.end);
      const bool spaces =
          !between.empty() && between.find_first_not_of(' ') == std::string_view::npos;
      const bool taken = !edits_.empty() && edits_.back().end > a.begin;
      if (!spaces || taken || a.hangul != b.hangul) continue;
      std::string together = std::string(text_of(a)).append(text_of(b));
      if (together.size() <= kMostBytes && is_known(together)) {
        return Edit{a.begin, b.end, std::move(together), RepairReason::spacing};
      }
    }
    return std::nullopt;
  }

  std::optional<Edit> parted(const Run& run) const {
    std::optional<std::string> parts = best_parting(text_of(run), !run.hangul);
    // In three: a known beginning, and the rest in two.
    for (const std::size_t at : places_to_part(text_of(run))) {
      if (parts || !run.hangul) break;
      const std::string_view first = text_of(run).substr(0, at);
      if (!is_known(first)) continue;
      if (const auto rest = best_parting(text_of(run).substr(at), false)) {
        parts = std::string(first) + " " + *rest;
      }
    }
    if (!parts) return std::nullopt;
    return Edit{run.begin, run.end, std::move(*parts), RepairReason::spacing};
  }

  // In two known words, of which the rarer is as frequent as can be.
  std::optional<std::string> best_parting(std::string_view word, bool must_be_beside) const {
    std::optional<std::string> best;
    std::uint64_t most = 0;
    for (const std::size_t at : places_to_part(word)) {
      const std::uint64_t passages = std::min(vocabulary_.passages_with(word.substr(0, at)),
                                              vocabulary_.passages_with(word.substr(at)));
      if (passages <= most) continue;
      if (must_be_beside && !vocabulary_.has_beside(word.substr(0, at), word.substr(at))) continue;
      most = passages;
      best = std::string(word.substr(0, at)).append(" ").append(word.substr(at));
    }
    return best;
  }

  // The collection may write it with a capital.
  std::optional<Edit> spelling(const Run& run, int distance) const {
    constexpr std::size_t kTried = 4;
    const std::string_view word = text_of(run);
    const bool is_small = std::none_of(word.begin(), word.end(), is_upper);
    Edit edit{run.begin, run.end, {}, RepairReason::spelling};
    for (const SimilarForm& form :
         similar_forms(word, kTried, [this](std::string_view asked, std::size_t limit) {
           return vocabulary_.similar(asked, limit);
         })) {
      if (form.similar.distance > distance) continue;
      std::string text = form.similar.text + form.particle;
      if (is_small) text = lower_case(text);
      edit.to.empty() ? edit.to = std::move(text) : edit.others.emplace_back(std::move(text));
    }
    if (edit.to.empty()) return std::nullopt;
    return edit;
  }

  std::string_view query_;
  const Vocabulary& vocabulary_;
  std::vector<Run> runs_;
  std::vector<ByteRange> terms_;
  std::vector<Edit> edits_;
};

Repair repaired(std::string_view query, const std::vector<Edit>& edits) {
  Repair out;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    out.query.append(query.substr(at, edit.begin - at)).append(edit.to);
    out.changes.push_back(
        {std::string(query.substr(edit.begin, edit.end - edit.begin)), edit.to, edit.reason});
    at = edit.end;
  }
  out.query += query.substr(at);
  return out;
}

}  // namespace

std::vector<Repair> repair(std::string_view query, const Vocabulary& vocabulary,
                           std::size_t limit) {
  const std::string text = to_nfc(query);
  std::vector<Edit> edits = Repairer(text, vocabulary).edits();
  std::vector<Repair> repairs;
  if (edits.empty() || limit == 0) return repairs;
  repairs.push_back(repaired(text, edits));
  // Of one word with several likely spellings, the others too.
  if (edits.size() == 1) {
    const std::vector<std::string> others = std::move(edits.front().others);
    for (const std::string& other : others) {
      if (repairs.size() == limit) break;
      edits.front().to = other;
      repairs.push_back(repaired(text, edits));
    }
  }
  return repairs;
}

}  // namespace mi
