#include "indexer/section_kind.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "core/phrase_key.h"

namespace mi {
namespace {

constexpr auto kBackMatter = std::to_array<std::string_view>(
    {// Works of others.
     "References", "Reference list", "Bibliography", "Works cited", "Literature cited", "Citations",
     "Further reading", "참고문헌", "참고 문헌", "참고자료", "참고 자료", "레퍼런스", "출처",
     "더 읽을거리", "더 읽을 거리",
     // Who made it, and thanks.
     "Acknowledgments", "Acknowledgements", "Acknowledgment", "Acknowledgement",
     "Author contributions", "Contributors", "Credits", "About the authors", "Funding",
     "Conflicts of interest", "Conflict of interest", "Competing interests", "감사의 글",
     "감사의 말", "사사", "저자 기여",
     // How to use and to cite it.
     "Citation", "Citation information", "Citing this work", "How to cite", "Cite this article",
     "BibTeX", "License", "Licence", "Reuse", "인용", "인용 정보", "라이선스", "라이센스",
     // What was said of it later.
     "Updates and corrections", "Corrections", "Errata", "정오표"});

// Without the number before it: "A.2 References" is "refer", and so is "7. References".
std::string key_of(std::string_view heading) {
  std::string key = phrase_key(heading);
  for (std::size_t space = key.find(' '); space != std::string::npos; space = key.find(' ')) {
    const bool is_number = key[0] >= '0' && key[0] <= '9';
    if (!is_number && space > 1) break;
    key.erase(0, space + 1);
  }
  return key;
}

}  // namespace

SectionKind section_kind(const std::vector<std::string>& heading_path) {
  static const std::set<std::string> kKeys = [] {
    std::set<std::string> keys;
    for (const std::string_view heading : kBackMatter) keys.insert(key_of(heading));
    return keys;
  }();
  const bool is_back_matter =
      std::any_of(heading_path.begin(), heading_path.end(),
                  [](const std::string& heading) { return kKeys.contains(key_of(heading)); });
  return is_back_matter ? SectionKind::back_matter : SectionKind::body;
}

}  // namespace mi
