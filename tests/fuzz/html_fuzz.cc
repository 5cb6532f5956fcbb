// Any bytes as a page: parsed, read as a paper, cut into passages.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/config.h"
#include "indexer/paper.h"
#include "indexer/passages.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  mi::Page page;
  page.url = page.final_url = "https://circuits.example/";
  const std::string_view html(reinterpret_cast<const char*>(bytes), size);
  mi::split_passages(mi::read_paper(html, page), mi::IndexConfig());
  return 0;
}
