// PdfPage: the words of a PDF's page with their places, as indexer/pdf.cc takes them from the
// library and indexer/pdf_layout.h puts them in reading order.
#pragma once

#include <string>
#include <vector>

namespace mi {

// In points (1/72 inch) from the page's top left corner, y growing downwards.
struct PdfWord {
  std::string text;  // valid UTF-8, without white space, ligatures spelt out
  double x0 = 0;
  double y0 = 0;
  double x1 = 0;
  double y1 = 0;
  double size = 0;  // of the font
  bool bold = false;
  bool upright = true;       // not turned, as a stamp in the margin or the label of an axis is
  bool space_after = false;  // the file itself has a space there
};

struct PdfPage {
  double width = 0;
  double height = 0;
  std::vector<PdfWord> words;
};

}  // namespace mi
