#include "indexer/paper_metadata.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <utility>

#include "core/ascii.h"
#include "core/time.h"
#include "core/unicode.h"
#include "core/url.h"
#include "indexer/bibtex.h"
#include "indexer/distill_front_matter.h"
#include "indexer/doi.h"
#include "indexer/html_role.h"
#include "indexer/html_tag.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

using Names = std::vector<std::string>;

constexpr std::size_t kMaxNames = 500;
constexpr std::size_t kMaxBylineText = 4096;

std::string text_of(const HtmlTree& tree, HtmlIndex node) {
  return to_nfc(collapse_white_space(text_inside(tree, node, kMaxBylineText)));
}

std::string first_not_empty(std::initializer_list<std::string> texts) {
  for (const std::string& text : texts) {
    if (!text.empty()) return text;
  }
  return {};
}

Names first_not_empty(std::initializer_list<Names> lists) {
  for (const Names& names : lists) {
    if (!names.empty()) return names;
  }
  return {};
}

// What the <meta> elements of a page say, by name or property.
class Metas {
 public:
  explicit Metas(const HtmlTree& tree) {
    for (const HtmlNode& node : tree) {
      if (node.name != "meta") continue;
      const std::string_view name = node.attribute("name");
      metas_.emplace_back(lower_case(name.empty() ? node.attribute("property") : name),
                          node.attribute("content"));
    }
  }

  std::string first(std::initializer_list<std::string_view> names) const {
    const Names found = all(names);
    return found.empty() ? std::string() : found.front();
  }

  // The contents of the first name that has any.
  Names all(std::initializer_list<std::string_view> names) const {
    Names found;
    for (const std::string_view wanted : names) {
      for (const auto& [name, content] : metas_) {
        if (name != wanted || found.size() >= kMaxNames) continue;
        if (std::string text = plain_text_of_html(content); !text.empty())
          found.push_back(std::move(text));
      }
      if (!found.empty()) break;
    }
    return found;
  }

 private:
  std::vector<std::pair<std::string, std::string_view>> metas_;
};

// "Chris Olah †" -> "Chris Olah"
std::string without_marks(std::string name) {
  constexpr std::array<std::string_view, 7> kMarks = {"*", "†", "‡", "§", "¶", ",", " "};
  const auto ends_in_mark = [&](std::string_view mark) { return name.ends_with(mark); };
  for (auto mark = kMarks.begin(); mark != kMarks.end();) {
    mark = std::find_if(kMarks.begin(), kMarks.end(), ends_in_mark);
    if (mark != kMarks.end()) name.resize(name.size() - mark->size());
  }
  return name;
}

Names without_repeats(const Names& names) {
  Names once;
  for (const std::string& name : names) {
    if (std::find(once.begin(), once.end(), name) == once.end()) once.push_back(name);
  }
  return once;
}

// The block in which a paper names its authors, where it was published, and when.
class Byline {
 public:
  explicit Byline(const HtmlTree& tree) : tree_(tree) {
    for (HtmlIndex i = 0; i < tree.size(); ++i) {
      const HtmlNode& node = tree[i];
      const bool is_byline = node.name == "d-byline" || node.name == "dt-byline" ||
                             node.has_class("d-byline-container");
      if (!is_byline || node.end == i + 1) continue;
      begin_ = i;
      end_ = node.end;
      return;
    }
  }

  // The texts of the outermost elements of a class.
  Names of_class(std::string_view name) const {
    Names texts;
    for (HtmlIndex i = begin_; i < end_ && texts.size() < kMaxNames;) {
      const bool is_wanted = tree_[i].has_class(name);
      std::string text = is_wanted ? text_of(tree_, i) : std::string();
      if (!text.empty()) texts.push_back(std::move(text));
      i = is_wanted ? tree_[i].end : i + 1;
    }
    return texts;
  }

  // What stands below a heading ("Published"), up to the next one.
  std::string below(std::string_view heading) const {
    for (HtmlIndex i = begin_; i < end_; ++i) {
      if (heading_level(tree_[i]) == 0 || lower_case(text_of(tree_, i)) != heading) continue;
      std::string text;
      const HtmlIndex end = std::min(end_, tree_[tree_[i].parent].end);
      for (HtmlIndex at = tree_[i].end; at < end && heading_level(tree_[at]) == 0; ++at) {
        text += tree_[at].text;
      }
      return to_nfc(collapse_white_space(text));
    }
    return {};
  }

  Names authors() const { return of_class("author"); }

  Names affiliations() const {
    Names names = of_class("affiliation");
    if (!names.empty()) return names;
    const std::string text = first_not_empty({below("affiliation"), below("affiliations")});
    return text.empty() ? Names() : Names{text};
  }

 private:
  const HtmlTree& tree_;
  HtmlIndex begin_ = 0;
  HtmlIndex end_ = 0;
};

struct Publication {
  std::string date;
  Names authors;
};

