#include "fetch/mirror.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/digest.h"
#include "core/file.h"
#include "core/url.h"
#include "fetch/page_name.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

// A folder's name is a host when it can stand in an address as it is, and has a dot.
bool is_host(const std::string& name) {
  const Expected<Url> url = parse_url("https://" + name + "/");
  return url && url->host == name && url->port == 0 && url->path == "/" && !name.starts_with('.') &&
         name.find('.') != std::string::npos;
}

// A file's name as a part of an address: these would mean something else there. The rest of what
// must be escaped, parse_url escapes.
std::string escape(std::string_view name) {
  std::string escaped;
  for (const char c : name) {
    if (c == '%' || c == '?' || c == '#') {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// `file` is below `folder`, which holds the hosts.
std::string url_of(const fs::path& folder, const fs::path& file) {
  return "https://" + escape(file.lexically_relative(folder).generic_string());
}

// The content type of a page by its file's name; empty for a file that is no page. arXiv's own
// names have no extension.
std::string_view type_of(const fs::path& folder, const fs::path& file) {
  constexpr std::string_view kHtml = "text/html";
  constexpr std::string_view kPdf = "application/pdf";
  const Expected<Url> url = parse_url(url_of(folder, file));
  if (url && arxiv_id(*url)) {
    if (is_abstract(*url)) return {};
    return url->path.starts_with("/pdf/") ? kPdf : kHtml;
  }
  const fs::path extension = file.extension();
  if (extension == ".html" || extension == ".htm") return kHtml;
  return extension == ".pdf" ? kPdf : std::string_view();
}

struct Tree {
  std::vector<fs::path> pages;  // sorted
  std::size_t skipped = 0;
  std::vector<std::string> no_hosts;
  std::vector<Error> failures;
};

Error unreadable(const fs::path& folder, const std::error_code& error) {
  return {fmt::format("cannot read {}: {}", folder.string(), error.message()),
          "Name a folder that holds one folder for each host."};
}

void walk_host(const fs::path& host_folder, Tree& tree) {
  std::error_code error;
  fs::recursive_directory_iterator it(host_folder, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    std::error_code ignored;
    const fs::file_status status = it->symlink_status(ignored);
    if (fs::is_directory(status)) continue;
    if (fs::is_regular_file(status) && !type_of(host_folder.parent_path(), it->path()).empty()) {
      tree.pages.push_back(it->path());
    } else {
      ++tree.skipped;
    }
  }
  if (error) tree.failures.push_back(unreadable(host_folder, error));
}

Expected<Tree> walk(const fs::path& folder) {
  Tree tree;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code ignored;
    const std::string name = it->path().filename().string();
    if (!fs::is_directory(it->symlink_status(ignored))) {
      ++tree.skipped;
    } else if (!is_host(name)) {
      tree.no_hosts.push_back(name);
    } else {
      walk_host(it->path(), tree);
    }
  }
  if (error) return failure(unreadable(folder, error));
  std::sort(tree.pages.begin(), tree.pages.end());
  std::sort(tree.no_hosts.begin(), tree.no_hosts.end());
  return tree;
}

// Whether the store holds this copy already, or the HTML of a paper of which this is the PDF.
bool is_stored(const PageStore& store, const Page& page, std::string_view body) {
  const Expected<std::optional<Page>> known = store.find(page.url);
  if (!known || !*known || !store.read_body(**known)) return false;
  const Expected<Url> from = parse_url(page.final_url);
  const Expected<Url> stored_from = parse_url((*known)->final_url);
  if (from && stored_from && is_worse_source(*from, *stored_from)) return true;
  return (*known)->body_sha256 == sha256_hex(body) && (*known)->content_type == page.content_type;
}

Expected<Page> page_of(const fs::path& folder, const fs::path& file, TimePoint now) {
  const Expected<Url> url = parse_url(url_of(folder, file));
  if (!url) return failure(url.error());
  Page page;
  page.url = page_name(*url);
  page.final_url = canonical_url(*url);
  page.status = 200;
  page.content_type = type_of(folder, file);
  page.fetched = page.checked = format_time(now);
  return page;
}

enum class Import { stored, unchanged };

Expected<Import> import_page(const fs::path& folder, const fs::path& file, PageStore& store,
                             TimePoint now) {
  Expected<Page> page = page_of(folder, file, now);
  if (!page) return failure(page.error());
  const Expected<std::string> body = read_file(file, kMaxMirrorFileBytes);
  if (!body) return failure(body.error());
  if (is_stored(store, *page, *body)) return Import::unchanged;
  const Expected<Page> stored = store.store(std::move(*page), *body);
  if (!stored) {
    return failure(fmt::format("{}: {}", file.string(), stored.error().message),
                   stored.error().hint);
  }
  return Import::stored;
}

}  // namespace

Expected<MirrorReport> import_mirror(const fs::path& folder, PageStore& store, TimePoint now) {
  Expected<Tree> tree = walk(folder);
  if (!tree) return failure(tree.error());
  MirrorReport report;
  report.skipped = tree->skipped;
  report.no_hosts = std::move(tree->no_hosts);
  report.failures = std::move(tree->failures);
  for (const fs::path& file : tree->pages) {
    const Expected<Import> imported = import_page(folder, file, store, now);
    if (!imported) {
      report.failures.push_back(imported.error());
    } else {
      ++(*imported == Import::stored ? report.stored : report.unchanged);
    }
  }
  return report;
}

}  // namespace mi
