#include "searchd/messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "core/ascii.h"
#include "core/time.h"

namespace mi {
namespace {

constexpr std::size_t kMaxLanguageRanges = 16;

constexpr Messages kEnglish = {
    .code = "en",
    .skip = "Skip to the content",
    .search_label = "Search papers and notes",
    .search = "Search",
    .suggestions = "Suggestions",
    .kind_title = "title",
    .kind_heading = "heading",
    .offline = "The search program does not answer: these are its last results. To start it, run",
    .tagline = "Your papers, and what you wrote about them.",
    .help =
        "Ask in English or Korean. “Quotation marks” keep words together; a -minus leaves one out.",
    .collection = "{} papers and {} notes, in {} passages.",
    .one_passage = "1 passage",
    .passages = "{} passages",
    .about_passages = "about {} passages",
    .one_document = "1 document",
    .documents = "{} documents",
    .about_documents = "about {} documents",
    .took = "{} ms",
    .results_for = "Results for “{}”",
    .page_of_query = "{} · mi-search",
    .paper = "Paper",
    .note = "Note",
    .draft = "Draft",
    .more_authors = "and {} more",
    .fetched = "fetched {}",
    .untitled = "Untitled",
    .beginning = "Beginning",
    .pages = "Pages of results",
    .previous = "Previous",
    .next = "Next",
    .nothing_found = "Nothing found for “{}”",
    .advice = {"Try fewer or more common words.",
               "Look at the spelling, or ask in the other language: English and Korean are both "
               "searched.",
               "If the paper or note is new, run mi-update first."},
    .no_more = "There are no further results.",
    .first_page = "Back to the first results",
    .answered = "Showing results for “{}”.",
    .also_searched = "Also searched:",
    .also_searched_many = "Also searched: {} terms",
    .also_for = "(for {})",
    .leave_out = "Leave out {}",
    .without_others = "Search as typed only",
    .with_others = "Search translations and acronyms too",
    .did_you_mean = "Did you mean:",
    .remarks = {"More than {} words in quotes or with AND, OR, NEAR: searched as plain words.",
                "Searched for the {} rarest of {} words.",
                "Nothing has the words in quotes beside each other: searched without the quotes.",
                "It was typed with the other keyboard layout: searched for {}",
                "Nothing has this as typed: searched for {}",
                "“{}” is no year or range of years: searched as words.",
                "“{}” is no date or range of dates: searched as words.",
                "“{}” names a value that its field does not have: searched as words."},
    .filters = "Filters",
    .clear_filters = "Clear the filters",
    .kind = "Kind",
    .site = "Site",
    .year = "Year",
    .tag = "Tag",
    .language = "Language",
    .english = "English",
    .korean = "Korean",
    .more_values = "{} more",
    .years_passages = "{}: {}",
    .order = "Order",
    .best_first = "Best first",
    .newest_first = "Newest first",
    .more_passages = "{} more passages of it",
    .read_copy = "read the copy",
    .all_in_paper = "All {} passages of this paper that match",
    .all_in_note = "All {} passages of this note that match",
    .without_filters = "Search without the filters",
    .notes_say = "What my notes say",
    .line = "line {}",
    .original = "Original page",
    .passage_in_original = "Passage {} in the original page",
    .stored_copy = "stored copy, fetched {}",
    .contents = "Contents",
    .matches = "{} matches for “{}”",
    .one_match = "1 match for “{}”",
    .no_match = "No match for “{}”",
    .matches_here = "matches: {}",
    .without_marks = "Without marks",
    .previous_match = "Previous match (p)",
    .next_match = "Next match (n)",
    .beside = "About this document",
    .links_to = "Links to",
    .cites = "Cites",
    .cited_by = "Cited by",
    .more_like_this = "More like this",
    .references = "References",
    .map = "The collection in time",
    .map_help =
        "Each dot is a paper, and larger the more others cite it; lines are citations, green dots "
        "are notes that link to it.",
    .no_papers = "There is no paper in the collection yet.",
    .papers_left_out = "{} more papers have fewer ties and are not shown.",
    .as_list = "As a list",
    .undated = "no date",
    .other_sites = "other sites",
    .cited_by_papers = "cited by: {}",
    .in_notes = "in notes: {}",
    .bad_request = "This request cannot be answered",
    .not_found = "There is no such page",
    .unavailable = "The index cannot be searched",
    .failed = "Something went wrong",
    .make_index = "To fetch and index what your notes link to, run:",
    .back = "To the search page",
};

constexpr Messages kKorean = {
    .code = "ko",
    .skip = "본문으로 건너뛰기",
    .search_label = "논문과 노트 검색",
    .search = "검색",
    .suggestions = "추천 검색어",
    .kind_title = "제목",
    .kind_heading = "소제목",
    .offline = "검색 프로그램이 응답하지 않아 마지막 결과를 보여 드립니다. 다시 시작하는 명령:",
    .tagline = "읽은 논문과 내가 쓴 노트를 함께 찾습니다.",
    .help =
        "한국어와 영어로 물을 수 있습니다. “따옴표”로 묶은 말은 붙어 있는 곳만 찾고, -빼기를 붙인 "
        "말은 뺍니다.",
    .collection = "논문 {}편과 노트 {}편, 단락 {}개가 색인되어 있습니다.",
    .one_passage = "단락 1개",
    .passages = "단락 {}개",
    .about_passages = "단락 약 {}개",
    .one_document = "문서 1개",
    .documents = "문서 {}개",
    .about_documents = "문서 약 {}개",
    .took = "{}ms",
    .results_for = "“{}” 검색 결과",
    .page_of_query = "{} · mi-search",
    .paper = "논문",
    .note = "노트",
    .draft = "초안",
    .more_authors = "외 {}명",
    .fetched = "{}에 가져옴",
    .untitled = "제목 없음",
    .beginning = "첫머리",
    .pages = "결과 쪽 이동",
    .previous = "이전",
    .next = "다음",
    .nothing_found = "“{}”에 맞는 단락이 없습니다",
    .advice = {"낱말을 줄이거나 더 흔한 말로 바꿔 보세요.",
               "맞춤법을 살펴보거나 다른 언어로 물어보세요. 한국어와 영어를 모두 찾습니다.",
               "새 논문이나 노트라면 먼저 mi-update를 실행하세요."},
    .no_more = "더 보여 드릴 결과가 없습니다.",
    .first_page = "처음 결과로",
    .answered = "“{}”의 결과를 보여 드립니다.",
    .also_searched = "함께 찾은 말:",
    .also_searched_many = "함께 찾은 말: {}개",
    .also_for = "({})",
    .leave_out = "{} 빼기",
    .without_others = "입력한 말만 찾기",
    .with_others = "번역어와 약어도 함께 찾기",
    .did_you_mean = "혹시 이것을 찾으셨나요?",
    .remarks = {"따옴표나 AND, OR, NEAR로 묶은 말이 {}개를 넘어 보통 낱말로 찾았습니다.",
                "드문 순서로 {}개만 찾았습니다. 입력한 낱말은 {}개입니다.",
                "따옴표로 묶은 말이 붙어 있는 곳이 없어 따옴표 없이 찾았습니다.",
                "한/영 전환이 잘못된 듯하여 이렇게 찾았습니다: {}",
                "입력한 그대로는 없어 이렇게 찾았습니다: {}",
                "연도나 연도 범위가 아니어서 낱말로 찾았습니다: {}",
                "날짜나 날짜 범위가 아니어서 낱말로 찾았습니다: {}",
                "그 필드에 없는 값이어서 낱말로 찾았습니다: {}"},
    .filters = "필터",
    .clear_filters = "필터 모두 지우기",
    .kind = "종류",
    .site = "사이트",
    .year = "연도",
    .tag = "태그",
    .language = "언어",
    .english = "영어",
    .korean = "한국어",
    .more_values = "{}개 더",
    .years_passages = "{}년: {}",
    .order = "정렬",
    .best_first = "정확도순",
    .newest_first = "최신순",
    .more_passages = "이 문서의 단락 {}개 더 보기",
    .read_copy = "사본 읽기",
    .all_in_paper = "이 논문에서 맞는 단락 {}개 모두 보기",
    .all_in_note = "이 노트에서 맞는 단락 {}개 모두 보기",
    .without_filters = "필터 없이 찾기",
    .notes_say = "내 노트에서는",
    .line = "{}행",
    .original = "원문 페이지",
    .passage_in_original = "원문에서 {}번째 단락",
    .stored_copy = "{} 받아 둔 사본",
    .contents = "차례",
    .matches = "{}곳이 “{}”에 맞습니다",
    .one_match = "1곳이 “{}”에 맞습니다",
    .no_match = "“{}”에 맞는 곳이 없습니다",
    .matches_here = "{}곳",
    .without_marks = "표시 지우기",
    .previous_match = "이전 자리 (p)",
    .next_match = "다음 자리 (n)",
    .beside = "이 문서에 관하여",
    .links_to = "링크한 문서",
    .cites = "인용한 문서",
    .cited_by = "인용된 곳",
    .more_like_this = "비슷한 문서",
    .references = "참고 문헌",
    .map = "시간에 따라 본 논문과 노트",
    .map_help =
        "점 하나가 논문 하나이며, 많이 인용된 논문일수록 큽니다. 선은 인용을, 초록 점은 그 논문을 "
        "링크한 노트를 나타냅니다.",
    .no_papers = "아직 논문이 없습니다.",
    .papers_left_out = "연결이 적은 논문 {}편은 그리지 않았습니다.",
    .as_list = "목록으로 보기",
    .undated = "날짜 없음",
    .other_sites = "다른 사이트",
    .cited_by_papers = "인용한 논문 {}편",
    .in_notes = "링크한 노트 {}개",
    .bad_request = "이 요청에는 답할 수 없습니다",
    .not_found = "없는 페이지입니다",
    .unavailable = "색인을 검색할 수 없습니다",
    .failed = "문제가 생겼습니다",
    .make_index = "노트가 링크한 글을 가져와 색인하려면 이 명령을 실행하세요:",
    .back = "검색 화면으로",
};

// The weight of a language range in thousandths: "q=0.8" -> 800; 1000 where it is not said or not
// understood (RFC 9110, 12.4.2).
int weight_of(std::string_view parameter) {
  parameter = trim(parameter);
  if (!parameter.starts_with("q=0")) return 1000;
  parameter.remove_prefix(3);
  int weight = 0;
  int unit = 100;
  if (parameter.starts_with('.')) parameter.remove_prefix(1);
  for (const char digit : parameter.substr(0, 3)) {
    if (digit < '0' || digit > '9') break;
    weight += (digit - '0') * unit;
    unit /= 10;
  }
  return weight;
}

bool names_language(std::string_view range, std::string_view code) {
  return range.size() >= 2 && (range[0] | 0x20) == code[0] && (range[1] | 0x20) == code[1] &&
         (range.size() == 2 || range[2] == '-');
}

std::string korean_age(std::chrono::seconds age) {
  struct Unit {
    std::int64_t seconds;
    std::string_view name;
  };
  constexpr std::array<Unit, 5> kUnits = {{{std::int64_t{365} * 86400, "년"},
                                           {std::int64_t{30} * 86400, "개월"},
                                           {86400, "일"},
                                           {3600, "시간"},
                                           {60, "분"}}};
  for (const Unit& unit : kUnits) {
    if (const std::int64_t count = age.count() / unit.seconds; count > 0)
      return fmt::format("{}{} 전", count, unit.name);
  }
  return "방금";
}

}  // namespace

Language choose_language(std::string_view header) {
  int english = 0;
  int korean = 0;
  for (std::size_t n = 0; n < kMaxLanguageRanges && !header.empty(); ++n) {
    const std::string_view item = header.substr(0, header.find(','));
    header.remove_prefix(std::min(item.size() + 1, header.size()));
    const std::string_view range = trim(item.substr(0, item.find(';')));
    const std::string_view parameter =
        range.size() < item.size() ? item.substr(std::min(item.find(';'), item.size() - 1) + 1)
                                   : std::string_view();
    if (names_language(range, "en")) english = std::max(english, weight_of(parameter));
    // An earlier range wins over an equal one: the first of them is the user's first.
    if (names_language(range, "ko") && weight_of(parameter) > std::max(korean, english))
      korean = weight_of(parameter);
  }
  return korean > english ? Language::korean : Language::english;
}

std::string fill(std::string_view message, const std::vector<std::string_view>& values) {
  std::string out;
  for (const std::string_view value : values) {
    const std::size_t gap = message.find("{}");
    if (gap == std::string_view::npos) break;
    out.append(message.substr(0, gap)).append(value);
    message.remove_prefix(gap + 2);
  }
  return out.append(message);
}

const Messages& messages_in(Language language) {
  return language == Language::korean ? kKorean : kEnglish;
}

std::string remark_in(Language language, const Remark& remark) {
  return fill(messages_in(language).remarks[static_cast<std::size_t>(remark.kind)],
              {remark.values.begin(), remark.values.end()});
}

std::string age_in(Language language, std::chrono::seconds age) {
  return language == Language::korean ? korean_age(age) : format_age(age);
}

}  // namespace mi
