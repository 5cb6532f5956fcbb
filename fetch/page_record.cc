#include "fetch/page_record.h"

#include <algorithm>

#include "core/ascii.h"
#include "core/json.h"
#include "core/time.h"
#include "core/unicode.h"
#include "core/url.h"

namespace mi {
namespace {

constexpr std::uint64_t kMaxBodyBytes = 1ULL << 30U;  // what the configuration allows at most

// Visible ASCII and spaces: what may stand in a header (RFC 9110, section 5.5), and no more.
bool is_header_safe(std::string_view value) {
  return value.size() <= kMaxHeaderBytes && std::all_of(value.begin(), value.end(), [](char c) {
           return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7f;
         });
}

std::string_view header_or_nothing(std::string_view value) {
  return is_header_safe(value) ? value : std::string_view();
}

std::string cut_reason(std::string_view reason) {
  return to_valid_utf8(reason.substr(0, kMaxReasonBytes));
}

Json failures_of(const Page& page) {
  const std::size_t dropped =
      page.failures.size() > kMaxFailures ? page.failures.size() - kMaxFailures : 0;
  Json::Array failures;
  for (std::size_t i = dropped; i < page.failures.size(); ++i) {
    const FetchFailure& failure = page.failures[i];
    failures.push_back(Json::Object{{"when", failure.when},
                                    {"reason", cut_reason(failure.reason)},
                                    {"status", failure.status},
                                    {"refused_sha256", failure.refused_sha256}});
  }
  return failures;
}

std::vector<std::string> redirects_of(const Page& page) {
  const std::size_t kept = std::min(page.redirects.size(), kMaxRedirects);
  return {page.redirects.begin(), page.redirects.begin() + static_cast<std::ptrdiff_t>(kept)};
}

bool is_time_or_empty(std::string_view text) { return text.empty() || parse_time(text); }

bool is_sha256_or_empty(std::string_view text) {
  const auto is_hex = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); };
  return text.empty() || (text.size() == 64 && std::all_of(text.begin(), text.end(), is_hex));
}

bool is_canonical(const std::string& text) {
  const Expected<Url> url = parse_url(text);
  return url && canonical_url(*url) == text;
}

bool is_address_or_empty(std::string_view text) { return text.empty() || parse_url(text); }

bool is_status(int status) { return status >= 0 && status <= 599; }

bool is_failure(const FetchFailure& failure) {
  return parse_time(failure.when) && failure.reason.size() <= 3 * kMaxReasonBytes &&
         is_status(failure.status) && is_sha256_or_empty(failure.refused_sha256);
}

bool is_redirect(const std::string& address) { return parse_url(address).has_value(); }

// What is wrong with a page that was read back; empty: nothing.
std::string_view problem_of(const Page& page) {
  if (!is_canonical(page.url)) return "url";
  if (!is_address_or_empty(page.final_url)) return "final_url";
  if (!page.alias_of.empty() && !is_canonical(page.alias_of)) return "alias_of";
  if (page.redirects.size() > kMaxRedirects ||
      !std::all_of(page.redirects.begin(), page.redirects.end(), is_redirect)) {
    return "redirects";
  }
  if (!is_status(page.status)) return "status";
  if (!is_header_safe(page.content_type)) return "content_type";
  if (!is_header_safe(page.etag)) return "etag";
  if (!is_header_safe(page.last_modified)) return "last_modified";
  if (!is_time_or_empty(page.fetched)) return "fetched";
  if (!is_time_or_empty(page.gone)) return "gone";
  if (!is_sha256_or_empty(page.body_sha256)) return "body_sha256";
  if (page.body_bytes > kMaxBodyBytes) return "body_bytes";
  if (page.failures.size() > kMaxFailures ||
      !std::all_of(page.failures.begin(), page.failures.end(), is_failure)) {
    return "failures";
  }
  return {};
}

std::string text(const Json& json, std::string_view key) {
  return std::string(json[key].as_string());
}

int status(const Json& json) {
  if (json["status"].is_null()) return 0;
  return static_cast<int>(std::clamp<std::int64_t>(json["status"].as_int(-1), -1, 600));
}

Page page_of(const Json& json) {
  Page page;
  page.url = text(json, "url");
  page.final_url = text(json, "final_url");
  page.alias_of = text(json, "alias_of");
  for (const Json& address : json["redirects"].as_array()) {
    page.redirects.emplace_back(address.as_string());
  }
  page.status = status(json);
  page.content_type = text(json, "content_type");
  page.etag = text(json, "etag");
  page.last_modified = text(json, "last_modified");
  page.fetched = text(json, "fetched");
  page.checked = text(json, "checked");
  if (!parse_time(page.checked)) page.checked.clear();
  page.gone = text(json, "gone");
  page.body_sha256 = text(json, "body_sha256");
  page.body_bytes = static_cast<std::uint64_t>(json["body_bytes"].as_int(-1));
  for (const Json& failure : json["failures"].as_array()) {
    page.failures.push_back({text(failure, "when"), text(failure, "reason"), status(failure),
                             text(failure, "refused_sha256")});
  }
  return page;
}

}  // namespace

std::string encode_page(const Page& page) {
  const Json record = Json::Object{
      {"url", page.url},
      {"final_url", page.final_url},
      {"alias_of", page.alias_of},
      {"redirects", redirects_of(page)},
      {"status", page.status},
      {"content_type", header_or_nothing(page.content_type)},
      {"etag", header_or_nothing(page.etag)},
      {"last_modified", header_or_nothing(page.last_modified)},
      {"fetched", page.fetched},
      {"checked", page.checked},
      {"gone", page.gone},
      {"body_sha256", page.body_sha256},
      {"body_bytes", page.body_bytes},
      {"failures", failures_of(page)},
  };
  return write_json(record, JsonLayout::indented) + "\n";
}

std::optional<std::size_t> find_checked(std::string_view record) {
  // Inside a string of JSON the quote before the colon would have a backslash before it.
  constexpr std::string_view kMember = "\n  \"checked\": \"";
  constexpr std::size_t kTimeBytes = 20;
  const std::size_t member = record.find(kMember);
  if (member == std::string_view::npos) return {};
  const std::size_t begin = member + kMember.size();
  return record.substr(begin).find('"') == kTimeBytes ? std::optional(begin) : std::nullopt;
}

Expected<Page> decode_page(std::string_view record) {
  const Expected<Json> json = parse_json(record);
  if (!json) return failure(json.error());
  Page page = page_of(*json);
  if (const std::string_view field = problem_of(page); !field.empty()) {
    return failure("not a page's record: \"" + std::string(field) + "\" is not usable");
  }
  return page;
}

}  // namespace mi
