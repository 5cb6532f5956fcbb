#include "core/glossary.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <unordered_set>

#include "core/sorted_lines.h"
#include "core/unicode.h"

namespace mi {
namespace {

bool is_word(const Token& token) {
  return token.kind != TokenKind::bigram && token.kind != TokenKind::compound;
}

std::string key_of(const std::vector<Token>& tokens) {
  std::string key;
  for (const Token& token : tokens) {
    if (is_word(token)) key += token.term;
  }
  return key;
}

// The term in one piece: "fine-tuning" -> "finetuning".
std::string without_gaps(std::string_view term) {
  std::string joined;
  std::copy_if(term.begin(), term.end(), std::back_inserter(joined),
               [](char c) { return c != ' ' && c != '-'; });
  return joined;
}

// A term is found by its words and by its spelling in one piece, which may have another stem.
std::vector<std::string> keys_of(std::string_view term) {
  std::vector<std::string> keys = {glossary_key(term)};
  if (term.find_first_of(" -") != std::string_view::npos) {
    if (std::string key = glossary_key(without_gaps(term)); key != keys.front()) {
      keys.push_back(std::move(key));
    }
  }
  return keys;
}

// The first letter of the term's key, found without analysis.
char32_t first_letter(std::string_view term) {
  for (std::size_t at = 0, size = 0; at < term.size(); at += size) {
    const char32_t code = decode_utf8(term, at, size);
    if (code >= U'A' && code <= U'Z') return code + 32;
    const bool is_plain = (code >= U'a' && code <= U'z') || (code >= U'0' && code <= U'9') ||
                          (code >= 0xAC00 && code <= 0xD7A3);
    if (is_plain) return code;
    const CharClass kind = class_of(code);
    if (kind != CharClass::letter && kind != CharClass::digit && kind != CharClass::hangul) {
      continue;
    }
    const std::vector<FoldedChar> folded = fold(term.substr(at));
    return folded.empty() ? 0 : folded.front().code;
  }
  return 0;
}

struct Term {
  std::uint32_t entry = 0;
  GlossaryTermKind kind = GlossaryTermKind::korean;
  const std::string* text = nullptr;  // inside the entry
};

struct Row {
  const GlossaryEntry* entry = nullptr;
  GlossarySource source = GlossarySource::shipped;
  std::size_t part = 0;
};

// The terms of one first letter; their keys once they have been asked for.
struct Bucket {
  std::vector<Term> terms;
  std::unordered_map<std::string, std::vector<Term>> by_key;
  bool is_analyzed = false;
};

// Pairs and terms that a part takes away from the parts behind it.
struct Removals {
  std::unordered_set<std::string> terms;
  std::unordered_set<std::string> pairs;  // two keys, a tab between them

  bool hold(const std::string& a, const std::string& b) const {
    return terms.contains(a) || terms.contains(b) || pairs.contains(a + '\t' + b) ||
           pairs.contains(b + '\t' + a);
  }
};

void add_removal(Removals& removals, const GlossaryEntry& line) {
  std::vector<std::string> others = line.english;
  others.insert(others.end(), line.acronyms.begin(), line.acronyms.end());
  if (line.korean.empty() || others.empty()) {
    for (const std::string& term : line.korean) removals.terms.insert(glossary_key(term));
    for (const std::string& term : others) removals.terms.insert(glossary_key(term));
    return;
  }
  for (const std::string& korean : line.korean) {
    for (const std::string& other : others) {
      removals.pairs.insert(glossary_key(korean) + '\t' + glossary_key(other));
    }
  }
}

}  // namespace

struct Glossary::Impl {
  std::vector<GlossaryPart> parts;
  std::string bridge;
  std::string_view table;
  std::vector<Row> rows;
  std::vector<Removals> removals;  // one a part
  bool has_removals = false;
  mutable std::unordered_map<char32_t, Bucket> buckets;
  mutable std::unordered_map<const std::string*, std::string> keys;  // of terms asked for
  mutable std::shared_mutex mutex;                                   // over what is mutable

