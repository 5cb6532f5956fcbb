#include "fetch/page_record.h"

#include <algorithm>

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
    failures.push_back(
        Json::Object{{"when", failure.when}, {"reason", cut_reason(failure.reason)}});
  }
  return failures;
}

bool is_time_or_empty(std::string_view text) { return text.empty() || parse_time(text); }

bool is_sha256_or_empty(std::string_view text) {
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return text.empty() || (text.size() == 64 && std::all_of(text.begin(), text.end(), is_hex));
}

bool is_canonical(const std::string& text) {
  const Expected<Url> url = parse_url(text);
  return url && canonical_url(*url) == text;
}

bool is_address_or_empty(std::string_view text) { return text.empty() || parse_url(text); }

// What is wrong with a page that was read back; empty: nothing.
std::string_view problem_of(const Page& page) {
  if (!is_canonical(page.url)) return "url";
  if (!is_address_or_empty(page.final_url)) return "final_url";
  if (page.status < 0 || page.status > 599) return "status";
  if (!is_header_safe(page.content_type)) return "content_type";
  if (!is_header_safe(page.etag)) return "etag";
  if (!is_header_safe(page.last_modified)) return "last_modified";
  if (!is_time_or_empty(page.fetched)) return "fetched";
  if (!is_time_or_empty(page.checked)) return "checked";
  if (!is_sha256_or_empty(page.body_sha256)) return "body_sha256";
  if (page.body_bytes > kMaxBodyBytes) return "body_bytes";
  if (page.failures.size() > kMaxFailures) return "failures";
  for (const FetchFailure& failure : page.failures) {
    if (!is_time_or_empty(failure.when) || failure.reason.size() > 3 * kMaxReasonBytes) {
      return "failures";
    }
  }
  return {};
}

std::string text(const Json& json, std::string_view key) {
  return std::string(json[key].as_string());
}

Page page_of(const Json& json) {
  Page page;
  page.url = text(json, "url");
  page.final_url = text(json, "final_url");
  page.status = static_cast<int>(std::clamp<std::int64_t>(json["status"].as_int(-1), -1, 600));
  page.content_type = text(json, "content_type");
  page.etag = text(json, "etag");
  page.last_modified = text(json, "last_modified");
  page.fetched = text(json, "fetched");
  page.checked = text(json, "checked");
  page.body_sha256 = text(json, "body_sha256");
  page.body_bytes = static_cast<std::uint64_t>(json["body_bytes"].as_int(-1));
  for (const Json& failure : json["failures"].as_array()) {
    page.failures.push_back({text(failure, "when"), text(failure, "reason")});
  }
  return page;
}

}  // namespace

std::string encode_page(const Page& page) {
  const Json record = Json::Object{
      {"url", page.url},
      {"final_url", page.final_url},
      {"status", page.status},
      {"content_type", header_or_nothing(page.content_type)},
      {"etag", header_or_nothing(page.etag)},
      {"last_modified", header_or_nothing(page.last_modified)},
      {"fetched", page.fetched},
      {"checked", page.checked},
      {"body_sha256", page.body_sha256},
      {"body_bytes", page.body_bytes},
      {"failures", failures_of(page)},
  };
  return write_json(record, JsonLayout::indented) + "\n";
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
