#include "cli/index_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "cli/problem.h"
#include "cli/sizes.h"
#include "core/schema.h"
#include "core/unicode.h"

namespace mi {
namespace {

constexpr std::size_t kMaxShown = 20;

std::string_view noun_of(const PartStatus& part) {
  return part.name == kPapersPart ? "paper" : "note";
}

std::uint64_t total(const IndexStatus& status, std::uint64_t PartStatus::*field) {
  std::uint64_t sum = 0;
  for (const PartStatus& part : status.parts) sum += part.*field;
  return sum;
}

std::chrono::seconds age(const IndexStatus& status, TimePoint now) {
  return std::max(std::chrono::seconds{0}, std::chrono::seconds(now - status.published));
}

std::string contents(const IndexStatus& status) {
  std::string out;
  for (const PartStatus& part : status.parts)
    out += (out.empty() ? "" : ", ") + counted(part.documents, noun_of(part));
  return out;
}

std::string failures(const PartStatus& part) {
  if (part.failed.empty()) return {};
  std::string out = fmt::format("Not indexed, of the {}:\n", part.name);
  for (std::size_t i = 0; i < std::min(part.failed.size(), kMaxShown); ++i) {
    const FailedInput& failed = part.failed[i];
    out += fmt::format("  {}: {}{}\n", printable(failed.id), printable(failed.reason),
                       failed.retry ? " (tried again on each run)" : "");
  }
  if (part.failed.size() > kMaxShown)
    out += fmt::format("  and {} more (--json names all)\n", part.failed.size() - kMaxShown);
  return out;
}

std::string glossary_problems(const IndexStatus& status) {
  if (status.glossary_problems.empty()) return {};
  std::string out = "Left out of your glossary:\n";
  for (const std::string& problem : status.glossary_problems)
    out += fmt::format("  {}\n", printable(problem));
  return out;
}

Json to_json(const PartStatus& part) {
  Json::Array failed;
  for (const FailedInput& one : part.failed)
    failed.emplace_back(Json::Object{{"id", one.id}, {"reason", one.reason}, {"retry", one.retry}});
  return Json::Object{{"name", part.name},           {"folder", part.folder},
                      {"documents", part.documents}, {"passages", part.passages},
                      {"bytes", part.bytes},         {"failed", std::move(failed)}};
}

}  // namespace

std::string describe(const IndexStatus& status, TimePoint now) {
  if (status.generation.empty())
    return "There is no index yet. Run `mi-index --notes FOLDER` to make one from your notes.\n" +
           glossary_problems(status);
  std::string out = fmt::format("{:<12}{}\n", "holds", contents(status));
  out += fmt::format("{:<12}{}, {}\n", "", counted(total(status, &PartStatus::passages), "passage"),
                     counted(status.terms, "term"));
  out += fmt::format("{:<12}{}\n", "on disk", readable_size(total(status, &PartStatus::bytes)));
  out += fmt::format("{:<12}{} ({})\n", "published", format_time(status.published),
                     format_age(age(status, now)));
  out += fmt::format("{:<12}{}\n", "generation", status.generation);
  for (const PartStatus& part : status.parts) out += failures(part);
  return out + glossary_problems(status);
}

Json to_json(const IndexStatus& status, TimePoint now) {
  Json::Array parts;
  for (const PartStatus& part : status.parts) parts.push_back(to_json(part));
  Json::Array glossary_problems;
  for (const std::string& problem : status.glossary_problems)
    glossary_problems.emplace_back(problem);
  const bool is_there = !status.generation.empty();
  return Json::Object{
      {"generation", status.generation},
      {"published", is_there ? format_time(status.published) : ""},
      {"age_seconds", is_there ? static_cast<std::uint64_t>(age(status, now).count()) : 0},
      {"documents", total(status, &PartStatus::documents)},
      {"passages", total(status, &PartStatus::passages)},
      {"terms", status.terms},
      {"bytes", total(status, &PartStatus::bytes)},
      {"parts", std::move(parts)},
      {"glossary_problems", std::move(glossary_problems)}};
}

std::string describe_check(const std::vector<Error>& problems, const IndexStatus& status) {
  if (problems.empty()) {
    return fmt::format("The index is sound: {} in {}.\n", contents(status),
                       counted(total(status, &PartStatus::passages), "passage"));
  }
  return "The index is damaged:\n" + describe(problems) +
         "Run `mi-index --rebuild`: it makes the index again from the notes and the pages.\n";
}

}  // namespace mi
