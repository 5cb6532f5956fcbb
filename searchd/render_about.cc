#include "searchd/render_about.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/unicode.h"
#include "searchd/json_parts.h"
#include "searchd/text_layout.h"

namespace mi {
namespace {

constexpr std::size_t kOutsideShown = 20;  // works cited that the collection does not have

class Page {
 public:
  Page(TextStyle style, std::size_t width) : style_(text_colours(style)), width_(width) {}

  void heading(std::string_view name, std::size_t count) {
    out_ += fmt::format("\n{}{} ({}){}\n", style_.heading, name, count, style_.end);
  }

  void document(const DocumentInfo& document) {
    out_ += fmt::format("{}{}{}\n", style_.title, title_of(document), style_.end);
    out_ += fmt::format("{}{}{}\n", style_.meta, describe(document), style_.end);
    link(document.url, 0);
  }

  void item(std::string_view text) { out_ += wrap_text(printable(text), 2, width_); }

  void item(const DocumentInfo& document) {
    item(title_of(document) + (document.date.empty() ? "" : " (" + document.date + ")"));
    link(document.url, 2);
  }

  void link(std::string_view address, int indent) {
    out_ += fmt::format("{:{}}{}{}{}\n", "", indent, style_.link, printable(address), style_.end);
  }

  void line(std::string_view text) { out_ += printable(text) + "\n"; }

  std::string take() { return std::move(out_); }

 private:
  static std::string title_of(const DocumentInfo& document) {
    return printable(document.title.empty() ? document.id : document.title);
  }

  TextColours style_;
  std::size_t width_;
  std::string out_;
};

std::string reference_of(const Citation& citation) {
  std::string out = citation.title.empty() ? citation.key : citation.title;
  if (!citation.authors.empty())
    out += ". " + citation.authors.front() + (citation.authors.size() > 1 ? " et al." : "");
  if (!citation.year.empty()) out += ", " + citation.year;
  return out;
}

void add_mentions(Page& page, const About& about) {
  if (about.mentions.empty()) return;
  page.heading("What the notes say", about.mentions.size());
  for (const Mention& mention : about.mentions) {
    const Link& link = mention.link;
    page.item(link.sentence.empty() ? link.text : link.sentence);
    page.link(link.line > 0 ? fmt::format("{}:{}", mention.note.url, link.line) : mention.note.url,
              2);
  }
}

void add_cites(Page& page, const About& about) {
  std::vector<const CitedWork*> outside;
  std::vector<const CitedWork*> inside;
  for (const CitedWork& work : about.cites) (work.document ? inside : outside).push_back(&work);
  if (!inside.empty()) {
    page.heading("Cites, of the collection", inside.size());
    for (const CitedWork* work : inside) page.item(*work->document);
  }
  if (outside.empty()) return;
  page.heading("Cites, outside the collection", outside.size());
  for (std::size_t i = 0; i < outside.size() && i < kOutsideShown; ++i)
    page.item(reference_of(outside[i]->citation));
  if (outside.size() > kOutsideShown) {
    page.line(fmt::format("  and {} more; --format json has all of them",
                          outside.size() - kOutsideShown));
  }
}

void add_links(Page& page, const About& about) {
  const auto inside =
      std::count_if(about.links.begin(), about.links.end(),
                    [](const LinkedWork& work) { return work.document.has_value(); });
  if (inside == 0) return;
  page.heading("Links to, of the collection", static_cast<std::size_t>(inside));
  for (const LinkedWork& work : about.links) {
    if (work.document) page.item(*work.document);
  }
}

}  // namespace

std::string render_about_text(const About& about, TextStyle style, std::size_t width) {
  Page page(style, width);
  if (about.document) {
    page.document(*about.document);
  } else {
    page.line(about.name);
    page.line("not in the collection");
  }
  add_mentions(page, about);
  if (!about.cited_by.empty()) {
    page.heading("Cited by", about.cited_by.size());
    for (const DocumentInfo& paper : about.cited_by) page.item(paper);
  }
  add_cites(page, about);
  add_links(page, about);
  if (!about.others.empty()) {
    page.heading("Others of that name", about.others.size());
    for (const DocumentInfo& other : about.others) page.item(other);
  }
  return page.take();
}

std::string render_about_json(const About& about) {
  return write_json(Json::Object{{"schema", 1},
                                 {"generation", about.generation},
                                 {"name", about.name},
                                 {"document", document_json(about.document)},
                                 {"others", array_of(about.others, document_json)},
                                 {"mentions", array_of(about.mentions, mention_json)},
                                 {"cited_by", array_of(about.cited_by, document_json)},
                                 {"cites", array_of(about.cites, cited_json)},
                                 {"links", array_of(about.links, linked_json)}});
}

}  // namespace mi
