#include "fetch/page_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <mutex>
#include <set>
#include <system_error>
#include <utility>

#include "core/ascii.h"
#include "core/digest.h"
#include "core/file.h"
#include "core/url.h"
#include "fetch/body_format.h"
#include "fetch/freshness.h"
#include "fetch/page_record.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

constexpr std::array kFormats = {BodyFormat::html, BodyFormat::pdf, BodyFormat::text};
constexpr std::size_t kHashDigits = 16;               // of the body's hash in its name
constexpr std::size_t kUrlDigits = 64;                // of the URL's hash
constexpr std::uint64_t kMostReserved = 128U << 20U;  // for what a record says of its body
constexpr std::string_view kSiteFile = "site.json";

// Hosts become folder names. parse_url lets ".." through as a host; here it must not be one.
bool is_safe_folder(std::string_view host) {
  const auto is_safe = [](char c) {
    return is_lower(c) || is_digit(c) || c == '.' || c == '-' || c == '_' || c == ':' || c == '[' ||
           c == ']';
  };
  return !host.empty() && host.size() <= 255 && host.front() != '.' &&
         std::all_of(host.begin(), host.end(), is_safe);
}

// Where the files of one page are: <folder>/<host>/<hash of the URL>, without its extension.
Expected<fs::path> stem_of(const fs::path& folder, std::string_view url) {
  const Expected<Url> parsed = parse_url(url);
  if (!parsed) return failure(parsed.error());
  if (canonical_url(*parsed) != url || !is_safe_folder(parsed->host)) {
    return failure(fmt::format("cannot store {}: it is not the name of a page", url));
  }
  return folder / parsed->host / sha256_hex(url);
}

fs::path record_path(fs::path stem) { return stem += ".json"; }

fs::path body_path(fs::path stem, std::string_view sha256, BodyFormat format) {
  return stem += fmt::format("-{}.{}", sha256.substr(0, kHashDigits), extension_of(format));
}

// The record in one file, which must be the record of the page that the file is named for.
Expected<Page> read_record(const fs::path& folder, const fs::path& path) {
  const Expected<std::string> text = read_file(path, kMaxRecordBytes);
  if (!text) return failure(text.error());
  Expected<Page> page = decode_page(*text);
  if (!page) {
    return failure(fmt::format("{}: {}", path.string(), page.error().message),
                   "Delete the file; the page is fetched again on the next run.");
  }
  const Expected<fs::path> stem = stem_of(folder, page->url);
  if (!stem || record_path(*stem) != path) {
    return failure(fmt::format("{}: it is the record of another page", path.string()),
                   "Delete the file; the page is fetched again on the next run.");
  }
  return page;
}

// The file that holds the body: its format is in its extension only.
fs::path find_body(const fs::path& stem, const Page& page) {
  std::error_code ignored;
  for (const BodyFormat format : kFormats) {
    fs::path path = body_path(stem, page.body_sha256, format);
    if (fs::exists(path, ignored)) return path;
  }
  return body_path(stem, page.body_sha256, BodyFormat::html);
}

Expected<void> make_host_folder(const fs::path& host_folder) {
  std::error_code ignored;
  if (fs::is_directory(host_folder, ignored)) return {};
  if (Expected<void> made = make_folder(host_folder); !made) return made;
  return sync_folder(host_folder.parent_path());
}

Expected<void> write_record(const fs::path& stem, const Page& page, Sync sync) {
  return write_file_atomically(record_path(stem), encode_page(page), sync);
}

