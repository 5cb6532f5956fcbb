#include "indexer/bibliography.h"

#include <algorithm>
#include <functional>
#include <unordered_set>
#include <utility>

#include "core/ascii.h"
#include "core/json.h"
#include "core/unicode.h"
#include "core/url.h"
#include "indexer/bibtex.h"
#include "indexer/doi.h"
#include "indexer/html_tag.h"
#include "indexer/tex_text.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t kMaxScriptBytes = 4 << 20;
constexpr std::size_t kMaxListItemBytes = 8192;
constexpr std::size_t kMaxTitleBytes = 1000;
constexpr std::size_t kMaxNamedWorks = 5;
constexpr std::size_t kMaxTitleInMark = 60;  // bytes
constexpr std::size_t kMaxNameInMark = 40;
constexpr std::string_view kOthers = "et al.";

// The first run of exactly four digits.
std::string year_in(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end - at == 4) return std::string(text.substr(at, 4));
    at = std::max(end, at + 1);
  }
  return {};
}

std::string url_in(std::string_view text) {
  Expected<Url> url = parse_url(text);
  if (!url) return {};
  url->fragment.clear();
  return url->to_string();
}

std::string arxiv_url(std::string_view number) {
  const auto is_arxiv_char = [](char c) {
    return is_digit(c) || is_letter(c) || c == '.' || c == '/' || c == '-';
  };
  if (number.empty() || !std::all_of(number.begin(), number.end(), is_arxiv_char)) return {};
  return url_in("https://arxiv.org/abs/" + std::string(number));
}

// What is missing follows from what is there: a DOI's address, an address's DOI.
Citation completed(Citation work) {
  if (work.doi.empty()) work.doi = doi_of(work.url);
  if (work.url.empty() && !work.doi.empty()) work.url = url_in("https://doi.org/" + work.doi);
  return work;
}

// From a field's name to its value, as written in BibTeX: both BibTeX and Distill's JSON have it.
template <class Field>
Citation from_fields(std::string_view key, Field field) {
  Citation work;
  work.key = to_nfc(collapse_white_space(key));
  work.title = plain_text_of_tex(beginning_of(field("title"), kMaxTitleBytes));
  work.authors = split_bibtex_names(field("author"));
  work.year = year_in(field("year"));
  if (work.year.empty()) work.year = year_in(field("date"));
  work.doi = doi_of(field("doi"));
  std::string address(field("url"));
  const auto is_markup = [](char c) { return c == '{' || c == '}' || c == '\\'; };
  address.erase(std::remove_if(address.begin(), address.end(), is_markup), address.end());
  if (address.starts_with("url")) address.erase(0, 3);  // "\url{...}"
  work.url = url_in(address);
  if (work.url.empty() && lower_case(field("archiveprefix")) == "arxiv") {
    work.url = arxiv_url(field("eprint"));
  }
  constexpr std::string_view kArxiv = "arXiv:";
  const std::string_view journal = field("journal");
  if (const std::size_t at = journal.find(kArxiv); work.url.empty() && at != npos) {
    const std::string_view number = journal.substr(at + kArxiv.size());
    work.url = arxiv_url(number.substr(0, number.find_first_of(" ,;[(")));
  }
  return completed(std::move(work));
}

void add_json(std::vector<Citation>& works, std::string_view text) {
  const Expected<Json> parsed = parse_json(text);
  if (!parsed) return;
  for (const Json& pair : parsed->as_array()) {
    const Json::Array& entry = pair.as_array();
    if (entry.size() < 2 || works.size() >= kMaxCitations) continue;
    works.push_back(from_fields(entry[0].as_string(), [&](std::string_view name) {
      return name == "archiveprefix" && entry[1][name].is_null()
                 ? entry[1]["archivePrefix"].as_string()
                 : entry[1][name].as_string();
    }));
  }
}

void add_bibtex(std::vector<Citation>& works, std::string_view text) {
  for (const BibtexEntry& entry : parse_bibtex(text)) {
    if (works.size() >= kMaxCitations) return;
    works.push_back(
        from_fields(entry.key, [&](std::string_view name) { return entry.field(name); }));
  }
}