  Impl(std::vector<GlossaryPart> given, std::string bridge_text, std::string_view table_text)
      : parts(std::move(given)), bridge(std::move(bridge_text)), table(table_text) {
    std::size_t entries = 0;
    for (const GlossaryPart& part : parts) entries += part.text.entries.size();
    rows.reserve(entries);
    for (std::size_t part = 0; part < parts.size(); ++part) {
      removals.emplace_back();
      for (const GlossaryEntry& line : parts[part].text.removals) {
        add_removal(removals.back(), line);
        has_removals = true;
      }
      for (const GlossaryEntry& entry : parts[part].text.entries) {
        rows.push_back({&entry, parts[part].source, part});
        add_terms(entry.korean, GlossaryTermKind::korean);
        add_terms(entry.english, GlossaryTermKind::english);
        add_terms(entry.acronyms, GlossaryTermKind::acronym);
      }
    }
  }

  void add_terms(const std::vector<std::string>& terms, GlossaryTermKind kind) {
    const auto row = static_cast<std::uint32_t>(rows.size() - 1);
    for (const std::string& term : terms) {
      buckets[first_letter(term)].terms.push_back({row, kind, &term});
    }
  }

  static void analyze_bucket(Bucket& bucket) {
    for (const Term& term : bucket.terms) {
      for (std::string& key : keys_of(*term.text)) {
        if (!key.empty()) bucket.by_key[std::move(key)].push_back(term);
      }
    }
    bucket.is_analyzed = true;
  }

  // The terms with a key, the most trusted first. The rows never change, so a copy outlives the
  // lock.
  std::vector<Term> find(const std::string& key) const {
    const auto found = buckets.find(first_letter(key));
    if (found == buckets.end()) return {};
    Bucket& bucket = found->second;
    {
      const std::shared_lock lock(mutex);
      if (bucket.is_analyzed) return find_in(bucket, key);
    }
    const std::unique_lock lock(mutex);
    if (!bucket.is_analyzed) analyze_bucket(bucket);
    return find_in(bucket, key);
  }

  static std::vector<Term> find_in(const Bucket& bucket, const std::string& key) {
    const auto terms = bucket.by_key.find(key);
    return terms == bucket.by_key.end() ? std::vector<Term>() : terms->second;
  }

  // The key of a term inside an entry, analyzed once. References into the map stay valid.
  const std::string& key_of_term(const std::string& term) const {
    {
      const std::shared_lock lock(mutex);
      if (const auto found = keys.find(&term); found != keys.end()) return found->second;
    }
    std::string key = glossary_key(term);
    const std::unique_lock lock(mutex);
    return keys.emplace(&term, std::move(key)).first->second;
  }

  bool is_removed(std::size_t part, const std::string& key, const std::string& other_key) const {
    return has_removals &&
           std::any_of(removals.begin(), removals.begin() + static_cast<std::ptrdiff_t>(part),
                       [&](const Removals& above) { return above.hold(key, other_key); });
  }

  std::vector<GlossaryExpansion> expand(const std::string& key,
                                        const std::vector<Term>& terms) const;
  std::vector<GlossaryExpansion> expand_by_lines(const std::string& key, std::size_t words) const;
};

namespace {

// Gathers expansions, each once by its key.
class Expansions {
 public:
  explicit Expansions(const std::string& key) : seen_{key} {}

  void add(const Row& row, GlossaryTermKind kind, const std::string& text, const std::string& key) {
    if (key.empty() || !seen_.insert(key).second) return;
    all_.push_back({text, kind, row.source, row.entry->count, row.entry->place});
  }

  std::vector<GlossaryExpansion> take() {
    std::stable_sort(all_.begin(), all_.end(),
                     [](const GlossaryExpansion& a, const GlossaryExpansion& b) {
                       return a.source != b.source ? a.source < b.source : a.count > b.count;
                     });
    return std::move(all_);
  }

