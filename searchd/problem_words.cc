#include "searchd/problem_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mi {
namespace {

using CodeAndWords = std::pair<std::string_view, std::string_view>;

constexpr auto kKoreanProblems = std::to_array<CodeAndWords>({
    {"bad_drop", "빼려는 확장 검색어가 너무 많거나 너무 깁니다."},
    {"bad_filter", "필터 값이 잘못되었거나 필터가 너무 많습니다."},
    {"bad_link", "이미 쓴 로그인 링크이거나, 만든 지 10분이 지난 링크입니다."},
    {"bad_number", "숫자가 정해진 범위를 벗어났습니다."},
    {"bad_passage", "단락은 앵커나 행 번호로 가리켜야 합니다."},
    {"bad_query", "검색어가 너무 길거나 복잡합니다. 1,024바이트(한글 340자쯤)까지 쓸 수 있습니다."},
    {"bad_request", "올바른 HTTP 요청이 아닙니다."},
    {"bad_sort", "정렬은 relevance(정확도순)나 date(최신순)로 정합니다."},
    {"bad_target", "주소의 형식이 잘못되었습니다."},
    {"foreign_origin", "다른 사이트의 페이지가 보낸 요청에는 답하지 않습니다."},
    {"head_timeout", "요청이 2초 안에 다 오지 않았습니다."},
    {"head_too_large", "요청의 머리가 너무 큽니다."},
    {"index_unavailable", "지금은 읽을 수 있는 색인이 없습니다."},
    {"internal", "프로그램 안에서 문제가 생겨 답하지 못했습니다."},
    {"method_not_allowed", "GET과 HEAD 요청에만 답합니다."},
    {"missing_name", "찾을 문헌의 이름이 없거나 너무 깁니다."},
    {"missing_query", "검색어가 없습니다."},
    {"no_such_document", "색인에 그런 문서가 없습니다."},
    {"not_found", "이 주소에는 아무것도 없습니다."},
    {"repeated_parameter", "같은 매개변수가 두 번 나왔습니다."},
    {"target_too_long", "주소가 너무 깁니다."},
    {"too_many_headers", "요청의 헤더가 너무 많습니다."},
    {"unauthorized", "로그인해야 볼 수 있습니다."},
    {"unknown_parameter", "모르는 매개변수가 주소에 있습니다."},
    {"unknown_version", "HTTP/1.1과 HTTP/1.0만 이해합니다."},
    {"unknown_work", "그런 문헌은 알려진 것이 없습니다."},
    {"wrong_host", "이 이름으로 온 요청에는 답하지 않습니다."},
});

static_assert(std::is_sorted(kKoreanProblems.begin(), kKoreanProblems.end()));

}  // namespace

std::string_view korean_problem(std::string_view code) {
  const auto* const found = std::lower_bound(
      kKoreanProblems.begin(), kKoreanProblems.end(), code,
      [](const CodeAndWords& entry, std::string_view wanted) { return entry.first < wanted; });
  return found != kKoreanProblems.end() && found->first == code ? found->second
                                                                : std::string_view();
}

}  // namespace mi
