// Transport: one request, one response. What the fetcher speaks to; tests put a fake in its place.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/expected.h"
#include "core/url.h"
#include "fetch/body.h"

namespace mi {

using HeaderMap = std::map<std::string, std::string>;  // names in lower case

struct TransportRequest {
  Url url;            // its fragment is not sent
  HeaderMap headers;  // beside those of the transport's own: "if-none-match", ...
};

struct TransportResponse {
  int status = 0;
  HeaderMap headers;  // the first of several with one name
  Body body;          // decoded; only that of a 200: all other bodies are left unread

  // Empty where there is none. `name` in lower case.
  std::string_view header(std::string_view name) const {
    const auto found = headers.find(std::string(name));
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
  }
};

class Transport {
 public:
  virtual ~Transport() = default;

  // Sends one GET and reads its response. Redirects are not followed. Fails when there is no
  // complete response within the limits; the message names the host and says why, and the kind is
  // ErrorKind::passing where another try may go better. May be called from several threads at once,
  // for different hosts.
  virtual Expected<TransportResponse> get(const TransportRequest& request) = 0;
};

}  // namespace mi