std::vector<fs::path> entries_of(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    entries.push_back(it->path());
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

std::vector<fs::path> host_folders(const fs::path& folder) {
  std::vector<fs::path> hosts = entries_of(folder);
  std::erase_if(hosts, [](const fs::path& path) {
    std::error_code ignored;
    return !is_safe_folder(path.filename().string()) || !fs::is_directory(path, ignored);
  });
  return hosts;
}

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Of write_file_atomically, cut off.
bool is_temporary_of(std::string_view name, std::string_view file) {
  return name.size() > file.size() && name.starts_with(file) && name[file.size()] == '.' &&
         name.ends_with(".tmp");
}

// Any file that this store could have written for a page, records included: deletes nothing else.
bool is_ours(std::string_view name) {
  return name.size() > kUrlDigits && is_hex(name.substr(0, kUrlDigits)) &&
         (name[kUrlDigits] == '-' || name[kUrlDigits] == '.');
}

// Of one host folder: the files to keep are the records, the bodies that they name, and every file
// of a page whose record cannot be read.
std::vector<fs::path> leftovers_in(const fs::path& folder, const fs::path& host) {
  std::set<fs::path> named;
  std::set<std::string> unreadable;
  std::vector<fs::path> candidates;
  for (const fs::path& path : entries_of(host)) {
    const std::string name = path.filename().string();
    if (is_temporary_of(name, kSiteFile)) candidates.push_back(path);
    if (!is_ours(name)) continue;
    if (path.extension() != ".json") {
      candidates.push_back(path);
    } else if (const Expected<Page> page = read_record(folder, path)) {
      named.insert(find_body(fs::path(path).replace_extension(), *page));
    } else {
      unreadable.insert(name.substr(0, kUrlDigits));
    }
  }
  std::erase_if(candidates, [&](const fs::path& path) {
    return named.contains(path) ||
           unreadable.contains(path.filename().string().substr(0, kUrlDigits));
  });
  return candidates;
}

void remove_body(const fs::path& stem, const Page& page) {
  if (!page.has_body()) return;
  // Where this fails, a leftover stays until remove_leftovers(): nothing is wrong with the page.
  std::error_code ignored;
  fs::remove(find_body(stem, page), ignored);
}

// Sets the time of checking in a record that has one, and in nothing else.
Expected<void> overwrite_checked(const fs::path& record, TimePoint when) {
  const Expected<std::string> text = read_file(record, kMaxRecordBytes);
  if (!text) return failure(text.error());
  const std::optional<std::size_t> at = find_checked(*text);
  if (!at) return failure(fmt::format("{} has no time of checking", record.string()));
  return overwrite_in_file(record, *at, format_time(when));
}

}  // namespace

// Two pages seldom share a lock; one page always has the same.
struct PageStore::Locks {
  std::mutex& of(std::string_view url) {
    return mutexes[std::hash<std::string_view>()(url) % mutexes.size()];
  }

  std::array<std::mutex, 64> mutexes;
};

PageStore::PageStore(fs::path folder)
    : folder_(std::move(folder)), locks_(std::make_unique<Locks>()) {}
PageStore::PageStore(PageStore&&) noexcept = default;
PageStore& PageStore::operator=(PageStore&&) noexcept = default;
PageStore::~PageStore() = default;

Expected<std::optional<Page>> PageStore::find(std::string_view url) const {
  const Expected<fs::path> stem = stem_of(folder_, url);
  if (!stem) return failure(stem.error());
  std::error_code error;
  const fs::file_status status = fs::status(record_path(*stem), error);
  if (status.type() == fs::file_type::not_found) return std::optional<Page>();
  Expected<Page> page = read_record(folder_, record_path(*stem));
  if (!page) return failure(page.error());
  return std::optional<Page>(std::move(*page));
}

PageListing PageStore::list() const {
  PageListing listing;
  for (const fs::path& host : host_folders(folder_)) {
    for (const fs::path& path : entries_of(host)) {
      if (path.extension() != ".json" || !is_ours(path.filename().string())) continue;
      if (Expected<Page> page = read_record(folder_, path)) {
        listing.pages.push_back(std::move(*page));
      } else {
        listing.unreadable.push_back(page.error());
      }
    }
  }
  std::sort(listing.pages.begin(), listing.pages.end(),
            [](const Page& a, const Page& b) { return a.url < b.url; });
  return listing;
}

