#include "fetch/body_format.h"

#include <algorithm>
#include <string>

#include "core/ascii.h"
#include "core/charset.h"

namespace mi {
namespace {

constexpr std::size_t kLookedAt = 4096;
constexpr std::size_t kPdfHeaderWithin = 1024;  // ISO 32000-1, annex H, implementation note 13

// The bytes that the WHATWG MIME Sniffing Standard calls binary data.
bool is_binary(std::string_view head) {
  return std::any_of(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x08 || byte == 0x0b || (byte >= 0x0e && byte <= 0x1a) ||
           (byte >= 0x1c && byte <= 0x1f);
  });
}

std::string_view skip_space(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n\f");
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

// `head` is in lower case and begins with its first visible character.
bool looks_like_html(std::string_view head) {
  if (head.starts_with("<?xml")) return head.find("<html") != std::string_view::npos;
  if (head.starts_with("<svg") || head.starts_with("<rss") || head.starts_with("<feed")) {
    return false;
  }
  return head.size() > 1 && head[0] == '<' &&
         (head[1] == '!' || (head[1] >= 'a' && head[1] <= 'z'));
}

}  // namespace

std::string_view extension_of(BodyFormat format) {
  switch (format) {
    case BodyFormat::html:
      return "html";
    case BodyFormat::pdf:
      return "pdf";
    case BodyFormat::text:
      return "txt";
  }
  return {};
}

std::optional<BodyFormat> detect_format(std::string_view body, std::string_view content_type) {
  if (body.substr(0, kPdfHeaderWithin).find("%PDF-") != std::string_view::npos) {
    return BodyFormat::pdf;
  }
  // As text, because half the bytes of UTF-16 are control characters.
  const std::string start = decode_to_utf8(body.substr(0, kLookedAt), content_type);
  if (is_binary(start)) return {};
  const std::string head = lower_case(skip_space(start));
  if (head.empty()) return {};
  const std::string type = lower_case(content_type);
  if (type.starts_with("text/plain") || type.starts_with("text/markdown")) return BodyFormat::text;
  if (looks_like_html(head)) return BodyFormat::html;
  if (head.front() == '<') return {};
  if (type.starts_with("text/html")) return BodyFormat::html;
  if (type.empty()) return BodyFormat::text;
  return {};
}

}  // namespace mi
