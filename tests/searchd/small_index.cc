#include "tests/searchd/small_index.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <vector>

#include "core/file.h"
#include "core/paths.h"
#include "indexer/update.h"

namespace mi {
namespace {

Document small_document(DocumentKind kind, int number, const std::string& mark) {
  const bool is_paper = kind == DocumentKind::paper;
  Document document;
  document.info.kind = kind;
  document.info.id =
      is_paper ? fmt::format("https://a.org/{}/", number) : fmt::format("note-{}.md", number);
  document.info.url = is_paper ? document.info.id : "/home/me/notes/" + document.info.id;
  document.info.title = fmt::format("{} {}", mark, number);
  document.info.site = is_paper ? "a.org" : "";
  document.info.language = "en";
  document.info.date = fmt::format("20{:02}-01-01", number % 30);
  for (int i = 0; i < 3; ++i) {
    const std::string text = fmt::format(
        "Superposition of features, told the {}. time by {}. 중첩(Superposition)은 "
        "특징이 차원보다 많을 때 생긴다.",
        i, mark);
    document.sections.push_back({{fmt::format("Section {}", i)},
                                 fmt::format("s{}", i),
                                 {{BlockKind::paragraph, text, 5 + i, 6 + i, ""}}});
  }
  if (!is_paper) document.links = {{fmt::format("https://a.org/{}/", number), "", "paper", 3, ""}};
  return document;
}

PartInputs part_of(std::string name, DocumentKind kind, int documents, const std::string& mark) {
  PartInputs part{std::move(name), {}};
  for (int i = 0; i < documents; ++i) {
    const Document document = small_document(kind, i, mark);
    part.inputs.push_back(
        {document.info.id, mark, [document] { return Expected<Document>(document); }});
  }
  return part;
}

}  // namespace

void write_small_index(const Config& config, int documents, const std::string& mark) {
  ASSERT_TRUE(make_folder(index_folder(config)));
  const Expected<IndexReport> report =
      update_index(config,
                   {part_of("papers", DocumentKind::paper, documents, mark),
                    part_of("notes", DocumentKind::note, documents, mark)},
                   IndexMode::update, [](auto&&...) {});
  ASSERT_TRUE(report) << report.error().message;
}

RunningDaemon::RunningDaemon(const std::filesystem::path& data)
    : program_(std::filesystem::path(MI_PROGRAMS_DIR) / "mi-searchd",
               {"--data", data.string(), "--listen", "127.0.0.1:0"},
               {.environment = {{"HOME", data.string()}},
                .folder = data,
                .deadline = std::chrono::seconds(120)}) {
  const std::string line = program_.read_line();  // "Listening on http://127.0.0.1:41234/"
  port_ = std::atoi(line.c_str() + line.rfind(':') + 1);
}

double RunningDaemon::metric(const std::string& name) const {
  RawClient client(port_);
  if (!client.ask("/metrics")) return -1;
  const std::string page = "\n" + client.receive().body;
  const std::size_t at = page.find("\n" + name + " ");
  return at == std::string::npos ? -1 : std::atof(page.c_str() + at + name.size() + 2);
}

}  // namespace mi