 private:
  std::unordered_set<std::string> seen_;
  std::vector<GlossaryExpansion> all_;
};

}  // namespace

std::vector<GlossaryExpansion> Glossary::Impl::expand(const std::string& key,
                                                      const std::vector<Term>& terms) const {
  Expansions expansions(key);
  std::vector<std::string> english;  // whose acronyms are asked for
  const auto add_all = [&](const Term& term, const std::vector<std::string>& others,
                           GlossaryTermKind kind) {
    const Row& row = rows[term.entry];
    for (const std::string& other : others) {
      const std::string& other_key = key_of_term(other);
      if (is_removed(row.part, key, other_key)) continue;
      expansions.add(row, kind, other, other_key);
      if (kind == GlossaryTermKind::english && term.kind == GlossaryTermKind::korean) {
        english.push_back(other_key);
      }
    }
  };
  for (const Term& term : terms) {
    const GlossaryEntry& entry = *rows[term.entry].entry;
    add_all(term, entry.english, GlossaryTermKind::english);
    if (term.kind != GlossaryTermKind::acronym) {
      add_all(term, entry.acronyms, GlossaryTermKind::acronym);
    }
    add_all(term, entry.korean, GlossaryTermKind::korean);
  }
  for (const std::string& english_key : english) {
    for (const Term& term : find(english_key)) {
      add_all(term, rows[term.entry].entry->acronyms, GlossaryTermKind::acronym);
    }
  }
  return expansions.take();
}

// By the table, else by the bridge, whose keys are single words. Both have Hangul alone.
std::vector<GlossaryExpansion> Glossary::Impl::expand_by_lines(const std::string& key,
                                                               std::size_t words) const {
  if (std::all_of(key.begin(), key.end(), [](char c) { return static_cast<signed char>(c) >= 0; }))
    return {};
  std::string_view line = line_with_key(table, key);
  const GlossarySource source = line.empty() ? GlossarySource::bridge : GlossarySource::shipped;
  if (line.empty() && words == 1) line = line_with_key(bridge, key);
  std::vector<GlossaryExpansion> expansions;
  for (const GlossaryEntry& entry : read_glossary_text(line).entries) {
    for (const std::string& english : entry.english) {
      if (is_removed(removals.size(), key, glossary_key(english))) continue;
      expansions.push_back({english, GlossaryTermKind::english, source, 0, ""});
    }
  }
  return expansions;
}

Glossary::Glossary() : Glossary(std::vector<GlossaryPart>()) {}

Glossary::Glossary(std::vector<GlossaryPart> parts, std::string bridge, std::string_view table)
    : impl_(std::make_shared<const Impl>(std::move(parts), std::move(bridge), table)) {}

std::size_t Glossary::size() const { return impl_->rows.size(); }

std::vector<GlossaryExpansion> Glossary::expand(std::string_view term) const {
  const std::string key = glossary_key(term);
  std::vector<GlossaryExpansion> expansions = impl_->expand(key, impl_->find(key));
  return expansions.empty() ? impl_->expand_by_lines(key, 1) : expansions;
}

std::vector<GlossaryMatch> Glossary::match(const std::vector<Token>& query) const {
  std::vector<const Token*> words;
  for (const Token& token : query) {
    if (is_word(token)) words.push_back(&token);
  }
  std::vector<GlossaryMatch> matches;
  for (std::size_t first = 0; first < words.size();) {
    std::size_t taken = 1;
    for (std::size_t size = std::min(kMaxGlossaryWords, words.size() - first); size > 0; --size) {
      std::string key;
      for (std::size_t i = first; i < first + size; ++i) key += words[i]->term;
      const std::vector<Term> terms = impl_->find(key);
      std::vector<GlossaryExpansion> expansions = impl_->expand(key, terms);
      if (expansions.empty()) expansions = impl_->expand_by_lines(key, size);
      if (expansions.empty()) continue;
      matches.push_back({first, size, words[first]->byte_begin, words[first + size - 1]->byte_end,
                         terms.empty() ? GlossaryTermKind::korean : terms.front().kind,
                         std::move(expansions)});
      taken = size;
      break;
    }
    first += taken;
  }
  return matches;
}

const char* name_of(GlossaryTermKind kind) {
  switch (kind) {
    case GlossaryTermKind::korean:
      return "korean";
    case GlossaryTermKind::english:
      return "english";
    case GlossaryTermKind::acronym:
      return "acronym";
  }
  return "";
}

std::string glossary_key(std::string_view term) { return key_of(analyze(term)); }

std::string glossary_table(const GlossaryText& text) {
  std::map<std::string, GlossaryEntry> lines;
  for (const GlossaryEntry& entry : text.entries) {
    for (const std::string& korean : entry.korean) {
      const std::string key = glossary_key(korean);
      if (key.empty()) continue;
      GlossaryEntry& line = lines[key];
      line.korean = {key};
      for (const std::string& english : entry.english) {
        if (std::find(line.english.begin(), line.english.end(), english) == line.english.end())
          line.english.push_back(english);
      }
    }
  }
  std::vector<GlossaryEntry> entries;
  entries.reserve(lines.size());
  for (auto& [key, line] : lines) entries.push_back(std::move(line));
  return write_glossary_text(entries);
}

}  // namespace mi
