#include "bench/bench_index.h"

#include <cstddef>
#include <string>

#include "core/file.h"
#include "core/paths.h"
#include "indexer/update.h"

namespace mi {
namespace {

Document document_of(const BenchPassage& passage, const std::string& id) {
  Document document;
  document.info.id = id;
  document.info.url = "https://circuits.example/" + id;
  document.info.title = passage.title;
  document.sections = {{{passage.heading}, "", {{BlockKind::paragraph, passage.text, 0, 0, ""}}}};
  return document;
}

}  // namespace

Expected<void> make_bench_index(const Config& config, const std::vector<BenchPassage>& passages) {
  PartInputs part{"papers", {}};
  for (std::size_t i = 0; i < passages.size(); ++i) {
    const std::string id = std::to_string(i);
    part.inputs.push_back({id, "", [&passage = passages[i], id] {
                             return Expected<Document>(document_of(passage, id));
                           }});
  }
  if (Expected<void> made = make_folder(index_folder(config)); !made) return made;
  const Expected<IndexReport> report =
      update_index(config, {part}, IndexMode::update, [](auto&&...) {});
  if (!report) return tl::unexpected(report.error());
  return {};
}

}  // namespace mi
