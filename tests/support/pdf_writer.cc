#include "tests/support/pdf_writer.h"

#include <fmt/format.h>

namespace mi {
namespace {

constexpr int kHeight = 842;

std::string quoted(std::string_view text) {
  std::string out = "(";
  for (const char c : text) {
    if (c == '(' || c == ')' || c == '\\') out += '\\';
    out += c;
  }
  return out + ")";
}

}  // namespace

void PdfWriter::begin_page() { pages_.emplace_back(); }

void PdfWriter::write(double x, double y, double size, std::string_view text, Font font) {
  pages_.back() += fmt::format("BT /{} {} Tf 1 0 0 1 {} {} Tm {} Tj ET\n",
                               font == Font::bold ? "B" : "R", size, x, kHeight - y, quoted(text));
}

void PdfWriter::write_turned(double x, double y, double size, std::string_view text) {
  pages_.back() +=
      fmt::format("BT /R {} Tf 0 1 -1 0 {} {} Tm {} Tj ET\n", size, x, kHeight - y, quoted(text));
}

void PdfWriter::set_info(std::string_view key, std::string_view value) {
  info_ += fmt::format("/{} {} ", key, quoted(value));
}

std::string PdfWriter::finish() const {
  // Objects: 1 catalog, 2 pages, 3 and 4 fonts, 5 info, 6 lock; then each page and its content.
  constexpr std::size_t kFirstPage = 7;
  std::vector<std::string> objects;
  objects.push_back("<< /Type /Catalog /Pages 2 0 R " +
                    (script_.empty()
                         ? std::string()
                         : "/OpenAction << /S /JavaScript /JS " + quoted(script_) + " >> ") +
                    ">>");
  std::string kids;
  for (std::size_t i = 0; i < pages_.size(); ++i)
    kids += fmt::format("{} 0 R ", kFirstPage + 2 * i);
  objects.push_back(fmt::format("<< /Type /Pages /Kids [{}] /Count {} >>", kids, pages_.size()));
  objects.emplace_back("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  objects.emplace_back("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>");
  objects.push_back("<< " + info_ + ">>");
  objects.push_back(fmt::format("<< /Filter /Standard /V 1 /R 2 /P -4 /O ({0}) /U ({0}) >>",
                                std::string(32, 'x')));
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    objects.push_back(
        fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {}] /Contents {} 0 R "
                    "/Resources << /Font << /R 3 0 R /B 4 0 R >> >> >>",
                    kHeight, kFirstPage + 2 * i + 1));
    objects.push_back(
        fmt::format("<< /Length {} >>\nstream\n{}endstream", pages_[i].size(), pages_[i]));
  }
  std::string file = "%PDF-1.4\n";
  std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", file.size());
    file += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  return file + table +
         fmt::format("trailer\n<< /Size {} /Root 1 0 R /Info 5 0 R {}>>\nstartxref\n{}\n%%EOF\n",
                     objects.size() + 1, locked_ ? "/Encrypt 6 0 R /ID [(a) (b)] " : "",
                     file.size());
}

}  // namespace mi
