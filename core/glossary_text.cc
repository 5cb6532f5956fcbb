#include "core/glossary_text.h"

#include <algorithm>
#include <charconv>

#include "core/ascii.h"
#include "core/unicode.h"

namespace mi {
namespace {

constexpr std::string_view kBlanks = " \r";

// The text up to the mark, which is taken off with it.
std::string_view take(std::string_view& text, char mark) {
  const std::size_t end = std::min(text.find(mark), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

std::size_t count_words(std::string_view term) {
  std::size_t words = 0;
  while (!(term = trim(term, kBlanks)).empty()) {
    take(term, ' ');
    ++words;
  }
  return words;
}

bool has_hangul(std::string_view text) {
  for (std::size_t at = 0, size = 0; at < text.size(); at += size) {
    if (class_of(decode_utf8(text, at, size)) == CharClass::hangul) return true;
  }
  return false;
}

// Reads one line; `reason` says why it was left out.
class LineReader {
 public:
  explicit LineReader(std::string_view line) : rest_(line) {}

  GlossaryEntry read(bool is_removal) {
    const bool has_tab = rest_.find('\t') != std::string_view::npos;
    GlossaryEntry entry;
    entry.korean = read_terms();
    entry.english = read_terms();
    entry.acronyms = read_terms();
    read_origin(entry);
    if (is_removal) put_in_its_column(entry);
    check(entry, is_removal, has_tab);
    return entry;
  }

  const std::string& reason() const { return reason_; }

 private:
  std::vector<std::string> read_terms() {
    std::vector<std::string> terms;
    std::string_view column = take(rest_, '\t');
    while (!column.empty()) {
      const std::string_view term = trim(take(column, ','), kBlanks);
      if (term.empty()) continue;
      if (term.size() > kMaxGlossaryTermBytes) reason_ = "a term is too long";
      if (count_words(term) > kMaxGlossaryWords) reason_ = "a term has more than 6 words";
      terms.emplace_back(term);
    }
    return terms;
  }

  void read_origin(GlossaryEntry& entry) {
    const std::string_view count = trim(take(rest_, '\t'), kBlanks);
    const char* end = count.data() + count.size();
    if (!count.empty() && std::from_chars(count.data(), end, entry.count).ptr != end) {
      reason_ = "the fourth column is not a number";
    }
    entry.place = trim(take(rest_, '\t'), kBlanks);
  }

  // "- superposition": one word alone may be of either language.
  static void put_in_its_column(GlossaryEntry& entry) {
    if (!entry.english.empty() || entry.korean.empty()) return;
    if (!has_hangul(entry.korean.front())) entry.english.swap(entry.korean);
  }

  void check(const GlossaryEntry& entry, bool is_removal, bool has_tab) {
    if (!reason_.empty()) return;
    const auto lacks_hangul = [](const std::string& term) { return !has_hangul(term); };
    const std::size_t terms = entry.korean.size() + entry.english.size() + entry.acronyms.size();
    if (std::any_of(entry.korean.begin(), entry.korean.end(), lacks_hangul)) {
      reason_ = "no Hangul in the Korean column";
    } else if (terms == 0) {
      reason_ = "no term";
    } else if (!is_removal && terms < 2) {
      reason_ = has_tab ? "a term needs another one beside it"
                        : "no tab between the Korean and the English";
    }
  }

  std::string_view rest_;
  std::string reason_;
};

std::string in_one_cell(std::string_view term) {
  std::string cell(term);
  std::replace_if(
      cell.begin(), cell.end(),
      [](char c) { return c == '\t' || c == ',' || c == '\n' || c == '\r'; }, ' ');
  return cell;
}

std::string join(const std::vector<std::string>& terms) {
  std::string joined;
  for (const std::string& term : terms) {
    if (!joined.empty()) joined += ", ";
    joined += in_one_cell(term);
  }
  return joined;
}

// Whether the text is ASCII and Hangul syllables, which NFC leaves as they are (a tenth of the time
// of composing it).
bool is_plain(std::string_view text) {
  const auto is_other_lead = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xC0 && (byte < 0xEA || byte > 0xED);
  };
  return std::none_of(text.begin(), text.end(), is_other_lead) && is_valid_utf8(text);
}

constexpr std::string_view kHead =
    "# A glossary of mi-search. A line is a concept: Korean, English, acronym; then in how many\n"
    "# documents it was read and where. A tab stands between columns, a comma between spellings.\n";

}  // namespace

const char* name_of(GlossarySource source) {
  switch (source) {
    case GlossarySource::user:
      return "user";
    case GlossarySource::mined:
      return "mined";
    case GlossarySource::shipped:
      return "shipped";
    case GlossarySource::bridge:
      return "bridge";
  }
  return "";
}

bool fits_glossary(std::string_view term) {
  return term.size() <= kMaxGlossaryTermBytes && count_words(term) <= kMaxGlossaryWords;
}

GlossaryText read_glossary_text(std::string_view bytes) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  const std::string composed = is_plain(bytes) ? std::string() : to_nfc(bytes);
  const std::string_view text = composed.empty() ? bytes : composed;
  GlossaryText glossary;
  std::string_view rest = text;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    if (number > kMaxGlossaryLines) {
      glossary.problems.push_back({number, "too many lines: the rest is left out"});
      break;
    }
    std::string_view line = take(rest, '\n');
    if (trim(line, kBlanks).empty() || line == "\t" || trim(line, kBlanks).front() == '#') continue;
    const bool is_removal = line.front() == '-';
    if (is_removal) line.remove_prefix(1);
    LineReader reader(line);
    GlossaryEntry entry = reader.read(is_removal);
    if (!reader.reason().empty()) {
      glossary.problems.push_back({number, reader.reason()});
    } else {
      (is_removal ? glossary.removals : glossary.entries).push_back(std::move(entry));
    }
  }
  return glossary;
}

std::string write_glossary_text(const std::vector<GlossaryEntry>& entries) {
  std::string text(kHead);
  for (const GlossaryEntry& entry : entries) {
    text += join(entry.korean) + '\t' + join(entry.english) + '\t' + join(entry.acronyms);
    if (entry.count > 0) {
      text += '\t' + std::to_string(entry.count) + '\t' + in_one_cell(entry.place);
    }
    text += '\n';
  }
  return text;
}

}  // namespace mi
