#include "tests/indexer/crude_page.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

namespace mi {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool begins_tag(std::string_view page, std::size_t at, std::string_view name) {
  const std::string_view rest = page.substr(at);
  if (!rest.starts_with(name)) return false;
  return rest.size() > name.size() && (rest[name.size()] == '>' || rest[name.size()] == '/' ||
                                       std::isspace(static_cast<unsigned char>(rest[name.size()])));
}

std::string name_at(std::string_view page, std::size_t at) {
  std::string name;
  for (std::size_t i = at + 1;
       i < page.size() &&
       (std::isalnum(static_cast<unsigned char>(page[i])) != 0 || page[i] == '-' || page[i] == '/');
       ++i) {
    if (page[i] == '/' && i > at + 1) break;
    name += static_cast<char>(std::tolower(static_cast<unsigned char>(page[i])));
  }
  return name;
}

// Where the element that begins at `at` ends, by counting tags of its name.
std::size_t end_of_element(std::string_view page, std::size_t at) {
  const std::string name = name_at(page, at);
  int depth = 0;
  for (std::size_t i = at; i != npos; i = page.find('<', i + 1)) {
    if (begins_tag(page, i, "<" + name)) ++depth;
    if (begins_tag(page, i, "</" + name) && --depth == 0) return page.find('>', i) + 1;
  }
  return page.size();
}

// No text of the article, to a reader.
bool is_skipped(std::string_view page, std::size_t at) {
  static const std::set<std::string> kNames = {"svg",
                                               "script",
                                               "style",
                                               "nav",
                                               "d-contents",
                                               "button",
                                               "video",
                                               "select",
                                               "canvas",
                                               "textarea",
                                               "noscript",
                                               "d-citation-list",
                                               "template",
                                               "d-bibliography",
                                               "h1",
                                               "h2",
                                               "h3",
                                               "h4",
                                               "h5",
                                               "h6",
                                               "d-footnote-list",
                                               "d-byline",
                                               "distill-appendix",
                                               "d-math",
                                               "dt-math",
                                               "math-latex",
                                               "option",
                                               "title",
                                               "dt-byline"};
  if (kNames.count(name_at(page, at)) > 0) return true;
  const std::string tag(page.substr(at, page.find('>', at) - at));
  for (const std::string_view hidden :
       {"class=\"katex", "thread-info", "class=\"toc", "display: none", "display:none",
        "aria-hidden", "material-icons", "class='toc", " hidden"}) {
    if (tag.find(hidden) != npos) return true;
  }
  return false;
}

// A link into the page that is all that its element holds: a line of a table of contents.
bool is_contents_line(std::string_view page, std::size_t at) {
  if (!page.substr(at).starts_with("<a href=\"#") || page[at - 1] != '>') return false;
  const std::size_t end = page.find("</a>", at);
  return end != npos && page.substr(end + 4, 1) == "<";
}

std::string without_comments(std::string page) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t open = page.find("<!--"); open != npos; open = page.find("<!--", at)) {
    out += page.substr(at, open - at);
    const std::size_t close = page.find("-->", open);
    if (close == npos) return out;
    at = close + 3;
  }
  return out + page.substr(at);
}

// The parts of a page that it shows as its article.
std::vector<std::string_view> article_parts(std::string_view page) {
  std::vector<std::string_view> parts;
  for (const std::string_view name : {"d-article", "dt-article", "d-appendix", "dt-appendix"}) {
    const std::string open = "<" + std::string(name);
    for (std::size_t at = page.find(open); at != npos; at = page.find(open, at + 1)) {
      if (!begins_tag(page, at, open)) continue;
      parts.push_back(page.substr(at, end_of_element(page, at) - at));
      break;
    }
  }
  if (!parts.empty()) return parts;
  const std::size_t main = page.find("role=\"main\"");
  if (main != npos)
    parts.push_back(page.substr(main, end_of_element(page, page.rfind('<', main)) - main));
  return parts;
}

