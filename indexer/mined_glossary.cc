#include "indexer/mined_glossary.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include "core/ascii.h"
#include "core/glossary.h"

namespace mi {
namespace {

using Counted = std::pair<const std::string, std::size_t>;

bool begins_with_capital(std::string_view text) { return !text.empty() && is_upper(text.front()); }

// The commonest; among equals of English the one in lower case and the shorter, of Korean the one
// with its spaces.
std::string commonest(const std::map<std::string, std::size_t>& spellings, bool is_korean) {
  const auto rank = [&](const Counted& s) {
    const auto size = static_cast<std::ptrdiff_t>(s.first.size());
    return std::make_tuple(-static_cast<std::ptrdiff_t>(s.second),
                           !is_korean && begins_with_capital(s.first), is_korean ? -size : size,
                           s.first);
  };
  return std::min_element(spellings.begin(), spellings.end(),
                          [&](const Counted& a, const Counted& b) { return rank(a) < rank(b); })
      ->first;
}

// "papers/zoom-in.md:31" before "papers/zoom-in.md:120".
bool is_before(std::string_view a, std::string_view b) {
  const auto split = [](std::string_view place) {
    const std::size_t colon = std::min(place.rfind(':'), place.size());
    const std::string_view line = place.substr(std::min(colon + 1, place.size()));
    return std::make_tuple(place.substr(0, colon), line.size(), line);
  };
  return split(a) < split(b);
}

std::string_view without_first_word(std::string_view term) {
  const std::size_t space = term.find(' ');
  return space == std::string_view::npos ? std::string_view() : term.substr(space + 1);
}

// Korean terms that are wrong cuts of others, and the counts that they give to those.
struct WrongCuts {
  std::set<std::string> keys;
  std::map<std::string, std::size_t> counts;  // by the key of the term that is kept
};

// `terms`: the Korean terms of one English one, by key.
template <class Groups>
WrongCuts find_wrong_cuts(const Groups& terms) {
  WrongCuts cuts;
  for (const auto& [key, group] : terms) {
    const std::string longer = commonest(group.terms, true);
    for (std::string_view shorter = without_first_word(longer); !shorter.empty();
         shorter = without_first_word(shorter)) {
      const auto found = terms.find(glossary_key(shorter));
      if (found == terms.end() || found->second.count == group.count) continue;
      const bool is_longer_commoner = group.count > found->second.count;
      const std::string& kept = is_longer_commoner ? key : found->first;
      const std::string& lost = is_longer_commoner ? found->first : key;
      if (!cuts.keys.insert(lost).second) continue;
      cuts.counts[kept] += is_longer_commoner ? found->second.count : group.count;
    }
  }
  return cuts;
}

}  // namespace

void MinedGlossary::add_pair(TermPairKind kind, const std::string& term, const std::string& other,
                             std::size_t count, const std::string& place) {
  if (!fits_glossary(term) || !fits_glossary(other)) return;
  const std::string term_key = glossary_key(term);
  const std::string other_key = glossary_key(other);
  if (term_key.empty() || other_key.empty() || term_key == other_key) return;
  Group& group = groups_[{kind, other_key}][term_key];
  group.count += count;
  group.terms[term] += count;
  group.others[other] += count;
  if (group.place.empty() || is_before(place, group.place)) group.place = place;
}

void MinedGlossary::add(std::string_view document_id, const std::vector<TermPair>& pairs) {
  std::set<std::tuple<TermPairKind, std::string, std::string>> seen;
  for (const TermPair& pair : pairs) {
    if (!seen.emplace(pair.kind, glossary_key(pair.term), glossary_key(pair.other)).second) {
      continue;  // said in two spellings, by one document
    }
    std::string place(document_id);
    if (pair.line > 0) place += ":" + std::to_string(pair.line);
    add_pair(pair.kind, pair.term, pair.other, 1, place);
  }
}

void MinedGlossary::add(const GlossaryEntry& entry) {
  const bool is_acronym = entry.korean.empty();
  const std::vector<std::string>& terms = is_acronym ? entry.english : entry.korean;
  const std::vector<std::string>& others = is_acronym ? entry.acronyms : entry.english;
  if (terms.empty() || others.empty()) return;
  add_pair(is_acronym ? TermPairKind::acronym : TermPairKind::translation, terms.front(),
           others.front(), entry.count, entry.place);
}

std::vector<GlossaryEntry> MinedGlossary::entries() const {
  std::vector<GlossaryEntry> entries;
  for (const auto& [name, terms] : groups_) {
    const bool is_korean = name.first == TermPairKind::translation;
    WrongCuts cuts = is_korean ? find_wrong_cuts(terms) : WrongCuts();
    for (const auto& [key, group] : terms) {
      if (cuts.keys.contains(key)) continue;
      GlossaryEntry entry;
      std::string term = commonest(group.terms, is_korean);
      std::string other = commonest(group.others, false);
      (is_korean ? entry.korean : entry.english).push_back(std::move(term));
      (is_korean ? entry.english : entry.acronyms).push_back(std::move(other));
      entry.count = group.count + cuts.counts[key];
      entry.place = group.place;
      entries.push_back(std::move(entry));
    }
  }
  std::sort(entries.begin(), entries.end(), [](const GlossaryEntry& a, const GlossaryEntry& b) {
    return std::tie(b.count, a.korean, a.english, a.acronyms) <
           std::tie(a.count, b.korean, b.english, b.acronyms);
  });
  entries.resize(std::min(entries.size(), kMaxMinedEntries));
  return entries;
}

}  // namespace mi