std::vector<Citation> read_scripts(const HtmlTree& tree) {
  std::vector<Citation> works;
  HtmlIndex bibliography_end = 0;
  for (HtmlIndex i = 0; i < tree.size(); ++i) {
    const HtmlNode& node = tree[i];
    if (node.name == "d-bibliography" || node.name == "dt-bibliography") {
      bibliography_end = std::max(bibliography_end, node.end);
    }
    if (node.name != "script") continue;
    const std::string type = lower_case(node.attribute("type"));
    const bool is_bibtex = type == "text/bibliography" || type == "text/bibtex";
    const bool is_json = type == "text/json" || type == "application/json";
    if (is_bibtex) add_bibtex(works, text_inside(tree, i, kMaxScriptBytes));
    if (is_json && i < bibliography_end) add_json(works, text_inside(tree, i, kMaxScriptBytes));
  }
  return works;
}

// "Odena, A., Olah, C. and Shlens, J., 2016" -> the names. A list that is written otherwise gives
// none.
std::vector<std::string> names_in_list(std::string_view text) {
  std::vector<std::string> parts;
  const auto add = [&](std::string_view part) {
    std::string name = collapse_white_space(part);
    if (!name.empty()) parts.push_back(std::move(name));
  };
  std::string list(text);
  for (std::size_t at = list.find(" and "); at != npos; at = list.find(" and ", at)) {
    list.replace(at, 5, ", ");
  }
  std::string_view rest = list;
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    add(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool has_initials = i + 1 < parts.size() && parts[i + 1].ends_with('.');
    names.push_back(has_initials ? parts[i + 1] + " " + parts[i] : parts[i]);
    i += has_initials ? 1 : 0;
  }
  return names;
}

// An item of the list that Distill renders: <li id=KEY><span class=title>..</span> <a>[PDF]</a><br>
// authors, year. Journal.
Citation from_list_item(const HtmlTree& tree, HtmlIndex item) {
  Citation work;
  work.key = tree[item].attribute("id");
  std::string rest;
  for (HtmlIndex i = item + 1; i < tree[item].end && rest.size() < kMaxListItemBytes;) {
    const HtmlNode& node = tree[i];
    if (node.has_class("title") && work.title.empty()) {
      work.title = to_nfc(collapse_white_space(text_inside(tree, i, kMaxTitleBytes)));
    } else if (node.name == "a") {
      if (work.url.empty()) work.url = url_in(node.attribute("href"));
      if (work.doi.empty()) work.doi = doi_of(node.attribute("href"));
    } else {
      rest += node.text;
      ++i;
      continue;
    }
    i = node.end;
  }
  rest = to_nfc(collapse_white_space(rest));
  work.year = year_in(rest);
  if (work.title.empty()) {
    work.title = beginning_of(rest, kMaxTitleBytes);
  } else if (!work.year.empty()) {
    work.authors = names_in_list(std::string_view(rest).substr(0, rest.find(work.year)));
  }
  return completed(std::move(work));
}

std::vector<Citation> read_list(const HtmlTree& tree) {
  std::vector<Citation> works;
  HtmlIndex list_end = 0;
  for (HtmlIndex i = 0; i < tree.size() && works.size() < kMaxCitations; ++i) {
    const HtmlNode& node = tree[i];
    const bool is_list = node.name == "d-citation-list" ||
                         ((node.name == "ol" || node.name == "ul") && node.has_class("references"));
    if (is_list) list_end = std::max(list_end, node.end);
    if (node.name != "li" || i >= list_end) continue;
    works.push_back(from_list_item(tree, i));
    if (works.back().title.empty()) works.pop_back();
    i = std::max(node.end, i + 1) - 1;
  }
  return works;
}

// "citation_title=A;citation_author=B;citation_author=C;citation_publication_date=2016;"
Citation from_meta(std::string_view content) {
  Citation work;
  while (!content.empty()) {
    const std::size_t size = std::min(content.find(";citation_"), content.size());
    std::string_view part = content.substr(0, size);
    content.remove_prefix(std::min(size + 1, content.size()));
    if (part.ends_with(';')) part.remove_suffix(1);
    const std::size_t equals = part.find('=');
    if (equals == npos) continue;
    const std::string_view name = part.substr(0, equals);
    const std::string value = plain_text_of_html(part.substr(equals + 1));
    if (name == "citation_title") work.title = value;
    if (name == "citation_author") work.authors.push_back(value);
    if (name == "citation_publication_date") work.year = year_in(value);
    if (name == "citation_arxiv_id") work.url = arxiv_url(value);
    if (name == "citation_doi") work.doi = doi_of(value);
  }
  return completed(std::move(work));
}

