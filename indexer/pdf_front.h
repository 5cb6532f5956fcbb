// The front of a PDF: its title, authors and date, from its metadata or its first page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/pdf_layout.h"

namespace mi {

struct PdfFront {
  std::string title;
  std::vector<std::string> authors;
  std::string date;  // ISO 8601
  std::string doi;
};

// What the file says of itself, as it says it.
struct PdfMetadata {
  std::string title;
  std::string author;
  std::string created;  // "D:20220914120000Z"
};

// The title is the metadata's, unless it is a file's name or "untitled"; else the largest print of
// the upper half of the first page. Authors are the metadata's; else what reads as names under the
// title. The date is the stamp's in the margin ("arXiv:2209.10652v1 [cs.LG] 21 Sep 2022"), else one
// printed under the title, else the day on which the file was made.
//
// Takes the lines of the title and those that hold nothing but authors out of `lines`, and arXiv's
// stamps out of `turned`.
PdfFront take_front(const PdfMetadata& metadata, std::vector<PdfLine>& lines,
                    std::vector<PdfLine>& turned);

}  // namespace mi
