#include "indexer/pdf.h"

#include <fmt/format.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <algorithm>
#include <array>
#include <climits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/unicode.h"
#include "core/url.h"
#include "indexer/bare_links.h"
#include "indexer/language.h"
#include "indexer/pdf_front.h"
#include "indexer/pdf_layout.h"
#include "indexer/pdf_running_heads.h"
#include "indexer/pdf_text.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

constexpr std::size_t kMaxMetadatumBytes = 20'000;
constexpr double kFarthest = 1e6;  // points: a place beyond is no place on a page

constexpr std::array<std::pair<char32_t, std::string_view>, 7> kLigatures = {{{0xfb00, "ff"},
                                                                              {0xfb01, "fi"},
                                                                              {0xfb02, "fl"},
                                                                              {0xfb03, "ffi"},
                                                                              {0xfb04, "ffl"},
                                                                              {0xfb05, "st"},
                                                                              {0xfb06, "st"}}};

std::string utf8(const poppler::ustring& text) {
  const poppler::byte_array bytes = text.to_utf8();
  return to_valid_utf8({bytes.data(), bytes.size()});
}

// Ligatures spelt out; control characters, and the private ones by which a font numbers its own
// drawings, left out.
std::string readable(const std::string& text) {
  std::string out;
  for (std::size_t at = 0, size = 1; at < text.size(); at += size) {
    const char32_t code = decode_utf8(text, at, size);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0xe000 && code < 0xf900)) continue;
    if (code >= kLigatures.front().first && code <= kLigatures.back().first) {
      out += kLigatures[code - kLigatures.front().first].second;
    } else {
      out.append(text, at, size);
    }
  }
  return collapse_white_space(to_nfc(out));
}

bool is_bold_name(const std::string& font) {
  for (const char* part : {"Bold", "bold", "BX", "Heavy", "Black", "Demi", "Medi", "-Bd"}) {
    if (font.find(part) != std::string::npos) return true;
  }
  return false;
}

bool is_on_a_page(const PdfWord& word) {
  for (const double place : {word.x0, word.y0, word.x1, word.y1}) {
    if (!(place > -kFarthest && place < kFarthest)) return false;  // NaN too
  }
  return word.x1 >= word.x0 && word.y1 >= word.y0 && word.size > 0 && word.size < kFarthest;
}

PdfPage page_of(const poppler::document& file, int number) {
  PdfPage page;
  const std::unique_ptr<poppler::page> source(file.create_page(number));
  if (!source) return page;  // a damaged page costs itself
  const poppler::rectf box = source->page_rect();
  page.width = box.width();
  page.height = box.height();
  for (const poppler::text_box& from : source->text_list(poppler::page::text_list_include_font)) {
    const poppler::rectf place = from.bbox();
    PdfWord word{readable(utf8(from.text())),
                 place.left(),
                 place.top(),
                 place.right(),
                 place.bottom(),
                 from.get_font_size(),
                 is_bold_name(from.get_font_name()),
                 from.rotation() == 0,
                 from.has_space_after()};
    if (!is_on_a_page(word)) word.x0 = word.y0 = word.x1 = word.y1 = 0, word.size = 1;
    if (!word.text.empty()) page.words.push_back(std::move(word));
  }
  return page;
}

Expected<std::vector<PdfPage>> pages_of(const poppler::document& file) {
  if (file.pages() <= 0) return failure("it is a PDF without pages");
  if (file.pages() > kMaxPdfPages) {
    return failure(fmt::format("it has {} pages; at most {} are read", file.pages(), kMaxPdfPages));
  }
  std::vector<PdfPage> pages;
  std::size_t words = 0;
  for (int i = 0; i < file.pages(); ++i) {
    pages.push_back(page_of(file, i));
    words += pages.back().words.size();
    if (words > kMaxPdfWords)
      return failure(fmt::format("it has more than {} words", kMaxPdfWords));
  }
  if (words == 0) return failure("there is no text in it: its pages are pictures");
  return pages;
}

// The beginning of what may be of any length.
std::string metadatum(const poppler::ustring& text) {
  const std::string whole = utf8(text);
  return readable(std::string(beginning_of(whole, kMaxMetadatumBytes)));
}

PdfMetadata metadata_of(const poppler::document& file) {
  return {metadatum(file.get_title()), metadatum(file.get_author()),
          metadatum(file.info_key("CreationDate"))};
}

// What stands turned, behind the text of its page.
void add_turned(std::vector<PdfLine>& lines, const std::vector<PdfLine>& turned) {
  lines.insert(lines.end(), turned.begin(), turned.end());
  std::stable_sort(lines.begin(), lines.end(),
                   [](const PdfLine& a, const PdfLine& b) { return a.page < b.page; });
}

}  // namespace

Expected<Document> read_pdf(std::string_view bytes, const Page& page) {
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  if (bytes.size() > INT_MAX) return failure("it is longer than 2 GiB");
  const std::unique_ptr<poppler::document> file(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (!file) return failure("it is no PDF, or a damaged one");
  if (file->is_locked()) return failure("it is locked with a password");
  const Expected<std::vector<PdfPage>> pages = pages_of(*file);
  if (!pages) return tl::unexpected(pages.error());

  std::vector<PdfLine> lines = lines_in_reading_order(*pages);
  std::vector<PdfLine> turned = turned_lines(*pages);
  drop_running_heads(lines);
  PdfFront front = take_front(metadata_of(*file), lines, turned);
  add_turned(lines, turned);

  Document document;
  document.info.kind = DocumentKind::paper;
  document.info.id = page.url;
  document.info.url = page.final_url.empty() ? page.url : page.final_url;
  if (const Expected<Url> url = parse_url(document.info.url)) document.info.site = url->host;
  document.info.title = std::move(front.title);
  document.info.authors = std::move(front.authors);
  document.info.date = std::move(front.date);
  document.info.doi = std::move(front.doi);
  document.sections = read_pdf_text(lines);
  document.info.language = is_korean(document.sections) ? "ko" : "en";
  document.links = bare_links(document.sections);
  return document;
}

}  // namespace mi
