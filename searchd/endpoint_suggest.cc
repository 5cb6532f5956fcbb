#include "searchd/endpoint_suggest.h"

#include <fmt/format.h>

#include "searchd/entity_tag.h"
#include "searchd/html.h"
#include "searchd/parameters.h"
#include "searchd/query_parser.h"
#include "searchd/render_suggestions.h"

namespace mi {
namespace {

OrProblem<Suggestions> suggest(const Call& call, std::size_t limit) {
  const std::string* typed = call.parameter("q");
  if (typed == nullptr) {
    return problem(400, "missing_query", "there is no query",
                   fmt::format("Ask {}?q=superp.", call.target.path));
  }
  if (typed->size() > kMaxQueryBytes) {
    return problem(400, "bad_query",
                   fmt::format("the query is longer than {} bytes", kMaxQueryBytes));
  }
  Expected<Suggestions> suggestions = call.backend.suggest(*typed, limit);
  if (!suggestions) return problem_of(suggestions.error());
  return std::move(*suggestions);
}

}  // namespace

OrProblem<Reply> answer_suggest(const Call& call) {
  std::size_t limit = kDefaultSuggestions;
  if (const std::string* text = call.parameter("limit")) {
    const OrProblem<std::size_t> number = parse_number("limit", *text, 1, kMaxSuggestions);
    if (!number) return tl::unexpected(number.error());
    limit = *number;
  }
  const OrProblem<Suggestions> suggestions = suggest(call, limit);
  if (!suggestions) return tl::unexpected(suggestions.error());
  return tagged_reply(call, kJsonType, entity_tag(call, suggestions->generation, "suggest"),
                      render_suggestions_json(*suggestions));
}

OrProblem<Reply> answer_opensearch_suggest(const Call& call) {
  const OrProblem<Suggestions> suggestions = suggest(call, kDefaultSuggestions);
  if (!suggestions) return tl::unexpected(suggestions.error());
  return tagged_reply(call, "application/x-suggestions+json",
                      entity_tag(call, suggestions->generation, "opensearch"),
                      render_opensearch_suggestions(*suggestions));
}

OrProblem<Reply> answer_opensearch(const Call& call) {
  // Browsers want whole addresses in it; the Host has been looked at (request_head.h).
  const std::string host = escape_html(call.request.host);
  constexpr std::string_view kDescription =
      R"(<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>mi-search</ShortName>
  <Description>{}</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Image width="16" height="16" type="image/svg+xml">http://{}/favicon.ico</Image>
  <Url type="text/html" template="http://{}/?q={{searchTerms}}"/>
  <Url type="application/x-suggestions+json" template="http://{}/opensearch/suggest?q={{searchTerms}}"/>
  <Url type="application/opensearchdescription+xml" rel="self" template="http://{}/opensearch.xml"/>
</OpenSearchDescription>
)";
  return Reply{200,
               {{"Content-Type", "application/opensearchdescription+xml; charset=utf-8"},
                {"Cache-Control", "private, max-age=86400"},
                {"Vary", "Accept-Language"}},
               fmt::format(kDescription, escape_html(messages_in(call.viewer.language).tagline),
                           host, host, host, host)};
}

}  // namespace mi
