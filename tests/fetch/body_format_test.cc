#include "fetch/body_format.h"

#include <gtest/gtest.h>

#include <string>

namespace mi {
namespace {

using namespace std::string_view_literals;

struct Case {
  std::string_view body;
  std::string_view content_type;
  std::optional<BodyFormat> expected;
};

TEST(BodyFormat, IsToldByTheBytes) {
  const Case kCases[] = {
      {"<!DOCTYPE html><p>x", "text/html; charset=utf-8", BodyFormat::html},
      {"\xef\xbb\xbf \n<HTML>", "", BodyFormat::html},
      {"<div>a fragment", "application/octet-stream", BodyFormat::html},
      {"<!-- a comment first --><p>", "", BodyFormat::html},
      {"<?xml version='1.0'?>\n<!DOCTYPE html><html>", "application/xhtml+xml", BodyFormat::html},
      {"words before any tag <p>", "text/html", BodyFormat::html},
      {"%PDF-1.7\n\x00\x01"sv, "text/html", BodyFormat::pdf},
      {"junk\n%PDF-1.4", "application/pdf", BodyFormat::pdf},
      {"plain words", "text/plain", BodyFormat::text},
      {"<b>shown as it is", "text/plain; charset=utf-8", BodyFormat::text},
      {"plain words", "", BodyFormat::text},
      {"# Heading", "text/markdown", BodyFormat::text},
      {"", "text/html", {}},
      {" \n\t ", "text/html", {}},
      {"\x89PNG\r\n\x1a\n\0\0"sv, "text/html", {}},
      {"PK\x03\x04", "application/pdf", {}},
      {"{\"a\": 1}", "application/json", {}},
      {"<?xml version='1.0'?><rss>", "text/xml", {}},
      {"<svg xmlns=''>", "image/svg+xml", {}},
      {"<", "text/html", {}},
      {"\xff\xfe<\0p\0>\0\x11\xc9"sv, "text/html", BodyFormat::html},
      {"\xfe\xff\0<\0p\0>"sv, "", BodyFormat::html},
      {"<\0p\0>\0"sv, "text/html; charset=utf-16le", BodyFormat::html},
      {"<\0p\0>\0"sv, "text/html; charset=utf-8", {}},
      {"\xff\xfe\0\0"sv, "text/html", {}},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(detect_format(c.body, c.content_type), c.expected) << c.body;
  }
}

TEST(BodyFormat, LooksNoFurtherThanTheFirstFourKilobytes) {
  const std::string page = "<p>" + std::string(4096, 'a') + '\0';
  EXPECT_EQ(detect_format(page, ""), BodyFormat::html);
  EXPECT_FALSE(detect_format("<p>\0"sv, ""));
}

}  // namespace
}  // namespace mi