std::vector<Citation> read_metas(const HtmlTree& tree) {
  std::vector<Citation> works;
  for (const HtmlNode& node : tree) {
    if (node.name != "meta" || node.attribute("name") != "citation_reference") continue;
    if (works.size() >= kMaxCitations) break;
    Citation work = from_meta(node.attribute("content"));
    if (!work.title.empty()) works.push_back(std::move(work));
  }
  return works;
}

std::vector<Citation> first_place(const HtmlTree& tree) {
  std::vector<Citation> works = read_scripts(tree);
  if (works.empty()) works = read_list(tree);
  return works.empty() ? read_metas(tree) : works;
}

std::unordered_set<std::string_view> cited_keys(const HtmlTree& tree) {
  std::unordered_set<std::string_view> keys;
  for (const HtmlNode& node : tree) {
    if (node.name != "d-cite" && node.name != "dt-cite") continue;
    for (const std::string_view key : keys_of_citation(node)) keys.insert(key);
  }
  return keys;
}

// Particles belong to the family: "Laurens van der Maaten" -> "van der Maaten".
std::string_view family_of(std::string_view name) {
  while (name.ends_with('*') || name.ends_with(' ')) name.remove_suffix(1);  // "Ann Lee *"
  std::size_t begin = name.rfind(' ') + 1;                                   // npos + 1 is 0
  while (begin > 1) {
    const std::size_t before = name.rfind(' ', begin - 2);
    if (before == npos || name[before + 1] < 'a' || name[before + 1] > 'z') break;
    begin = before + 1;
  }
  return name.substr(begin);
}

std::string name_in_mark(const Citation& work) {
  std::string mark;
  if (work.authors.empty()) {
    mark = beginning_of(work.title, kMaxTitleInMark);
  } else {
    const auto short_name = [](std::string_view name) {
      return beginning_of(family_of(name), kMaxNameInMark);
    };
    mark = short_name(work.authors[0]);
    const bool are_two = work.authors.size() == 2 && work.authors[1] != kOthers;
    if (are_two) (mark += " & ") += short_name(work.authors[1]);
    if (!are_two && work.authors.size() > 1) (mark += " ") += kOthers;
  }
  if (!work.year.empty()) mark += (mark.empty() ? "" : ", ") + work.year;
  return mark;
}

}  // namespace

Bibliography::Bibliography(std::vector<Citation> works) {
  for (Citation& work : works) {
    if (!work.key.empty() && !by_key_.emplace(work.key, works_.size()).second) continue;
    works_.push_back(std::move(work));
  }
}

const Citation* Bibliography::find(std::string_view key) const {
  const auto known = by_key_.find(std::string(key));
  return known == by_key_.end() ? nullptr : &works_[known->second];
}

Bibliography read_bibliography(const HtmlTree& tree) {
  std::vector<Citation> works = first_place(tree);
  const std::unordered_set<std::string_view> cited = cited_keys(tree);
  const auto is_cited = [&](const Citation& work) { return cited.count(work.key) > 0; };
  if (std::any_of(works.begin(), works.end(), is_cited)) {
    works.erase(std::remove_if(works.begin(), works.end(), std::not_fn(is_cited)), works.end());
  }
  return Bibliography(std::move(works));
}

std::vector<std::string_view> keys_of_citation(const HtmlNode& citation) {
  std::string_view list = citation.attribute("key");
  if (list.empty()) list = citation.attribute("bibtex-key");
  std::vector<std::string_view> keys;
  while (!list.empty()) {
    const std::size_t size = std::min(list.find(','), list.size());
    std::string_view key = list.substr(0, size);
    list.remove_prefix(std::min(size + 1, list.size()));
    while (!key.empty() && is_html_space(key.front())) key.remove_prefix(1);
    while (!key.empty() && is_html_space(key.back())) key.remove_suffix(1);
    if (!key.empty()) keys.push_back(key);
  }
  return keys;
}

std::string citation_mark(const Bibliography& bibliography,
                          const std::vector<std::string_view>& keys) {
  std::string marks;
  std::size_t works = 0;
  for (const std::string_view key : keys) {
    const Citation* work = bibliography.find(key);
    const std::string name = work == nullptr ? std::string() : name_in_mark(*work);
    if (name.empty() || ++works > kMaxNamedWorks) continue;
    marks += (marks.empty() ? "" : "; ") + name;
  }
  if (marks.empty()) return {};
  if (works > kMaxNamedWorks) marks += "; " + std::to_string(works - kMaxNamedWorks) + " more";
  return "[" + marks + "]";
}

}  // namespace mi
