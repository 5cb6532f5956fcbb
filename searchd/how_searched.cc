#include "searchd/how_searched.h"

#include <string>
#include <vector>

#include "searchd/page_links.h"
#include "searchd/page_markup.h"
#include "searchd/request_limits.h"

namespace mi {
namespace {

SearchRequest with_query(SearchRequest request, const std::string& query) {
  request.query = query;
  request.offset = 0;
  request.dropped_expansions.clear();
  return request;
}

Html sentence(const Html& content) {
  Html out;
  return out.raw("<p>").add(content).raw("</p>\n");
}

// A link that leaves an expansion out, where the daemon would take one more.
Html drop_link(const Messages& words, SearchRequest request, const std::string& text) {
  Html out;
  if (request.dropped_expansions.size() >= kMaxDrops || text.empty() || text.size() > kMaxDropBytes)
    return out;
  request.dropped_expansions.push_back(text);
  request.offset = 0;
  return out.raw(" <a class=\"drop\" href=\"")
      .text(address_of(request))
      .raw("\" aria-label=\"")
      .text(fill(words.leave_out, {text}))
      .raw("\">×</a>");
}

// What was searched besides, each with its link, what stands for one word in turn.
Html list_of_expansions(const Messages& words, const std::vector<Expansion>& expansions,
                        const SearchRequest& request) {
  Html list;
  for (std::size_t i = 0; i < expansions.size(); ++i) {
    const Expansion& expansion = expansions[i];
    list.raw(i == 0 ? Literal("") : Literal(", "))
        .raw("<span class=\"also\">")
        .text(expansion.text)
        .add(drop_link(words, request, expansion.text))
        .raw("</span>");
    if (is_last_of_word(expansions, i)) list.raw(" ").text(fill(words.also_for, {expansion.word}));
  }
  return list;
}

// A long list would push the answer down a phone's screen: it is folded.
Html expansions_html(const Messages& words, const Results& results, const SearchRequest& request) {
  constexpr std::size_t kMostUnfolded = 6;
  SearchRequest plain = with_query(request, request.query);
  Html out;
  if (!results.expansions.empty()) {
    const std::size_t count = results.expansions.size();
    const Html list = list_of_expansions(words, results.expansions, request);
    plain.expand = false;
    const Html without = link(address_of(plain), words.without_others);
    if (count <= kMostUnfolded) {
      out.add(
          sentence(Html().text(words.also_searched).raw(" ").add(list).raw(" · ").add(without)));
    } else {
      out.raw("<details><summary>")
          .text(fill(words.also_searched_many, {std::to_string(count)}))
          .raw("</summary>\n")
          .add(sentence(Html().add(list).raw(" · ").add(without)))
          .raw("</details>\n");
    }
  }
  if (!request.expand || !request.dropped_expansions.empty()) {
    plain.expand = true;
    out.add(sentence(link(address_of(plain), words.with_others)));
  }
  return out;
}

}  // namespace

Html how_searched(Language language, const Results& results, const SearchRequest& request) {
  const Messages& words = messages_in(language);
  Html lines;
  for (const Remark& remark : results.remarks) {
    const bool said_below = remark.kind == RemarkKind::as_meant && !results.answered.empty();
    if (!said_below) lines.add(sentence(Html().text(remark_in(language, remark))));
  }
  if (!results.answered.empty()) {
    lines.add(sentence(link(address_of(with_query(request, results.answered)),
                            fill(words.answered, {results.answered}))));
  }
  lines.add(expansions_html(words, results, request));
  if (!results.suggestion.empty() && results.suggestion != results.answered) {
    lines.add(sentence(
        Html()
            .text(words.did_you_mean)
            .raw(" ")
            .add(link(address_of(with_query(request, results.suggestion)), results.suggestion))));
  }
  Html out;
  if (lines.str().empty()) return out;
  return out.raw("<div class=\"how\">\n").add(lines).raw("</div>\n");
}

}  // namespace mi