bool is_plain_inline(const std::string& name) {
  static const std::set<std::string> kNames = {
      "a",     "b",    "i",      "em", "strong", "span", "sub", "sup",  "code", "u",
      "small", "mark", "d-code", "tt", "font",   "abbr", "q",   "cite", "wbr"};
  return kNames.count(name.starts_with('/') ? name.substr(1) : name) > 0;
}

// Without "(see e.g. )", which led to a citation that is gone.
std::string without_leads(std::string text) {
  for (std::size_t open = text.find('('); open != npos; open = text.find('(', open + 1)) {
    const std::size_t close = text.substr(open, 40).find(')');
    if (close == npos) continue;
    std::string inside = letters_of(text.substr(open, close));
    for (const std::string_view lead : {"see", "eg", "but", "asin", "adaptedfrom"}) {
      const std::size_t at = inside.find(lead);
      if (at != npos) inside.erase(at, lead.size());
    }
    if (inside.empty()) text.erase(open, close + 1);
  }
  return text;
}

}  // namespace

std::vector<std::string> sentences_of_page(const std::string& bytes) {
  const std::string page = without_comments(bytes);
  std::vector<std::string> sentences;
  for (const std::string_view part : article_parts(page)) {
    std::string run;
    const auto cut = [&] {
      for (std::string& sentence : sentences_of(run)) sentences.push_back(std::move(sentence));
      run.clear();
    };
    std::size_t at = part.find('>') + 1;
    while (at < part.size()) {
      if (part[at] != '<' || at + 1 >= part.size() ||
          (std::isalpha(static_cast<unsigned char>(part[at + 1])) == 0 && part[at + 1] != '/')) {
        run += part[at++];
      } else if (part[at + 1] != '/' && (is_skipped(part, at) || is_contents_line(part, at))) {
        cut();
        at = end_of_element(part, at);
      } else {
        const std::string_view tag = part.substr(at, part.find('>', at) - at);
        if (!is_plain_inline(name_at(part, at)) || tag.find("figcaption") != npos) cut();
        at = part.find('>', at);
        at = at == npos ? part.size() : at + 1;
      }
    }
    cut();
  }
  return sentences;
}

std::string letters_of_page(const std::string& bytes) {
  static const std::set<std::string> kAside = {"script", "style",          "svg", "title", "nav",
                                               "button", "d-citation-list"};
  const std::string page = without_comments(bytes);
  std::string text;
  std::string footnotes;
  std::size_t footnote_end = 0;
  for (std::size_t at = 0; at < page.size();) {
    const std::string name = page[at] == '<' ? name_at(page, at) : std::string();
    if (kAside.count(name) > 0) {
      at = end_of_element(page, at);
      continue;
    }
    if (name == "d-footnote" || name == "dt-fn") footnote_end = end_of_element(page, at);
    std::string& where = at < footnote_end ? footnotes : text;
    if (name.empty()) {
      where += page[at++];
    } else {
      at = std::min(page.find('>', at), page.size() - 1) + 1;
    }
  }
  return letters_of(without_leads(text)) + "|" + letters_of(footnotes);
}

std::vector<std::string> sentences_of(std::string_view text) {
  std::vector<std::string> sentences;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool is_end = at == text.size() || text[at] == '(' || text[at] == ')' ||
                        text[at] == '[' || text[at] == ']' || text[at] == '$' ||
                        ((text[at] == '.' || text[at] == '?' || text[at] == '!') &&
                         (at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n'));
    if (!is_end) continue;
    std::string letters = letters_of(text.substr(begin, at - begin));
    for (const std::string_view lead : {"eg", "butsee"}) {  // ", e.g. )"
      if (letters.ends_with(lead)) letters.resize(letters.size() - lead.size());
    }
    if (letters.size() >= 20) sentences.push_back(std::move(letters));
    begin = at + 1;
  }
  return sentences;
}

std::string letters_of(std::string_view text) {
  std::string letters;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t semicolon = text[at] == '&' ? text.substr(at, 9).find(';') : npos;
    if (semicolon != npos) {
      at += semicolon;
    } else if (std::isalnum(static_cast<unsigned char>(text[at])) != 0) {
      letters += text[at];
    }
  }
  return letters;
}

}  // namespace mi
