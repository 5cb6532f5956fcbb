#include "cli/import_job.h"

#include <fmt/format.h>

#include "cli/problem.h"
#include "cli/sizes.h"
#include "core/paths.h"
#include "core/time.h"
#include "core/unicode.h"
#include "fetch/import.h"
#include "fetch/mirror.h"
#include "fetch/page_store.h"
#include "fetch/warc_export.h"

namespace mi {
namespace {

std::string failed(const std::vector<Error>& failures) {
  return failures.empty() ? "" : fmt::format("; {} failed", failures.size());
}

std::string describe(const MirrorReport& report) {
  std::string out =
      fmt::format("Imported {}, {} unchanged, {} skipped{}.\n", counted(report.stored, "page"),
                  report.unchanged, counted(report.skipped, "other file"), failed(report.failures));
  for (const std::string& name : report.no_hosts) {
    out += fmt::format("  {} is not the name of a host: skipped\n", printable(name));
  }
  return out + describe(report.failures);
}

std::string describe(const std::filesystem::path& file, const ImportReport& report) {
  return fmt::format(
             "{}: imported {}, {} unchanged, {} older than the stored copy; skipped {} and {}{}.\n",
             printable(file.string()), counted(report.stored, "page"), report.unchanged,
             report.older, counted(report.other, "other response"),
             counted(report.revisits, "revisit"), failed(report.failures)) +
         describe(report.failures);
}

bool took_nothing(const ImportReport& report) {
  return report.stored + report.unchanged + report.older + report.other + report.revisits == 0;
}

}  // namespace

Expected<ImportOutcome> run_import(const Config& config, const ImportRequest& request) {
  if (!request.url.empty() && request.files.size() > 1) {
    return usage_error("--url is for one page, and several files are given",
                       "Import them one by one.");
  }
  PageStore store(pages_folder(config));
  ImportOutcome out;
  for (const std::filesystem::path& file : request.files) {
    const Expected<ImportReport> report =
        import_file(file, store, {request.url, request.only, now()});
    if (!report) return failure(report.error());
    if (took_nothing(*report) && !report->failures.empty()) {
      return failure(fmt::format("nothing could be read from {}: {}", file.string(),
                                 report->failures.front().message),
                     report->failures.front().hint);
    }
    out.text += describe(file, *report);
    if (report->unstored > 0) out.is_complete = false;
  }
  return out;
}

Expected<ImportOutcome> run_mirror_import(const Config& config,
                                          const std::filesystem::path& folder) {
  PageStore store(pages_folder(config));
  const Expected<MirrorReport> report = import_mirror(folder, store, now());
  if (!report) return failure(report.error());
  return ImportOutcome{describe(*report), report->failures.empty()};
}

Expected<std::string> run_export(const Config& config, const std::filesystem::path& file) {
  const PageStore store(pages_folder(config));
  const Expected<ExportReport> report = export_warc(store, file, now());
  if (!report) return failure(report.error());
  return fmt::format("Exported {} to {} ({}).\n", counted(report->pages, "page"), file.string(),
                     readable_size(report->bytes)) +
         describe(report->failures);
}

}  // namespace mi
