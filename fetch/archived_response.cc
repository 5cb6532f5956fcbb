#include "fetch/archived_response.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "core/ascii.h"
#include "fetch/body_format.h"
#include "fetch/message_head.h"

namespace mi {
namespace {

// "HTTP/1.1 200 OK" -> 200; browser extensions write "HTTP/2 200". 0 for anything else.
int status_of(std::string_view line) {
  const std::size_t space = line.find(' ');
  if (!line.starts_with("HTTP/") || space == std::string_view::npos) return 0;
  const std::string_view code = line.substr(space + 1, line.find(' ', space + 1) - space - 1);
  int status = 0;
  const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), status);
  const bool is_status = code.size() == 3 && error == std::errc() && end == code.end();
  return is_status && status >= 100 ? status : 0;
}

// The size that a chunk's first line says ("1a3f;extension"), which is taken off `body`; nothing
// where there is no such line.
std::optional<std::uint64_t> take_chunk_size(std::string_view& body) {
  const std::size_t line_end = body.find('\n');
  if (line_end == std::string_view::npos) return {};
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(body.data(), body.data() + line_end, size, 16);
  const bool is_size =
      error == std::errc() && std::string_view("\r\n; \t").find(*end) != std::string_view::npos;
  if (!is_size) return {};
  body.remove_prefix(line_end + 1);
  return size;
}

// RFC 9112, section 7.1. Trailers are not read.
Expected<std::string> undo_chunks(std::string_view body) {
  std::string out;
  std::string_view rest = body;
  for (bool is_first = true;; is_first = false) {
    const std::optional<std::uint64_t> size = take_chunk_size(rest);
    if (!size && is_first) return std::string(body);  // kept without its chunks
    if (!size || *size > rest.size()) return failure("its chunks are damaged or cut off");
    if (*size == 0) return out;
    out += rest.substr(0, *size);
    rest.remove_prefix(*size);
    if (rest.starts_with('\r')) rest.remove_prefix(1);
    if (!rest.starts_with('\n')) return failure("its chunks are damaged or cut off");
    rest.remove_prefix(1);
  }
}

bool is_page(std::string_view body, std::string_view content_type) {
  const std::optional<BodyFormat> format = detect_format(body, content_type);
  return format && *format != BodyFormat::text;
}

Expected<std::string> decode(std::string_view body, std::string_view encoding,
                             const DecodeLimits& limits) {
  std::string decoded;
  const auto keep = [&](std::string_view piece) -> Expected<void> {
    decoded += piece;
    return {};
  };
  Expected<ContentDecoder> decoder = ContentDecoder::create(encoding, limits, keep);
  if (!decoder) return failure(decoder.error());
  if (Expected<void> taken = decoder->write(body); !taken) return failure(taken.error());
  if (Expected<void> finished = decoder->finish(); !finished) return failure(finished.error());
  return decoded;
}

Expected<std::string> undo_encoding(std::string body, std::string_view encoding,
                                    std::string_view content_type, const DecodeLimits& limits) {
  if (body.empty()) return body;
  Expected<std::string> decoded = decode(body, encoding, limits);
  if (!decoded && body.size() <= limits.max_bytes && is_page(body, content_type)) return body;
  return decoded;
}

// A body that is shorter than its head says was cut while it was saved.
bool is_cut(const MessageHead& head, std::string_view body) {
  const std::string_view text = head.field("content-length");
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  const bool is_as_sent =
      head.field("transfer-encoding").empty() && head.field("content-encoding").empty();
  return is_as_sent && !text.empty() && error == std::errc() && end == text.end() &&
         body.size() < length;
}

}  // namespace

Expected<TransportResponse> read_archived_response(std::string_view block,
                                                   const DecodeLimits& limits) {
  const std::size_t head_size = message_head_size(block);
  MessageHead head = parse_message_head(block.substr(0, head_size));
  TransportResponse response;
  response.status = status_of(head.first_line);
  if (head_size == 0 || response.status == 0) return failure("it holds no HTTP response");
  const std::string_view body = block.substr(head_size);
  if (is_cut(head, body)) return failure("its body is cut off");
  const bool is_chunked =
      lower_case(head.field("transfer-encoding")).find("chunked") != std::string::npos;
  Expected<std::string> whole = is_chunked ? undo_chunks(body) : std::string(body);
  if (!whole) return failure(whole.error());
  Expected<std::string> decoded = undo_encoding(std::move(*whole), head.field("content-encoding"),
                                                head.field("content-type"), limits);
  if (!decoded) return failure("its body: " + decoded.error().message);
  response.body = Body(std::move(*decoded));
  response.headers = std::move(head.fields);
  return response;
}

}  // namespace mi
