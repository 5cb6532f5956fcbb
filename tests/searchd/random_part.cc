#include "tests/searchd/random_part.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/schema.h"

namespace mi {
namespace {

constexpr std::uint32_t kAbsent = std::numeric_limits<std::uint32_t>::max();

std::vector<std::string> made_up_words(std::size_t count) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < count; ++i) words.push_back("w" + std::to_string(i));
  return words;
}

TermSpread spread_of(const std::vector<std::uint32_t>& times_of_numbers) {
  TermSpread spread;
  for (const std::uint32_t times : times_of_numbers) {
    if (times == kAbsent) continue;
    ++spread.passages;
    spread.occurrences += times;
  }
  return spread;
}

bool has_weight(const std::string& word) { return !word.ends_with('7'); }

}  // namespace

RandomPart::RandomPart(std::mt19937& random, std::uint32_t numbers, std::size_t words)
    : words_(made_up_words(words)),
      texts_(numbers + 1),
      part_([&] {
        for (const std::string& word : words_) times_[word].assign(numbers + 1, kAbsent);
        for (std::uint32_t number = 1; number <= numbers; ++number) {
          if (random() % 8 != 0 || number == 1) make_passage(random, number);
        }
        for (const std::string& word : words_) spreads_[word] = spread_of(times_[word]);
        return write();
      }()),
      norms_(length_ / passages_) {}

void RandomPart::make_passage(std::mt19937& random, std::uint32_t number) {
  std::vector<std::string>& text = texts_[number];
  const std::size_t size = 1 + random() % 12;
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t rarer = std::min(random() % words_.size(), random() % words_.size());
    text.push_back(words_[std::min(rarer, random() % words_.size())]);
  }
  for (const std::string& word : text) {
    std::uint32_t& times = times_[word][number];
    if (times == kAbsent) times = 0;
    if (has_weight(word)) ++times, ++length_;
  }
  ++passages_;
}

IndexPart RandomPart::write() const {
  const std::string database_folder = (folder_ / "xapian").string();
  Xapian::WritableDatabase database(
      database_folder, Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_BACKEND_GLASS);
  std::vector<PassageEntry> entries(texts_.size() - 1);
  std::string codes = word_file_head();
  std::uint64_t code_count = 0;
  for (std::uint32_t number = 1; number < texts_.size(); ++number) {
    if (texts_[number].empty()) continue;
    Xapian::Document document;
    std::vector<WordCode> words;
    for (const std::string& word : texts_[number]) {
      document.add_term(word, has_weight(word) ? 1 : 0);
      words.push_back(word_code(word));
    }
    database.replace_document(number, document);
    PassageEntry& entry = entries[number - 1];
    entry.length = database.get_doclength(number);
    entry.words = code_count;
    entry.section = number % 5 == 0 ? SectionKind::back_matter : SectionKind::body;
    entry.word_count = static_cast<std::uint32_t>(words.size());
    code_count += words.size();
    codes += encode_word_codes(words);
  }
  database.commit();
  const auto passages = folder_.write("passages", encode_passage_table(entries));
  const auto words = folder_.write("words", codes);
  const auto word_counts = folder_.write("word-counts", WordCounter().encode());
  const TextFile text = *TextFile::open(folder_.write("text", TextFileWriter().bytes()));
  return {Xapian::Database(database_folder),
          database.get_uuid(),
          text,
          text.pages(),
          *PassageTable::open(passages),
          KeptWords(*WordFile::open(words), *PassageTable::open(passages)),
          *WordCounts::open(word_counts),
          std::make_unique<KeptPostings>(),
          {}};
}

std::map<std::uint32_t, double> RandomPart::scores(const QueryPlan& plan) const {
  std::map<std::uint32_t, double> scores;
  for (std::uint32_t number = 1; number < texts_.size(); ++number) {
    const Score score = score_of(plan, number);
    const bool is_back = part_.passages.section_of(number) == SectionKind::back_matter;
    const double share = is_back ? kBackMatterShare : 1;
    if (score.matches) scores.emplace_hint(scores.end(), number, score.score * share);
  }
  return scores;
}

RandomPart::Score RandomPart::score_of(const QueryPlan& plan, std::uint32_t number) const {
  Score score;
  switch (plan.op) {
    case PlanOp::term:
    case PlanOp::synonym:
      score = score_of_terms(plan.terms, number);
      break;
    case PlanOp::bonus:
      score = {occurrences(plan.terms.front(), number) != nullptr, 1};
      break;
    case PlanOp::near:
      score.matches = stand_near(plan.terms, plan.window, number);
      for (const std::string& term : plan.terms)
        score.score += score_of_terms({term}, number).score;
      break;
    case PlanOp::all:
    case PlanOp::any:
      score.matches = plan.op == PlanOp::all;
      for (const QueryPlan& child : plan.children) {
        const Score of_child = score_of(child, number);
        if (of_child.matches) score.score += of_child.score;
        score.matches = plan.op == PlanOp::all ? score.matches && of_child.matches
                                               : score.matches || of_child.matches;
      }
      break;
    default:
      break;
  }
  return {score.matches, score.matches ? score.score * plan.factor : 0};
}

RandomPart::Score RandomPart::score_of_terms(const std::vector<std::string>& terms,
                                             std::uint32_t number) const {
  std::uint32_t sum = 0;
  bool has_any = false;
  for (const std::string& term : terms) {
    const std::uint32_t* const times = occurrences(term, number);
    has_any = has_any || times != nullptr;
    sum += times == nullptr ? 0 : *times;
  }
  if (!has_any) return {};
  std::vector<TermSpread> spreads;
  for (const std::string& term : terms) {
    const auto known = spreads_.find(term);
    spreads.push_back(known == spreads_.end() ? TermSpread() : known->second);
  }
  const TermWeight weight(spread_of_any(spreads, passages_, length_), passages_);
  return {true, weight.of(sum, norms_.of(part_.passages.length_of(number)))};
}

// By the text itself: a window that begins at each word in turn.
bool RandomPart::stand_near(const std::vector<std::string>& terms, std::uint32_t window,
                            std::uint32_t number) const {
  const std::vector<std::string>& text = texts_[number];
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    const auto from = text.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto to =
        from + static_cast<std::ptrdiff_t>(std::min<std::size_t>(window, text.size() - begin));
    if (std::all_of(terms.begin(), terms.end(),
                    [&](const std::string& term) { return std::find(from, to, term) != to; }))
      return true;
  }
  return false;
}

const std::uint32_t* RandomPart::occurrences(const std::string& term, std::uint32_t number) const {
  const auto known = times_.find(term);
  if (known == times_.end() || known->second[number] == kAbsent) return nullptr;
  return &known->second[number];
}

}  // namespace mi
