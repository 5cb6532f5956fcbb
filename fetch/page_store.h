// PageStore: the pages that were fetched, each a body and a record, as files that a person can
// read.
//
//   pages/distill.pub/<sha256 of the canonical URL>.json                           the record
//   pages/distill.pub/<sha256 of the canonical URL>-<16 digits of its hash>.html   its body
//   pages/distill.pub/site.json                                  what the host asked of us
//
// The record is what counts. It holds the whole hash of its body, and the body's name holds the
// beginning of that hash, so a new body never overwrites the one that the present record means:
//
//   store:  1. the new body under its own name   2. the record, by rename   3. the old body goes
//
// Cut anywhere, the record names a whole body, the old one or the new one. What a cut leaves behind
// is a body that no record names; remove_leftovers() takes those away.
//
// Where a copy is replaced, each step has reached the disk before the next. What has nothing to
// lose is synced less: a page's first copy (a power cut may take it whole, and it is fetched
// again), failures, times of checking, which are overwritten in place, and site.json.
//
// Everything read back is validated: the folder may have been edited or damaged. One writing
// process at a time (core/paths.h lock_file); readers need no lock: where a body is replaced
// between find() and read_body(), the latter fails and finding again gives the new one. Within a
// process, every function but remove_leftovers() may be called from several threads at once; two
// that write to one page take turns.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "core/file.h"
#include "core/page.h"
#include "core/time.h"
#include "fetch/body.h"
#include "fetch/site_record.h"

namespace mi {

struct PageListing {
  std::vector<Page> pages;        // sorted by URL; some may have no body, only failures
  std::vector<Error> unreadable;  // records that could not be read, each naming its file
};

class PageStore {
 public:
  // `folder` is made when something is first stored.
  explicit PageStore(std::filesystem::path folder);

  // What is known of a page, by its canonical URL; nothing when it was never asked for. Fails when
  // its record is damaged.
  Expected<std::optional<Page>> find(std::string_view url) const;

  PageListing list() const;

  // The body that `page` means, checked against its hash. Fails when it has none, and when the file
  // is missing or is not what was written, naming the file.
  Expected<std::string> read_body(const Page& page) const;

  // The same in pieces, whatever its size. Only a success says that what went to `take` was what
  // was stored. Fails as well when `take` does.
  Expected<void> read_body(const Page& page, const TakePiece& take) const;

  // Puts back what another store held: the record as it is, its failures included, and the body
  // that it means (none, for a record without one). Fails when the two do not belong together, when
  // a copy would be lost to a record without one, and as store() does.
  Expected<void> restore(const Page& page, std::string_view body);

  // Replaces a page whole or not at all. Sets body_sha256 and body_bytes, forgets earlier failures
  // and returns the page as it now is. Fails, and leaves the old copy as it was, when the body is
  // nothing that can be indexed (fetch/body_format.h), or when it cannot be written.
  Expected<Page> store(Page page, std::string_view body);

  // The same of a body whose hash the caller has found already.
  Expected<Page> store(Page page, const Body& body, std::string_view sha256);

  // Notes that the server confirmed the stored copy; earlier failures are forgotten, and the page
  // is not gone. Fails when there is no copy.
  Expected<void> record_unchanged(std::string_view url, TimePoint when);

  // Adds a failure to a page's record, making one when the page is new, and marks it as gone where
  // that follows (fetch/freshness.h). The copy is not touched. `status` is what the server
  // answered, 0 where nothing came; `refused_sha256` is of a body that came and was no good.
  Expected<void> record_failure(std::string_view url, std::string_view reason, TimePoint when,
                                int status = 0, std::string_view refused_sha256 = {});

  // Notes that the address `url` leads to the page `alias_of`, which should be stored before. A
  // body that was stored under `url` is deleted.
  Expected<void> record_alias(std::string_view url, std::string_view alias_of, TimePoint when);

  // What a host asked of us; an empty record where nothing usable is stored.
  SiteRecord find_site(std::string_view host) const;

  // Fails for what cannot be a host's folder.
  Expected<void> record_site(std::string_view host, const SiteRecord& site);

  // Deletes the bodies and temporary files that interrupted writes left behind; returns how many.
  // A body whose record cannot be read stays. The caller holds the writers' lock.
  Expected<std::size_t> remove_leftovers();

  PageStore(PageStore&&) noexcept;
  PageStore& operator=(PageStore&&) noexcept;
  ~PageStore();

 private:
  struct Locks;
  struct NewBody;
  Expected<Page> store(Page page, const NewBody& body);
  std::filesystem::path folder_;
  std::unique_ptr<Locks> locks_;
};

}  // namespace mi
