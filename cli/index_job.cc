#include "cli/index_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include "cli/notes.h"
#include "cli/problem.h"
#include "cli/progress.h"
#include "cli/sizes.h"
#include "core/charset.h"
#include "core/digest.h"
#include "core/file.h"
#include "core/glossary_files.h"
#include "core/paths.h"
#include "core/schema.h"
#include "core/unicode.h"
#include "fetch/body_format.h"
#include "fetch/page_store.h"
#include "indexer/note.h"
#include "indexer/paper.h"
#include "indexer/pdf.h"
#include "indexer/text_page.h"

namespace mi {
namespace {

Expected<Document> read_body(const std::string& body, const Page& page) {
  const std::optional<BodyFormat> format = detect_format(body, page.content_type);
  if (!format) return failure("it is neither HTML nor PDF nor text");
  if (format == BodyFormat::pdf) return read_pdf(body, page);
  const std::string text = decode_to_utf8(body, page.content_type);
  return format == BodyFormat::text ? read_text_page(text, page) : read_paper(text, page);
}

Expected<Document> read_stored_paper(const PageStore& store, const Page& page) {
  const Expected<std::string> body = store.read_body(page);
  if (!body) return tl::unexpected(body.error());
  Expected<Document> paper = read_body(*body, page);
  if (paper) paper->info.fetched = page.fetched;
  return paper;
}

using Aliases = std::map<std::string, std::vector<std::string>>;  // by the page they lead to

Aliases aliases_of(const std::vector<Page>& pages) {
  Aliases aliases;
  for (const Page& page : pages) {
    if (!page.alias_of.empty()) aliases[page.alias_of].push_back(page.url);
  }
  return aliases;
}

PartInputs paper_inputs(const PageStore& store, std::vector<Error>& problems) {
  PartInputs part{std::string(kPapersPart), {}};
  PageListing listing = store.list();
  Aliases aliases = aliases_of(listing.pages);
  for (const Page& page : listing.pages) {
    if (!page.has_body()) continue;
    const std::vector<std::string>& others = aliases[page.url];
    const auto digest = [page]() -> Expected<std::string> {
      return sha256_hex(page.body_sha256 + "\n" + page.url + "\n" + page.final_url + "\n" +
                        page.content_type);
    };
    const auto file = [fetched = page.fetched, others](DocumentInfo& info) {
      info.fetched = fetched;
      info.aliases = others;
      return true;
    };
    const auto read = [&store, page, others]() -> Expected<Document> {
      Expected<Document> paper = read_stored_paper(store, page);
      if (paper) paper->info.aliases = others;
      return paper;
    };
    part.inputs.push_back(
        {page.url, fmt::format("{} {} {}", page.body_sha256, page.fetched, fmt::join(others, " ")),
         read, digest, file});
  }
  part.is_incomplete = !listing.unreadable.empty();  // a page whose record is damaged is not gone
  for (Error& problem : listing.unreadable) problems.push_back(std::move(problem));
  return part;
}

Expected<std::string> digest_of_note(const NoteFile& file, const Config& config) {
  const Expected<std::string> bytes = read_file(file.path, config.index.max_note_bytes);
  if (!bytes) return tl::unexpected(bytes.error());
  // Plain text is read in another way than Markdown (indexer/note.h).
  return sha256_hex(std::filesystem::path(file.id).extension().string() + "\n" + *bytes);
}

// Describes a note that was found elsewhere with the same bytes. Where a note says no title or date
// itself, its file's name does (indexer/note.h): where the two names say different ones, and what
// is known may be from the old name, it has to be read.
bool file_note(DocumentInfo& info, const NoteFile& file) {
  if (info.id != file.id) {
    const DocumentInfo before = read_note({}, info.id, {}).info;
    const DocumentInfo after = read_note({}, file.id, {}).info;
    const bool may_name_title = info.title.empty() || info.title == before.title;
    const bool may_name_date = info.date.empty() || info.date == before.date;
    if (before.title != after.title && may_name_title) return false;
    if (before.date != after.date && may_name_date) return false;
  }
  info.url = file.path.string();
  return true;
}

PartInputs note_inputs(const NoteList& notes, const Config& config) {
  PartInputs part{std::string(kNotesPart), {}};
  for (const NoteFile& file : notes.files) {
    part.inputs.push_back({file.id,
                           fmt::format("{} {} {}", file.size, file.mtime_ns, file.path.string()),
                           [&file, &config] { return read_note_file(file, config); },
                           [&file, &config] { return digest_of_note(file, config); },
                           [&file](DocumentInfo& info) { return file_note(info, file); }});
  }
  part.is_incomplete = !notes.empty_folders.empty();
  return part;
}

std::string contents(const IndexReport& report) {
  std::string out;
  std::size_t passages = 0;
  for (const PartReport& part : report.parts) {
    const std::string_view noun = part.name == kPapersPart ? "paper" : "note";
    out += (out.empty() ? "" : " and ") + counted(part.documents, noun);
    passages += part.passages;
  }
  return fmt::format("{} in {}", out, counted(passages, "passage"));
}

}  // namespace

Expected<IndexJob> run_index_job(const Config& config, IndexMode mode,
                                 const std::function<bool()>& is_stopped) {
  const Expected<NoteList> notes = list_all_notes(config);
  if (!notes) return tl::unexpected(notes.error());
  IndexJob job;
  const PageStore store(pages_folder(config));
  const std::vector<PartInputs> parts = {paper_inputs(store, job.problems),
                                         note_inputs(*notes, config)};
  Progress line;
  std::atomic<bool> stop = false;
  const IndexProgress progress = [&](const std::string& part, std::size_t done, std::size_t total,
                                     const std::string& id) {
    line.show("indexing " + part, std::min(done, total - 1), total, id);
    if (is_stopped && is_stopped()) stop = true;
  };
  Expected<IndexReport> report = update_index(config, parts, mode, progress, &stop);
  if (!report) return tl::unexpected(report.error());
  job.report = std::move(*report);
  job.problems.insert(job.problems.end(), notes->problems.begin(), notes->problems.end());
  for (const std::string& problem : load_glossary(config, {}).problems)
    job.problems.push_back({problem, {}});
  for (const std::filesystem::path& folder : notes->empty_folders) {
    job.problems.push_back({fmt::format("{} has no note in it: what was indexed of notes that are "
                                        "gone is kept. Is its disk there? `mi-index --rebuild` "
                                        "forgets them",
                                        folder.string()),
                            {}});
  }
  return job;
}

std::string describe_outcome(const IndexJob& job) {
  std::size_t read = 0;
  std::size_t filed = 0;
  std::size_t removed = 0;
  for (const PartReport& part : job.report.parts) {
    read += part.read;
    filed += part.filed;
    removed += part.removed;
  }
  return job.report.changed()
             ? fmt::format(
                   "Indexed {}: {} read, {}{} removed.\n", contents(job.report), read,
                   filed == 0 ? "" : fmt::format("{} kept under a new name or date, ", filed),
                   removed)
             : fmt::format("Nothing changed: {}.\n", contents(job.report));
}

std::string describe_problems(const IndexJob& job) {
  std::string out;
  for (const PartReport& part : job.report.parts) {
    for (const IndexFailure& failed : part.failed) {
      if (failed.is_new)
        out += fmt::format("  {}: {}\n", printable(failed.id), printable(failed.reason));
    }
  }
  return out + describe(job.problems);
}

std::string describe(const IndexJob& job) {
  std::string out = describe_outcome(job) + describe_problems(job);
  for (const PartReport& part : job.report.parts) {
    const auto known = std::count_if(part.failed.begin(), part.failed.end(),
                                     [](const IndexFailure& failed) { return !failed.is_new; });
    if (known == 0) continue;
    out += fmt::format(
        "  {} no text; `mi-index --status` names {}\n",
        counted(static_cast<std::size_t>(known), part.name == kPapersPart ? "page" : "note") +
            (known == 1 ? " has" : " have"),
        known == 1 ? "it" : "them");
  }
  return out;
}

}  // namespace mi