// A sentence "Published June 2, 2022 by Ann Lee."
Publication find_publication(const HtmlTree& tree) {
  constexpr std::string_view kOpening = "Published ";
  for (const HtmlNode& node : tree) {
    if (node.text.size() > 200 || node.text.find(kOpening) == std::string::npos) continue;
    const std::string text = collapse_white_space(node.text);
    const std::size_t by = text.find(" by ");
    if (!text.starts_with(kOpening) || by == std::string::npos || by < kOpening.size()) continue;
    const std::string date = parse_date(text.substr(kOpening.size(), by - kOpening.size()));
    if (date.empty()) continue;
    const std::string author = text.substr(by + 4);
    return {date, {author.substr(0, author.find('.'))}};
  }
  return {};
}

// Letters and digits alone: two spellings of one title differ in their quotation marks.
std::string skeleton(std::string_view title) {
  std::string letters;
  for (const char c : title) {
    if (is_alphanumeric(c)) letters += lower_case({&c, 1});
  }
  return letters;
}

// The text of the first `name` inside `container`; anywhere in the page where that is empty.
std::string first_text(const HtmlTree& tree, std::string_view name, std::string_view container) {
  const auto size = static_cast<HtmlIndex>(tree.size());
  const HtmlIndex around = container.empty() ? 0 : find_element(tree, container, 0, size);
  if (around == size) return {};
  const HtmlIndex end = container.empty() ? size : tree[around].end;
  const HtmlIndex found = find_element(tree, name, around, end);
  return found == end ? std::string() : text_of(tree, found);
}

std::string title_of(const HtmlTree& tree, const DistillFrontMatter& front, const Metas& metas) {
  const std::string heading = first_text(tree, "h1", "d-title");
  const bool ends_in_heading =
      !skeleton(heading).empty() && skeleton(front.title).ends_with(skeleton(heading));
  return first_not_empty({ends_in_heading ? heading : "", front.title, heading,
                          metas.first({"citation_title", "og:title"}),
                          first_text(tree, "title", ""), first_text(tree, "h1", "")});
}

std::string year_in_address(const Page& page) {
  const Expected<Url> url = parse_url(page.url);
  std::string_view path = url ? std::string_view(url->path) : std::string_view();
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string_view segment = path.substr(0, path.find('/'));
    const bool is_year =
        segment.size() == 4 && (segment.starts_with("19") || segment.starts_with("20"));
    if (is_year && !parse_date(segment).empty()) return std::string(segment);
    path.remove_prefix(segment.size());
  }
  return {};
}

std::string time_element(const HtmlTree& tree) {
  const auto size = static_cast<HtmlIndex>(tree.size());
  const HtmlIndex time = find_element(tree, "time", 0, size);
  return time == size ? std::string() : std::string(tree[time].attribute("datetime"));
}

// The page's own BibTeX entry, which the template writes for those who cite it.
std::string doi_in_appendix(const HtmlTree& tree) {
  const auto size = static_cast<HtmlIndex>(tree.size());
  const HtmlIndex appendix = find_element(tree, "distill-appendix", 0, size);
  if (appendix == size) return {};
  const std::vector<BibtexEntry> entries = parse_bibtex(text_inside(tree, appendix));
  return entries.empty() ? std::string() : doi_of(entries.front().field("doi"));
}

std::string host_of(const std::string& address) {
  const Expected<Url> url = parse_url(address);
  return url ? url->host : std::string();
}

}  // namespace

DocumentInfo read_paper_metadata(const HtmlTree& tree, const Page& page) {
  const DistillFrontMatter front = find_distill_front_matter(tree);
  const Metas metas(tree);
  const Byline byline(tree);
  const Publication publication = find_publication(tree);

  DocumentInfo info;
  info.kind = DocumentKind::paper;
  info.id = page.url;
  info.url = page.final_url.empty() ? page.url : page.final_url;
  info.site = host_of(info.url);
  info.fetched = page.fetched;
  info.title = title_of(tree, front, metas);
  info.authors =
      first_not_empty({front.authors, metas.all({"citation_author", "article:author", "author"}),
                       byline.authors(), publication.authors});
  for (std::string& author : info.authors) author = without_marks(std::move(author));
  info.affiliations = without_repeats(first_not_empty(
      {front.affiliations, metas.all({"citation_author_institution"}), byline.affiliations()}));
  info.date =
      first_not_empty({parse_date(byline.below("published")),
                       parse_date(metas.first({"article:published", "article:published_time",
                                               "citation_publication_date", "citation_date",
                                               "citation_online_date", "date", "dc.date"})),
                       parse_date(front.published), parse_date(time_element(tree)),
                       publication.date, year_in_address(page)});
  info.doi =
      first_not_empty({doi_of(front.doi),
                       doi_of(metas.first({"citation_doi", "prism.doi", "bepress_citation_doi",
                                           "dc.identifier", "dc.identifier.doi"})),
                       doi_of(byline.below("doi")), doi_in_appendix(tree)});
  info.description =
      first_not_empty({front.description, metas.first({"description", "og:description"})});
  return info;
}

}  // namespace mi