Expected<std::string> PageStore::read_body(const Page& page) const {
  std::string body;
  const auto keep = [&](std::string_view piece) -> Expected<void> {
    body += piece;
    return {};
  };
  if (page.body_bytes <= kMostReserved) body.reserve(page.body_bytes);
  if (const Expected<void> read = read_body(page, keep); !read) return failure(read.error());
  return body;
}

Expected<void> PageStore::read_body(const Page& page, const TakePiece& take) const {
  const Expected<fs::path> stem = stem_of(folder_, page.url);
  if (!stem) return failure(stem.error());
  if (!page.has_body()) return failure(fmt::format("no copy of {} is stored", page.url));
  const fs::path path = find_body(*stem, page);
  const auto damaged = [&] {
    return failure(
        fmt::format("{} is damaged: it is not what was stored", path.string()),
        fmt::format("Run `mi-fetch --refresh {}`: it fetches the page again.", page.url));
  };
  Sha256 hash;
  std::uint64_t size = 0;
  Expected<void> read = read_file_in_pieces(path, [&](std::string_view piece) -> Expected<void> {
    size += piece.size();
    if (size > page.body_bytes) return damaged();
    hash.write(piece);
    return take(piece);
  });
  if (!read) return read;
  if (size != page.body_bytes || hash.hex() != page.body_sha256) return damaged();
  return {};
}

Expected<void> PageStore::restore(const Page& page, std::string_view body) {
  const Expected<fs::path> stem = stem_of(folder_, page.url);
  if (!stem) return failure(stem.error());
  if (body.size() != page.body_bytes || (page.has_body() && sha256_hex(body) != page.body_sha256)) {
    return failure(fmt::format("cannot restore {}: its body is another one", page.url));
  }
  if (page.has_body()) {
    if (Expected<Page> stored = store(page, body); !stored) return failure(stored.error());
    const std::lock_guard lock(locks_->of(page.url));
    return write_record(*stem, page, Sync::file_and_folder);
  }
  const Expected<std::optional<Page>> old = find(page.url);
  if (old && *old && (*old)->has_body()) {
    return failure(fmt::format("cannot restore {}: there is a copy of it", page.url));
  }
  if (Expected<void> made = make_host_folder(stem->parent_path()); !made) return made;
  const std::lock_guard lock(locks_->of(page.url));
  return write_record(*stem, page, Sync::file_and_folder);
}

// What is to be stored, wherever its bytes are.
struct PageStore::NewBody {
  std::string_view beginning;
  std::uint64_t size = 0;
  std::string sha256;
  std::function<Expected<void>(const TakePiece&)> read;
};

Expected<Page> PageStore::store(Page page, std::string_view body) {
  const auto read = [&](const TakePiece& take) { return take(body); };
  return store(std::move(page), NewBody{body, body.size(), sha256_hex(body), read});
}

Expected<Page> PageStore::store(Page page, const Body& body, std::string_view sha256) {
  const auto read = [&](const TakePiece& take) { return body.read(take); };
  return store(std::move(page), NewBody{body.beginning(), body.size(), std::string(sha256), read});
}

Expected<Page> PageStore::store(Page page, const NewBody& body) {
  const Expected<fs::path> stem = stem_of(folder_, page.url);
  if (!stem) return failure(stem.error());
  const std::optional<BodyFormat> format = detect_format(body.beginning, page.content_type);
  if (!format) return failure(fmt::format("cannot store {}: not HTML, PDF or text", page.url));
  const std::lock_guard lock(locks_->of(page.url));
  const Expected<std::optional<Page>> old = find(page.url);
  page.body_sha256 = body.sha256;
  page.body_bytes = body.size;
  page.failures.clear();
  page.alias_of.clear();
  page.gone.clear();

  const fs::path path = body_path(*stem, page.body_sha256, *format);
  if (Expected<void> made = make_host_folder(path.parent_path()); !made) {
    return failure(made.error());
  }
  const bool is_first = old && (!*old || !(*old)->has_body());
  const Sync sync = is_first ? Sync::file : Sync::file_and_folder;
  if (Expected<void> written = write_file_atomically(path, body.read, sync); !written) {
    return failure(written.error());
  }
  if (Expected<void> written = write_record(*stem, page, Sync::file_and_folder); !written) {
    return failure(written.error());
  }
  if (old && *old && find_body(*stem, **old) != path) remove_body(*stem, **old);
  return page;
}

