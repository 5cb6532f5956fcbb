// Api: every answer of the daemon, as a function from a request to a reply. It knows nothing of
// sockets, and nothing of how a search is done.
//
//   GET /                     the web page; q, offset, expand, drop
//   GET /api/v1/search        JSON (render_json.h); q, limit (1-100), offset, expand, drop
//   GET /api/v1/suggest       JSON (render_suggestions.h); q, limit (1-50)
//   GET /opensearch/suggest   the same for browsers; q
//   GET /opensearch.xml       by which a browser adds this daemon as a search engine
//   GET /healthz              {"status":"ok"}: this process answers
//   GET /assets/...           the page's files, kept by clients for ever
//   GET /favicon.ico
//
// expand=0 searches no translations and acronyms besides; drop=TEXT leaves one of them out, as
// "expansions" has it, and may be given kMaxDrops times (render_html.h).
//
// Errors are problems in JSON (RFC 9457) with a stable "code", or a page for browsers:
//   400 bad_target, unknown_parameter, repeated_parameter, missing_query, bad_number, bad_drop,
//       bad_query
//   404 not_found    405 method_not_allowed    414 target_too_long
//   500 internal     503 index_unavailable
// Search answers carry a weak ETag made of the index's generation and of what was asked.
#pragma once

#include "searchd/backend.h"
#include "searchd/http.h"

namespace mi {

class Api {
 public:
  explicit Api(Backend backend);

  // Never throws: whatever the backend throws is a 500 that tells nothing of it.
  Reply handle(const Request& request) const;

 private:
  Backend backend_;
};

}  // namespace mi
