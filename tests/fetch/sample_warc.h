// Web archives as other programs write them, in memory.
#pragma once

#include <string>
#include <string_view>

namespace mi {

// One record: the fields as given ("WARC-Type: response\r\n..."), its length and the block.
inline std::string warc_record(std::string_view fields, std::string_view block) {
  return std::string("WARC/1.0\r\n")
      .append(fields)
      .append("Content-Length: ")
      .append(std::to_string(block.size()))
      .append("\r\n\r\n")
      .append(block)
      .append("\r\n\r\n");
}

// A response as wget writes it, brackets included.
inline std::string warc_response(std::string_view url, std::string_view http,
                                 std::string_view more_fields = {}) {
  return warc_record(std::string("WARC-Type: response\r\nWARC-Target-URI: <")
                         .append(url)
                         .append(">\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n")
                         .append(more_fields)
                         .append("Content-Type: application/http;msgtype=response\r\n"),
                     http);
}

inline std::string http_page(std::string_view html) {
  return std::string("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n")
      .append(html);
}

}  // namespace mi
