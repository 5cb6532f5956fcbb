#include "fetch/import.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <utility>

#include "core/ascii.h"
#include "core/digest.h"
#include "core/file.h"
#include "core/url.h"
#include "fetch/archived_response.h"
#include "fetch/body_format.h"
#include "fetch/message_head.h"
#include "fetch/page_name.h"
#include "fetch/page_record.h"
#include "fetch/saved_page.h"
#include "fetch/warc_page.h"
#include "fetch/warc_reader.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

constexpr std::streamsize kArchiveHead = 8;

bool is_page_format(std::optional<BodyFormat> format) {
  return format == BodyFormat::html || format == BodyFormat::pdf;
}

// Styles, scripts and images are most of an archive: their bodies are not even decoded.
bool may_be_page(std::string_view content_type) {
  const std::string type = lower_case(content_type);
  return type.empty() || type.find("html") != std::string::npos ||
         type.find("pdf") != std::string::npos || type.find("octet-stream") != std::string::npos ||
         type.starts_with("text/plain");
}

// WARC 1.1 allows fractions of a second: "2026-03-01T12:00:00.250Z".
std::optional<TimePoint> parse_warc_date(std::string_view date) {
  constexpr std::size_t kWholeSeconds = 19;
  if (date.size() <= kWholeSeconds || date[kWholeSeconds] != '.') return parse_time(date);
  return parse_time(std::string(date.substr(0, kWholeSeconds)) + "Z");
}

// A time that may be shown: never ahead of now.
std::string past_time(std::optional<TimePoint> time, TimePoint now) {
  return format_time(std::min(time.value_or(now), now));
}

// Puts pages into the store, unless it knows better.
class Importer {
 public:
  Importer(PageStore& store, const ImportOptions& options) : store_(store), options_(options) {}

  void take(Page page, std::string_view body, const std::string& where) {
    if (is_known(page, sha256_hex(body))) return;
    const Expected<Page> stored = store_.store(std::move(page), body);
    if (!stored) return miss(where, stored.error());
    ++report_.stored;
  }

  // A page of another store, as it was there.
  void restore(const Page& page, std::string_view body, const std::string& where) {
    if (is_known(page, page.body_sha256)) return;
    const Expected<void> restored = store_.restore(page, body);
    if (!restored) return miss(where, restored.error());
    if (page.has_body()) ++report_.stored;
  }

  bool wants(std::string_view url) const {
    const Expected<Url> parsed = parse_url(url);
    return parsed && (options_.host.empty() || parsed->host == options_.host);
  }

  void lose(const std::string& where, const Error& error) {
    const std::string place = where.empty() ? "" : where + ": ";
    report_.failures.push_back({place + error.message, error.hint});
  }

  ImportReport& report() { return report_; }
  const ImportOptions& options() const { return options_; }

 private:
  void miss(const std::string& where, const Error& error) {
    ++report_.unstored;
    lose(where, error);
  }

  // Whether a page is the PDF of a paper whose HTML is stored.
  static bool is_worse(const Page& page, const Page& stored) {
    const Expected<Url> from = parse_url(page.final_url);
    const Expected<Url> stored_from = parse_url(stored.final_url);
    return from && stored_from && is_worse_source(*from, *stored_from);
  }

  // Whether the store holds this copy, or a later one; of a page without a copy, anything at all.
  bool is_known(const Page& page, std::string_view sha256) {
    const Expected<std::optional<Page>> known = store_.find(page.url);
    if (!known || !*known) return false;
    const Page& stored = **known;
    if (sha256.empty()) return true;
    const auto ignore = [](std::string_view) { return Expected<void>(); };
    if (!stored.has_body() || !store_.read_body(stored, ignore)) return false;
    if (is_worse(page, stored)) {
      ++report_.other;
      return true;
    }
    const bool is_same = stored.body_sha256 == sha256 && stored.content_type == page.content_type;
    if (!is_same && stored.fetched <= page.fetched) return false;
    ++(is_same ? report_.unchanged : report_.older);
    return true;
  }

  PageStore& store_;
  const ImportOptions& options_;
  ImportReport report_;
};

Page make_page(const Url& url, std::string_view content_type, const std::string& time) {
  Url address = url;
  address.fragment.clear();
  Page page;
  page.url = page_name(address);
  page.final_url = address.to_string();
  page.status = 200;
  page.content_type = content_type;
  page.fetched = page.checked = time;
  return page;
}

// Reads an archive record after record. A page's own record (fetch/warc_page.h) is kept until its
// response comes.
class ArchiveImport {
 public:
  explicit ArchiveImport(Importer& importer) : importer_(importer) {}

  void take(const WarcRecord& record) {
    const bool is_answer = record.type == "response" || record.type == "resource";
    if (record.type == "revisit") ++importer_.report().revisits;
    if (record.type == "metadata" && record.content_type == kPageRecordType) {
      return take_page_record(record);
    }
    if (!is_answer) return;
    const std::optional<Page> known = std::exchange(page_record_, std::nullopt);
    const Expected<Url> url = parse_url(record.target_uri);
    const bool is_web = url.has_value();  // else wget's own log, or a dns: record
    if (!is_web || !importer_.wants(known ? known->url : record.target_uri)) return;
    if (record.is_segment) return lose(record, {"it is cut into segments, which are not read", {}});
    if (record.type == "response") {
      take_response(record, *url, known);
    } else {
      take_resource(record, *url);
    }
  }

