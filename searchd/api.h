// Api: every answer of the daemon, as a function from a request to a reply. It knows nothing of
// sockets, and nothing of how a search is done.
//
//   GET /                                 the web page
//   GET /doc/{id}                         a document to read in (render_reader.h)
//   GET /map                              a picture of the collection (render_map.h)
//   GET /api/v1/search                    JSON (render_json.h)
//   GET /api/v1/suggest                   JSON (render_suggestions.h)
//   GET /api/v1/documents/{id}            JSON (render_document_json.h)
//   GET /api/v1/documents/{id}/related    JSON (render_json.h)
//   GET /api/v1/about                     JSON (render_about.h)
//   GET /api/v1/status                    JSON (endpoint_status.h)
//   GET /api/v1/openapi.json              this API, described for programs
//   GET /opensearch/suggest               suggestions for browsers
//   GET /opensearch.xml                   by which a browser adds this daemon as a search engine
//   GET /login                            by which a browser shows the token (access_token.h)
//   GET /healthz                          this process answers
//   GET /metrics                          for Prometheus (metrics.h)
//   GET /assets/{id}, /favicon.ico        the page's files
//
// searchd/routes.cc has the parameters of each, docs/api.md says what they mean. Errors are
// problems in JSON (RFC 9457) with a stable "code", or a page for browsers:
//   400 bad_target, unknown_parameter, repeated_parameter, missing_query, missing_name, bad_number,
//       bad_drop, bad_filter, bad_sort, bad_passage, bad_query
//   401 unauthorized, bad_link (where a token is asked for)
//   404 not_found, no_such_document, unknown_work
//   405 method_not_allowed    414 target_too_long    500 internal    503 index_unavailable
// Answers from the index carry a weak ETag made of its generation and of what was asked.
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
