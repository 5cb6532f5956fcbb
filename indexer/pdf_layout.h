// Layout: the words of a PDF's pages in reading order, line by line, column after column.
//
// A PDF says where glyphs stand, not what follows what, and the order in which it draws them is its
// producer's business. Poppler's own order joins lines of two columns that stand at one height, so
// the columns are found here: a gutter is an upright strip that almost no word crosses. Lines that
// do cross it (title, wide captions) part the page into bands, and each band is read left, then
// right. It is the X-Y cut of Nagy and Seth (1984), with the crossings allowed for.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "indexer/pdf_page.h"

namespace mi {

struct PdfLine {
  std::string text;  // words with single spaces between; '\t' where the gap is wide
  int page = 1;      // counted from 1
  double x0 = 0;
  double y0 = 0;
  double x1 = 0;
  double y1 = 0;
  double size = 0;    // of the font that most of it is in
  bool bold = false;  // most of it is
  bool turned = false;
  std::size_t region = 0;  // a column of a band: counted over the whole file
  double left = 0;         // of its region: where lines begin and end
  double right = 0;

  double middle() const { return (y0 + y1) / 2; }
};

// Every upright word is in exactly one line. Where a third of the pages have a gutter, it is
// believed on the others, too: a last page's second column may have a line or two only. Total; time
// n log n in the number of words.
std::vector<PdfLine> lines_in_reading_order(const std::vector<PdfPage>& pages);

// What stands turned, a page after another, in the order of the file: stamps, labels of axes.
// The region is not set.
std::vector<PdfLine> turned_lines(const std::vector<PdfPage>& pages);

// The font size of most letters; 0 where there are none.
double body_size(const std::vector<PdfLine>& lines);

}  // namespace mi
