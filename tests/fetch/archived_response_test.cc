#include "fetch/archived_response.h"

#include <gtest/gtest.h>

#include "tests/support/compress.h"

namespace mi {
namespace {

// The body, or why there is none.
std::string body_of(std::string_view block, const DecodeLimits& limits = {}) {
  const Expected<TransportResponse> response = read_archived_response(block, limits);
  return response ? std::string(response->body.beginning()) : "lost: " + response.error().message;
}

TEST(ArchivedResponse, HasTheStatusTheFieldsAndTheBody) {
  const struct {
    std::string_view block;
    int status;
    std::string_view type, body;
  } kCases[] = {
      {"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x", 200, "text/html", "<p>x"},
      {"HTTP/1.0 404\nCONTENT-TYPE:text/html\n\n", 404, "text/html", ""},
      {"HTTP/2 200\r\ncontent-type: text/html;\r\n charset=utf-8\r\n\r\n\r\n", 200,
       "text/html; charset=utf-8", "\r\n"},
      {"HTTP/1.1 301 Moved\r\nno field\r\nContent-Type: a\r\nContent-Type: b\r\n\r\n", 301, "a",
       ""},
  };
  for (const auto& c : kCases) {
    const Expected<TransportResponse> response = read_archived_response(c.block);
    ASSERT_TRUE(response) << c.block;
    EXPECT_EQ(response->status, c.status) << c.block;
    EXPECT_EQ(response->header("content-type"), c.type) << c.block;
    EXPECT_EQ(response->body.beginning(), c.body) << c.block;
  }
}

TEST(ArchivedResponse, UndoesChunksAndEncodings) {
  const std::string html = "<!DOCTYPE html><p>the same words, the same words";
  const auto block = [](std::string_view fields, std::string_view body) {
    return std::string("HTTP/1.1 200 OK\r\n").append(fields).append("\r\n").append(body);
  };
  EXPECT_EQ(
      body_of(block("Transfer-Encoding: chunked\r\n", "3\r\n<p>\r\n2;x=1\r\nhi\r\n0\r\n\r\n")),
      "<p>hi");
  EXPECT_EQ(body_of(block("Content-Encoding: gzip\r\n", gzip(html))), html);
  EXPECT_EQ(body_of(block("Content-Encoding: br\r\n", brotli(html))), html);
  const std::string packed = gzip(html);
  EXPECT_EQ(body_of(block("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
                          "A\r\n" + packed.substr(0, 10) + "\r\n" + "1000\r\n")),
            "lost: its chunks are damaged or cut off");
  for (const char* fields : {"Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n",
                             "Content-Encoding: br\r\n", "Content-Encoding: zstd\r\n"}) {
    EXPECT_EQ(body_of(block(fields, html)), html) << "kept decoded under " << fields;
  }
}

TEST(ArchivedResponse, SaysWhyThereIsNone) {
  const struct {
    std::string block, reason;
  } kCases[] = {
      {"", "it holds no HTTP response"},
      {"<p>no head", "it holds no HTTP response"},
      {"HTTP/1.1 200 OK\r\nno end", "it holds no HTTP response"},
      {"HTTP/1.1 2000 OK\r\n\r\n", "it holds no HTTP response"},
      {"HTTP/1.1 -20 OK\r\n\r\n", "it holds no HTTP response"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<p>", "its body is cut off"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>",
       "its chunks are damaged or cut off"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>xx0\r\n",
       "its chunks are damaged or cut off"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\nffffffffffffffffff\r\nx",
       "its chunks are damaged or cut off"},
      {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nPNG\x01", "its body: its gzip is damaged"},
  };
  for (const auto& c : kCases) EXPECT_EQ(body_of(c.block), "lost: " + c.reason) << c.block;
}

TEST(ArchivedResponse, StopsABomb) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n";
  EXPECT_EQ(body_of(head + brotli(std::string(20U << 20U, '0'))),
            "lost: its body: unpacks to over 100 times its size");
}

TEST(ArchivedResponse, IsTotal) {
  const std::string block =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n" +
      std::string("14\r\n") + gzip("<p>").substr(0, 20) + "\r\n0\r\n\r\n";
  for (std::size_t size = 0; size <= block.size(); ++size) {
    body_of(block.substr(0, size));
    for (unsigned bit = 0; bit < 8 && size < block.size(); ++bit) {
      std::string flipped = block;
      flipped[size] = static_cast<char>(static_cast<unsigned char>(flipped[size]) ^ (1U << bit));
      EXPECT_LE(body_of(flipped).size(), 1000U);
    }
  }
}

}  // namespace
}  // namespace mi
