#include "indexer/paper.h"

#include <string>
#include <utility>

#include "core/ascii.h"
#include "core/url.h"
#include "indexer/bibliography.h"
#include "indexer/html.h"
#include "indexer/html_tag.h"
#include "indexer/language.h"
#include "indexer/paper_body.h"
#include "indexer/paper_metadata.h"

namespace mi {
namespace {

// "en-US" -> "en"
std::string declared_language(const HtmlTree& tree) {
  const auto size = static_cast<HtmlIndex>(tree.size());
  const HtmlIndex root = find_element(tree, "html", 0, size);
  const std::string lang = root == size ? std::string() : lower_case(tree[root].attribute("lang"));
  const std::string primary = lang.substr(0, lang.find_first_of("-_"));
  return primary.empty() ? "en" : primary;
}

}  // namespace

Document read_paper(std::string_view html, const Page& page) {
  const HtmlTree tree = parse_html(html);
  Document document;
  document.info = read_paper_metadata(tree, page);
  const Url base = parse_url(document.info.url).value_or(Url());
  const Bibliography bibliography = read_bibliography(tree);
  PaperBody body = read_paper_body(tree, document.info.title, base, bibliography);
  document.sections = std::move(body.sections);
  document.links = std::move(body.links);
  document.citations = bibliography.works();
  document.info.language = is_korean(document.sections) ? "ko" : declared_language(tree);
  return document;
}

}  // namespace mi