Expected<void> PageStore::record_unchanged(std::string_view url, TimePoint when) {
  const std::lock_guard lock(locks_->of(url));
  Expected<std::optional<Page>> known = find(url);
  if (!known) return failure(known.error());
  if (!*known || !(*known)->has_body()) {
    return failure(fmt::format("no copy of {} is stored", url));
  }
  Page page = std::move(**known);
  const fs::path stem = *stem_of(folder_, url);
  const bool is_only_time = page.failures.empty() && page.gone.empty();
  if (is_only_time && overwrite_checked(record_path(stem), when)) return {};
  page.checked = format_time(when);
  page.failures.clear();
  page.gone.clear();
  return write_record(stem, page, Sync::file);
}

Expected<void> PageStore::record_failure(std::string_view url, std::string_view reason,
                                         TimePoint when, int status,
                                         std::string_view refused_sha256) {
  const std::lock_guard lock(locks_->of(url));
  Expected<std::optional<Page>> known = find(url);
  if (!known) return failure(known.error());
  Page page = *known ? std::move(**known) : Page();
  page.url = url;
  page.failures.push_back(
      {format_time(when), std::string(reason), status, std::string(refused_sha256)});
  if (page.gone.empty() && is_gone_by(page.failures)) page.gone = format_time(when);
  const fs::path stem = *stem_of(folder_, url);
  if (Expected<void> made = make_host_folder(stem.parent_path()); !made) return made;
  return write_record(stem, page, Sync::file);
}

Expected<void> PageStore::record_alias(std::string_view url, std::string_view alias_of,
                                       TimePoint when) {
  const Expected<fs::path> stem = stem_of(folder_, url);
  if (!stem) return failure(stem.error());
  const std::lock_guard lock(locks_->of(url));
  const Expected<std::optional<Page>> old = find(url);
  Page page;
  page.url = url;
  page.alias_of = alias_of;
  page.checked = format_time(when);
  if (Expected<void> made = make_host_folder(stem->parent_path()); !made) return made;
  const Sync sync = old && *old && (*old)->has_body() ? Sync::file_and_folder : Sync::file;
  if (Expected<void> written = write_record(*stem, page, sync); !written) return written;
  if (old && *old) remove_body(*stem, **old);
  return {};
}

SiteRecord PageStore::find_site(std::string_view host) const {
  if (!is_safe_folder(host)) return {};
  const Expected<std::string> text = read_file(folder_ / host / kSiteFile, kMaxSiteRecordBytes);
  if (!text) return {};
  Expected<SiteRecord> site = decode_site(*text);
  return site ? std::move(*site) : SiteRecord();
}

Expected<void> PageStore::record_site(std::string_view host, const SiteRecord& site) {
  if (!is_safe_folder(host)) return failure(fmt::format("{} is no host", host));
  const std::string record = encode_site(site);
  if (record.size() > kMaxSiteRecordBytes) {
    return failure(fmt::format("the robots.txt of {} is too long to keep", host));
  }
  const std::lock_guard lock(locks_->of(host));
  if (Expected<void> made = make_host_folder(folder_ / host); !made) return made;
  return write_file_atomically(folder_ / host / kSiteFile, record, Sync::none);
}

Expected<std::size_t> PageStore::remove_leftovers() {
  std::size_t removed = 0;
  for (const fs::path& host : host_folders(folder_)) {
    for (const fs::path& path : leftovers_in(folder_, host)) {
      std::error_code error;
      if (fs::remove(path, error)) ++removed;
      if (error) {
        return failure(fmt::format("cannot delete {}: {}", path.string(), error.message()));
      }
    }
  }
  return removed;
}

}  // namespace mi
