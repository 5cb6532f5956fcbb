#include "fetch/warc_export.h"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <initializer_list>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/digest.h"
#include "core/file.h"
#include "fetch/gzip.h"
#include "fetch/page_record.h"
#include "fetch/warc_digest.h"
#include "fetch/warc_page.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

using Fields = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// A UUID by name (RFC 9562, version 5), so that exporting again names the same things the same.
std::string record_id(std::string_view type, std::string_view url, std::string_view hash) {
  std::string bytes = sha1(fmt::format("mi-search {} {} {}", type, url, hash)).substr(0, 16);
  bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0fU) | 0x50U);
  bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3fU) | 0x80U);
  const std::string hex = to_hex(bytes);
  return fmt::format("<urn:uuid:{}-{}-{}-{}-{}>", hex.substr(0, 8), hex.substr(8, 4),
                     hex.substr(12, 4), hex.substr(16, 4), hex.substr(20));
}

// A record as one gzip member. Fields without a value are left out.
std::string make_record(const Fields& fields, std::string_view block) {
  std::string text = "WARC/1.1\r\n";
  for (const auto& [name, value] : fields) {
    if (!value.empty()) text.append(name).append(": ").append(value).append("\r\n");
  }
  text += fmt::format("WARC-Block-Digest: {}\r\nContent-Length: {}\r\n\r\n", warc_digest(block),
                      block.size());
  text.append(block).append("\r\n\r\n");
  return gzip_member(text);
}

std::string make_info(const fs::path& file, TimePoint now) {
  const std::string date = format_time(now);
  const std::string name = file.filename().string();
  constexpr std::string_view kBlock =
      "software: mi-search/" MI_VERSION
      "\r\n"
      "format: WARC File Format 1.1\r\n"
      "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
      "\r\n"
      "description: The pages of a mi-search store. HTTP heads are made from what the store keeps; "
      "bodies are decoded.\r\n";
  return make_record({{"WARC-Type", "warcinfo"},
                      {"WARC-Record-ID", record_id("warcinfo", name, date)},
                      {"WARC-Date", date},
                      {"WARC-Filename", name},
                      {"Content-Type", "application/warc-fields"}},
                     kBlock);
}

std::string make_http_head(const Page& page) {
  std::string head = fmt::format("HTTP/1.1 {} OK\r\n", page.status);
  for (const auto& [name, value] :
       {std::pair("Content-Type", page.content_type), std::pair("ETag", page.etag),
        std::pair("Last-Modified", page.last_modified)}) {
    if (!value.empty()) head += fmt::format("{}: {}\r\n", name, value);
  }
  return head + fmt::format("Content-Length: {}\r\n\r\n", page.body_bytes);
}

std::string response_id(const Page& page) {
  return page.has_body() ? record_id("response", page.url, page.body_sha256 + page.fetched) : "";
}

// When what a record says was so: the copy's time, or that of the last failure to get one.
std::string time_of(const Page& page) {
  return page.has_body() || page.failures.empty() ? page.fetched : page.failures.back().when;
}

std::string target_of(const Page& page) {
  return page.final_url.empty() ? page.url : page.final_url;
}

std::string make_page_record(const Page& page) {
  const std::string block = encode_page(page);
  return make_record({{"WARC-Type", "metadata"},
                      {"WARC-Record-ID", record_id("metadata", page.url, sha256_hex(block))},
                      {"WARC-Date", time_of(page)},
                      {"WARC-Target-URI", target_of(page)},
                      {"WARC-Concurrent-To", response_id(page)},
                      {"Content-Type", kPageRecordType}},
                     block);
}

std::string make_response(const Page& page, std::string_view body) {
  return make_record({{"WARC-Type", "response"},
                      {"WARC-Record-ID", response_id(page)},
                      {"WARC-Date", page.fetched},
                      {"WARC-Target-URI", target_of(page)},
                      {"WARC-Payload-Digest", warc_digest(body)},
                      {"Content-Type", "application/http;msgtype=response"}},
                     make_http_head(page).append(body));
}

// The pages, one after the other. A write that fails is found out at the end.
ExportReport write_pages(const PageStore& store, std::ofstream& out) {
  ExportReport report;
  PageListing listing = store.list();
  report.failures = std::move(listing.unreadable);
  for (const Page& page : listing.pages) {
    if (!page.has_body()) {
      out << make_page_record(page);
      continue;
    }
    if (const Expected<std::string> body = store.read_body(page); body) {
      out << make_page_record(page) << make_response(page, *body);
      ++report.pages;
    } else {
      report.failures.push_back(body.error());
    }
  }
  return report;
}

Expected<ExportReport> write_archive(const PageStore& store, const fs::path& temporary,
                                     const fs::path& file, TimePoint now) {
  errno = 0;
  std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
  out << make_info(file, now);
  ExportReport report = write_pages(store, out);
  out.close();
  if (!out) {
    return failure(
        fmt::format("cannot write {}: {}", file.string(), std::generic_category().message(errno)));
  }
  std::error_code error;
  report.bytes = fs::file_size(temporary, error);
  if (Expected<void> synced = sync_file(temporary); !synced) return failure(synced.error());
  fs::rename(temporary, file, error);
  if (error) return failure(fmt::format("cannot write {}: {}", file.string(), error.message()));
  const fs::path folder = file.has_parent_path() ? file.parent_path() : ".";
  if (Expected<void> synced = sync_folder(folder); !synced) return failure(synced.error());
  return report;
}

}  // namespace

Expected<ExportReport> export_warc(const PageStore& store, const fs::path& file, TimePoint now) {
  fs::path temporary = file;
  temporary += ".tmp";
  Expected<ExportReport> report = write_archive(store, temporary, file, now);
  if (!report) {
    std::error_code ignored;
    fs::remove(temporary, ignored);
  }
  return report;
}

}  // namespace mi
