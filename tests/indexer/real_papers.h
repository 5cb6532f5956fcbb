// Real pages, where a folder of them is at hand: MI_TEST_WEB=folder, with the pages at HOST/PATH
// below it, or else web/ of the folder of shared test data. A page goes by its path below the
// folder: "distill.pub/2020/a/index.html".
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <vector>

#include "core/document.h"

namespace mi {

// All pages of the folder, sorted.
std::vector<std::string> all_pages();

// Empty where there is no such page.
std::string bytes_of(const std::string& path);

// What the paper reader makes of the page.
Document paper_at(const std::string& path);

// "A; B"
std::string joined(const std::vector<std::string>& names);

// What a paper is known to say, read off its page by eye.
struct Facts {
  std::string path;
  std::string title;
  std::string authors;
  std::string date;
  std::size_t sections;   // with text of their own; at least
  std::size_t citations;  // works that it cites
};

// Of all pages, sorted by path.
const std::vector<Facts>& known_papers();

// Skips its tests where there is no folder of pages.
class RealPapers : public testing::Test {
 protected:
  void SetUp() override;
};

}  // namespace mi
