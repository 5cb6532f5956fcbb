#include "searchd/passage_link.h"

#include <algorithm>
#include <vector>

#include "core/tex_symbols.h"
#include "core/url.h"
#include "searchd/target.h"

namespace mi {
namespace {

constexpr std::size_t kWordsAtEachEnd = 5;
constexpr std::size_t kFewestWords = 3;
constexpr std::size_t kMaxDirectiveBytes = 600;

using Words = std::vector<std::string_view>;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

struct Word {
  std::size_t end = 0;
  bool has_formula = false;
};

// The word that begins at `at`, with the formulas that it holds or touches.
Word word_at(std::string_view text, std::size_t at) {
  Word word{at, false};
  while (word.end < text.size() && !is_space(text[word.end])) {
    const std::size_t behind = text[word.end] == '$' ? formula_at(text, word.end).end : word.end;
    word.has_formula |= behind > word.end;
    word.end = std::max(behind, word.end + 1);
  }
  return word;
}

// Runs of words that the page shows as they stand here: a run ends at a line's end (of a block, a
// table row), at a cell's rule, and at a formula, which the page draws and the index keeps as TeX.
std::vector<Words> plain_runs(std::string_view text) {
  std::vector<Words> runs(1);
  const auto end_run = [&runs] {
    if (!runs.back().empty()) runs.emplace_back();
  };
  for (std::size_t at = 0; at < text.size();) {
    if (is_space(text[at])) {
      if (text[at++] == '\n') end_run();
      continue;
    }
    const Word word = word_at(text, at);
    const std::string_view written = text.substr(at, word.end - at);
    at = word.end;
    if (word.has_formula || written == "|") {
      end_run();
    } else {
      runs.back().push_back(written);
    }
  }
  return runs;
}

std::string phrase(Words::const_iterator begin, Words::const_iterator end) {
  std::string words;
  for (auto word = begin; word != end; ++word) {
    if (!words.empty()) words += ' ';
    words += *word;
  }
  return encode_component(words);
}

}  // namespace

std::string text_directive(std::string_view text) {
  const std::vector<Words> runs = plain_runs(text);
  const auto is_long = [](const Words& run) { return run.size() >= kFewestWords; };
  const auto first = std::find_if(runs.begin(), runs.end(), is_long);
  if (first == runs.end()) return {};
  const auto last = std::find_if(runs.rbegin(), runs.rend(), is_long);
  std::string directive;
  if (&*first == &*last && first->size() <= 2 * kWordsAtEachEnd) {
    directive = phrase(first->begin(), first->end());
  } else {
    const auto shown = [](const Words& run) {
      return static_cast<std::ptrdiff_t>(std::min(run.size(), kWordsAtEachEnd));
    };
    directive = phrase(first->begin(), first->begin() + shown(*first)) + "," +
                phrase(last->end() - shown(*last), last->end());
  }
  return directive.size() > kMaxDirectiveBytes ? std::string() : directive;
}

std::string web_address(std::string_view url) {
  const Expected<Url> parsed = parse_url(url);
  return parsed ? parsed->to_string() : std::string();
}

namespace {

// The paper's page at the passage, where it has these words.
std::string link_to_words(const DocumentInfo& paper, const Passage& passage,
                          std::string_view words) {
  Expected<Url> url = parse_url(link_to(paper, passage));
  if (!url) url = parse_url(paper.url);  // an anchor that no address can hold: then the page
  if (!url) return {};
  // Appended to the parsed address: normalisation would turn an escaped '-' back into a bare one.
  if (const std::string directive = text_directive(words); !directive.empty())
    url->fragment += ":~:text=" + directive;
  return url->to_string();
}

}  // namespace

std::string link_to_passage(const DocumentInfo& document, const Passage& passage) {
  if (document.kind == DocumentKind::note) return link_to(document, passage);
  return link_to_words(document, passage, passage.text);
}

std::string link_to_hit(const DocumentInfo& document, const Hit& hit) {
  if (document.kind == DocumentKind::note || hit.snippet.text.empty())
    return link_to_passage(document, hit.passage);
  return link_to_words(document, hit.passage, hit.snippet.text);
}

}  // namespace mi
