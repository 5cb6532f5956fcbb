#include "searchd/page_frame.h"

#include <fmt/format.h>

#include <chrono>

#include "searchd/assets.h"
#include "searchd/math_assets.h"

namespace mi {
namespace {

Html style_link(const Asset& style) {
  Html out;
  return out.raw("<link rel=\"stylesheet\" href=\"").text(style.path).raw("\">\n");
}

Html module_script(const Asset& script) {
  Html out;
  return out.raw("<script type=\"module\" src=\"").text(script.path).raw("\"></script>\n");
}

// KaTeX is fetched by the script, where there is a formula.
Html formula_script() {
  Html out;
  return out.raw("<script defer src=\"")
      .text(math_script().path)
      .raw("\" data-katex=\"")
      .text(katex_script().path)
      .raw("\" data-style=\"")
      .text(katex_stylesheet().path)
      .raw("\"></script>\n");
}

Html head(const Messages& words, std::string_view title) {
  Html out;
  out.raw("<!doctype html>\n<html lang=\"")
      .text(words.code)
      .raw("\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
      .text(title)
      .raw("</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
      .raw(
          "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"description\" "
          "content=\"")
      .text(words.tagline)
      .raw("\">\n")
      .add(style_link(stylesheet()))
      .add(style_link(reader_stylesheet()))
      .raw("<link rel=\"icon\" type=\"image/svg+xml\" href=\"")
      .text(icon().path)
      .raw("\">\n<link rel=\"search\" type=\"application/opensearchdescription+xml\"")
      .raw(" title=\"mi-search\" href=\"/opensearch.xml\">\n")
      .add(module_script(page_script()))
      .add(module_script(reader_script()))
      .add(formula_script())
      .raw("</head>\n");
  return out;
}

// Empty until the script fills it; what it says of a suggestion's kind is here, in the reader's
// language.
Html suggestion_list(const Messages& words) {
  Html out;
  return out.raw("<ul id=\"suggestions\" role=\"listbox\" aria-label=\"")
      .text(words.suggestions)
      .raw("\" data-title=\"")
      .text(words.kind_title)
      .raw("\" data-heading=\"")
      .text(words.kind_heading)
      .raw("\" hidden></ul>\n");
}

Html search_form(const Messages& words, const PageFrame& frame) {
  Html form;
  form.raw(
          "<form id=\"search\" role=\"search\" action=\"/\" method=\"get\">\n<div "
          "class=\"field\">\n")
      .raw("<label for=\"q\">")
      .text(words.search_label)
      .raw("</label>\n<input id=\"q\" name=\"q\" type=\"search\" value=\"")
      .text(frame.query)
      .raw("\" autocomplete=\"off\" autocapitalize=\"off\" spellcheck=\"false\"")
      .raw(" enterkeyhint=\"search\"");
  if (frame.kind.view() == "home") form.raw(" autofocus");
  return form.raw(">\n<kbd aria-hidden=\"true\">/</kbd>\n")
      .add(suggestion_list(words))
      .raw("</div>\n<button type=\"submit\">")
      .text(words.search)
      .raw("</button>\n</form>\n");
}

// Where the script says how many were found, and that the daemon does not answer.
Html voices(const Messages& words) {
  Html out;
  return out
      .raw("<p class=\"unseen\" role=\"status\"></p>\n<p id=\"offline\" role=\"alert\" hidden>")
      .text(words.offline)
      .raw(" <code>mi-searchd</code></p>\n");
}

}  // namespace

std::string framed_page(const PageFrame& frame, const Html& content) {
  const Messages& words = messages_in(frame.language);
  Html out = head(words, frame.title);
  return out.raw("<body>\n<a class=\"skip\" href=\"#main\">")
      .text(words.skip)
      .raw("</a>\n<header class=\"bar\">\n<a class=\"brand\" href=\"/\">mi-search</a>\n")
      .add(search_form(words, frame))
      .raw("</header>\n")
      .add(voices(words))
      .raw("<main id=\"main\" tabindex=\"-1\" class=\"")
      .raw(frame.kind)
      .raw("\">\n")
      .add(content)
      .raw("</main>\n<footer class=\"foot\"><a href=\"/map\">")
      .text(words.map)
      .raw("</a></footer>\n</body>\n</html>\n")
      .str();
}

std::string page_variant(const Viewer& viewer) {
  const auto hour = std::chrono::floor<std::chrono::hours>(viewer.now).time_since_epoch().count();
  std::string variant = fmt::format("{} {}", messages_in(viewer.language).code, hour);
  for (const Asset* asset : {&stylesheet(), &reader_stylesheet(), &page_script(), &reader_script(),
                             &math_script(), &katex_script(), &katex_stylesheet()}) {
    variant.append(" ").append(asset->path);
  }
  return variant;
}

}  // namespace mi