 private:
  void take_page_record(const WarcRecord& record) {
    Expected<Page> page = decode_page(record.block);
    if (!page) return lose(record, page.error());
    if (!importer_.wants(page->url)) return;
    if (!page->has_body()) return importer_.restore(*page, "", where(record));
    const TimePoint now = importer_.options().now;
    page->fetched = past_time(parse_time(page->fetched), now);
    page->checked = past_time(parse_time(page->checked), now);
    page_record_ = std::move(*page);
  }

  void take_response(const WarcRecord& record, const Url& url, const std::optional<Page>& known) {
    const MessageHead head = parse_message_head(
        std::string_view(record.block).substr(0, message_head_size(record.block)));
    if (!known && !may_be_page(head.field("content-type"))) {
      ++importer_.report().other;
      return;
    }
    const Expected<TransportResponse> response = read_archived_response(record.block);
    if (!response) return lose(record, response.error());
    const std::string_view body = response->body.beginning();
    if (known && known->body_sha256 == sha256_hex(body)) {
      return importer_.restore(*known, body, where(record));
    }
    const std::string_view type = response->header("content-type");
    if (response->status != 200 || !is_page_format(detect_format(body, type)) || is_abstract(url)) {
      ++importer_.report().other;
      return;
    }
    Page page = make_page(url, type, time_of(record));
    page.etag = response->header("etag");
    page.last_modified = response->header("last-modified");
    importer_.take(std::move(page), body, where(record));
  }

  void take_resource(const WarcRecord& record, const Url& url) {
    if (!is_page_format(detect_format(record.block, record.content_type)) || is_abstract(url)) {
      ++importer_.report().other;
      return;
    }
    importer_.take(make_page(url, record.content_type, time_of(record)), record.block,
                   where(record));
  }

  std::string time_of(const WarcRecord& record) const {
    return past_time(parse_warc_date(record.date), importer_.options().now);
  }

  static std::string where(const WarcRecord& record) {
    return fmt::format("record at byte {}", record.offset);
  }

  void lose(const WarcRecord& record, const Error& error) {
    importer_.lose(fmt::format("{} ({})", where(record), record.target_uri), error);
  }

  Importer& importer_;
  std::optional<Page> page_record_;
};

Expected<void> import_archive(const fs::path& file, Importer& importer) {
  Expected<WarcReader> reader = WarcReader::open(file);
  if (!reader) return failure(reader.error());
  ArchiveImport archive(importer);
  while (const std::optional<Expected<WarcRecord>> record = reader->next()) {
    if (*record) {
      archive.take(**record);
    } else {
      importer.lose("", record->error());
    }
  }
  return {};
}

std::optional<TimePoint> time_of_file(const fs::path& file) {
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) return {};
  return TimePoint(std::chrono::seconds(info.st_mtime));
}

Expected<void> import_page(const fs::path& file, std::string_view body, Importer& importer) {
  const std::optional<BodyFormat> format = detect_format(body, "");
  if (!is_page_format(format)) {
    return failure(fmt::format("{} is neither a web archive nor HTML nor PDF", file.string()),
                   body.starts_with("PK") ? "If it is a WACZ or ZIP file, unpack it and import the "
                                            ".warc.gz files in it."
                                          : "");
  }
  const std::string& given = importer.options().url;
  const std::string address =
      given.empty() && format == BodyFormat::html ? saved_page_url(body) : given;
  if (address.empty()) {
    return usage_error(fmt::format("{} does not say where it is from", file.string()),
                       "Give its address: --url URL.");
  }
  const Expected<Url> url = parse_url(address);
  if (!url) return failure(url.error());
  if (!importer.wants(address)) return {};
  if (is_abstract(*url)) {
    return failure(fmt::format("{} is only the abstract of a paper", file.string()),
                   "Import its HTML or its PDF.");
  }
  std::optional<TimePoint> time = saved_page_time(body);
  if (!time) time = time_of_file(file);
  const std::string_view type = format == BodyFormat::pdf ? "application/pdf" : "text/html";
  importer.take(make_page(*url, type, past_time(time, importer.options().now)), body,
                file.string());
  return {};
}

// By its first bytes, or by its name where these are damaged.
bool is_archive(const fs::path& file) {
  std::string head(kArchiveHead, '\0');
  std::ifstream(file, std::ios::binary).read(head.data(), kArchiveHead);
  const std::string name = file.filename().string();
  return looks_like_warc(head) || name.ends_with(".warc") || name.ends_with(".warc.gz");
}

Expected<void> import_any(const fs::path& file, Importer& importer) {
  if (!is_archive(file)) {
    const Expected<std::string> body = read_file(file, kMaxSavedPageBytes);
    return body ? import_page(file, *body, importer) : failure(body.error());
  }
  if (importer.options().url.empty()) return import_archive(file, importer);
  return usage_error(fmt::format("{} is a web archive", file.string()),
                     "Leave --url out: the archive says where its pages are from.");
}

}  // namespace

Expected<ImportReport> import_file(const fs::path& file, PageStore& store,
                                   const ImportOptions& options) {
  Importer importer(store, options);
  if (Expected<void> imported = import_any(file, importer); !imported) {
    return failure(imported.error());
  }
  return std::move(importer.report());
}

}  // namespace mi
