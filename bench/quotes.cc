#include "bench/quotes.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <set>
#include <tuple>

#include "core/unicode.h"

namespace mi {
namespace {

constexpr int kRelevantGrade = 2;

std::string letters_of(std::string_view text) {
  std::string letters;
  for (const FoldedChar& character : fold(text)) {
    const CharClass kind = class_of(character.code);
    if (kind == CharClass::letter || kind == CharClass::digit || kind == CharClass::hangul)
      append_utf8(letters, character.code);
  }
  return letters;
}

std::vector<std::string> split(std::string_view line, char separator) {
  std::vector<std::string> fields;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end = std::min(line.find(separator, at), line.size());
    fields.emplace_back(line.substr(at, end - at));
    at = end + 1;
  }
  return fields;
}

double gain_of(int grade) { return std::exp2(grade) - 1; }

bool holds(const Quote& quote, const std::string& document, const std::string& letters) {
  return quote.document == document &&
         (quote.letters.empty() || letters.find(quote.letters) != std::string::npos);
}

}  // namespace

std::string same_document(std::string_view document) {
  std::string out = to_nfc(document);
  if (const std::size_t scheme = out.find("://"); scheme != std::string::npos) {
    out = out.substr(scheme + 3);
    out = out.substr(0, out.find_first_of("#?"));
    if (out.starts_with("www.")) out = out.substr(4);
    for (const std::string_view index : {"/index.html", "/index.htm"}) {
      if (out.ends_with(index)) out.resize(out.size() - index.size());
    }
  }
  while (out.ends_with('/')) out.pop_back();
  return out;
}

Expected<std::map<std::string, std::vector<Quote>>> read_quotes(const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream) return failure("cannot read " + file.string());
  std::map<std::string, std::vector<Quote>> quotes;
  std::size_t number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    if (line.empty() || line.starts_with('#') || line.starts_with("qid\t")) continue;
    const std::vector<std::string> fields = split(line, '\t');
    int grade = -1;
    if (fields.size() >= 3)
      std::from_chars(fields[2].data(), fields[2].data() + fields[2].size(), grade);
    if (grade < 0 || grade > 3)
      return failure(file.string() + ":" + std::to_string(number) + ": not a judgment");
    const std::string quote = fields.size() > 3 ? fields[3] : std::string();
    quotes[fields[0]].push_back(
        {same_document(fields[1]), quote == "*" ? "" : letters_of(quote), grade});
  }
  return quotes;
}

JudgedRanking judge(const std::vector<Quote>& quotes, const std::vector<FoundPassage>& found) {
  JudgedRanking ranking;
  std::vector<bool> earned(quotes.size(), false);
  std::set<std::string> relevant;
  for (const Quote& quote : quotes) {
    ranking.all_gains.push_back(gain_of(quote.grade));
    if (quote.grade >= kRelevantGrade) relevant.insert(quote.document);
  }
  std::set<std::string> found_relevant;
  for (std::size_t i = 0; i < std::min(found.size(), kMetricDepth); ++i) {
    const std::string document = same_document(found[i].document);
    const std::string letters = letters_of(found[i].text);
    std::size_t best = quotes.size();
    const auto worth = [&](std::size_t q) {
      return std::make_tuple(quotes[q].grade, quotes[q].letters.size());
    };
    for (std::size_t q = 0; q < quotes.size(); ++q) {
      if (earned[q] || !holds(quotes[q], document, letters)) continue;
      if (best == quotes.size() || worth(q) > worth(best)) best = q;
    }
    const int grade = best < quotes.size() ? quotes[best].grade : 0;
    if (best < quotes.size()) earned[best] = true;
    ranking.gains.push_back(gain_of(grade));
    ranking.is_relevant.push_back(grade >= kRelevantGrade);
    if (relevant.contains(document)) found_relevant.insert(document);
  }
  ranking.found_relevant = found_relevant.size();
  ranking.all_relevant = relevant.size();
  return ranking;
}

}  // namespace mi
