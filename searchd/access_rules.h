// AccessRules: by which names the daemon is served, and which pages of the web may ask it. A
// browser lets any page send requests to the loopback: these are what keeps it from learning
// anything.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/http.h"

namespace mi {

struct AccessRules {
  // The values of Host that are served, in lower case: "127.0.0.1:8765". Every other is answered
  // 421, so that a name that somebody points at this machine (DNS rebinding) reads nothing.
  std::vector<std::string> hosts;
  // Pages of these origins may ask too: "https://a.org". All others are answered 403.
  std::vector<std::string> origins;
};

// What a browser tells of who asks; empty where it says nothing. See RFC 6454 and
// https://www.w3.org/TR/fetch-metadata/.
struct Asker {
  std::string_view host;
  std::string_view origin;  // Origin
  std::string_view site;    // Sec-Fetch-Site
  std::string_view mode;    // Sec-Fetch-Mode
  std::string_view target;  // of the request
};

bool serves_host(const AccessRules& rules, std::string_view host);

// Whether pages of that origin may ask although it is not one of our own: what CORS tells them.
bool welcomes_origin(const AccessRules& rules, std::string_view origin);

// Why the asker gets no answer; nothing where it does. Another site may link here, but neither
// fetch nor embed. What a browser asks for by itself, beside its address bar (/opensearch...), may
// come from anywhere: it is never handed to a page.
std::optional<Problem> refuse_asker(const AccessRules& rules, const Asker& asker);

}  // namespace mi
