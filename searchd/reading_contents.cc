#include "searchd/reading_contents.h"

#include <algorithm>
#include <array>

#include "searchd/page_markup.h"

namespace mi {
namespace {

std::string heading_id(std::size_t number) { return "s" + std::to_string(number + 1); }

struct HeadingTag {
  Literal begin;
  Literal end;
};

// The title is the page's h1.
constexpr std::array<HeadingTag, 5> kTags = {{{"<h2 id=\"", "</h2>\n"},
                                              {"<h3 id=\"", "</h3>\n"},
                                              {"<h4 id=\"", "</h4>\n"},
                                              {"<h5 id=\"", "</h5>\n"},
                                              {"<h6 id=\"", "</h6>\n"}}};

// How far an entry of the contents is moved in; deeper ones are not told apart.
constexpr std::array<Literal, 3> kEntries = {"<li>", "<li class=\"deep\">",
                                             "<li class=\"deeper\">"};

template <class Array>
const auto& at_level(const Array& array, std::size_t level) {
  return array[std::min(level, array.size()) - 1];
}

Html entry_html(const Messages& words, const ReadingSection::Heading& heading, std::size_t number,
                std::size_t marks) {
  Html out;
  out.raw(at_level(kEntries, heading.level)).add(link("#" + heading_id(number), heading.text));
  if (marks > 0) {
    const std::string count = std::to_string(marks);
    out.raw(" <span class=\"count\" title=\"")
        .text(fill(words.matches_here, {count}))
        .raw("\">")
        .text(count)
        .raw("</span>");
  }
  return out.raw("</li>\n");
}

}  // namespace

Html heading_html(const ReadingSection::Heading& heading, std::size_t number) {
  const HeadingTag& tag = at_level(kTags, heading.level);
  Html out;
  return out.raw(tag.begin).text(heading_id(number)).raw("\">").text(heading.text).raw(tag.end);
}

Html contents_html(const Messages& words, const std::string& language,
                   const std::vector<ReadingSection>& sections) {
  Html entries;
  std::size_t number = 0;
  for (const ReadingSection& section : sections) {
    for (const ReadingSection::Heading& heading : section.headings) {
      const bool is_own = &heading == &section.headings.back();
      entries.add(entry_html(words, heading, number++, is_own ? section.marks : 0));
    }
  }
  Html out;
  if (number == 0) return out;
  Html list;
  list.add(open_with_language("<ol", language)).raw("\n").add(entries).raw("</ol>\n");
  return out.raw("<nav class=\"contents\" aria-label=\"")
      .text(words.contents)
      .raw("\">\n<h2>")
      .text(words.contents)
      .raw("</h2>\n")
      .add(list)
      .raw("</nav>\n<details class=\"contents\">\n<summary>")
      .text(words.contents)
      .raw("</summary>\n")
      .add(list)
      .raw("</details>\n");
}

}  // namespace mi
