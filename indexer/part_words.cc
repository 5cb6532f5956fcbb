#include "indexer/part_words.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "core/completions.h"
#include "core/file.h"
#include "core/glossary_files.h"
#include "core/glossary_text.h"
#include "core/paths.h"
#include "core/record.h"
#include "core/schema.h"
#include "core/text_file.h"
#include "indexer/hanja_bridge.h"
#include "indexer/mined_glossary.h"
#include "indexer/part_files.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

// What a changed copy has from the part that it is a copy of.
constexpr std::array<std::string_view, 2> kTakenOver = {kPartBridgeFile, kCompletionsFile};

// Reads of each document only what it says of others: a tenth of the text.
Expected<void> write_glossary(const fs::path& folder, const Inputs& inputs) {
  const Expected<TextFile> text = TextFile::open(folder / kTextFile);
  if (!text) return tl::unexpected(text.error());
  FilePages pages = text->pages();
  MinedGlossary mined;
  for (const auto& [id, record] : inputs.records) {
    if (record.passages == 0) continue;
    const Expected<std::string> document = text->record_at(record.document, pages);
    if (!document) return tl::unexpected(document.error());
    const Expected<std::string> bytes =
        text->record_at(TextFile::offset_after(record.document, *document), pages);
    if (!bytes) return tl::unexpected(bytes.error());
    const std::optional<Relations> relations = decode_relations(*bytes);
    if (!relations) return failure((folder / kTextFile).string() + " is damaged");
    mined.add(id, relations->term_pairs);
  }
  return write_file_atomically(folder / kPartGlossaryFile, write_glossary_text(mined.entries()));
}

// Nothing is written where Debian's dictionaries are not installed.
Expected<void> write_bridge(const fs::path& folder, const Inputs& inputs,
                            const CompletionsBuilder& completions) {
  std::size_t passages = 0;
  for (const auto& [id, record] : inputs.records) passages += record.passages;
  const Expected<std::string> hanja = read_file(kHanjaFile, kMaxDictionaryBytes);
  const Expected<std::string> edict = read_file(kEdictFile, kMaxDictionaryBytes);
  if (passages < kMinBridgePassages || !hanja || !edict) return {};
  const std::vector<GlossaryEntry> entries =
      hanja_bridge(*hanja, *edict, [&](std::string_view word) { return completions.has(word); });
  return write_file_atomically(folder / kPartBridgeFile, write_glossary_text(entries));
}

Expected<void> link_if_there(const fs::path& from_part, const fs::path& to_part,
                             std::string_view name) {
  std::error_code error;
  if (!fs::exists(from_part / name, error)) return {};
  return link_file(from_part / name, to_part / name);
}

}  // namespace

Expected<void> write_part_words(const fs::path& part_folder, const Inputs& inputs,
                                const CompletionsBuilder& completions, bool with_bridge) {
  if (Expected<void> written = write_glossary(part_folder, inputs); !written) return written;
  if (with_bridge) {
    if (Expected<void> written = write_bridge(part_folder, inputs, completions); !written)
      return written;
  }
  return write_file_atomically(part_folder / kCompletionsFile,
                               encode_completions(completions.entries()));
}

Expected<void> update_part_words(const fs::path& part_folder, const Inputs& inputs,
                                 const fs::path& old_part) {
  if (Expected<void> written = write_glossary(part_folder, inputs); !written) return written;
  for (const std::string_view name : kTakenOver) {
    if (Expected<void> linked = link_if_there(old_part, part_folder, name); !linked) return linked;
  }
  return {};
}

bool is_taken_over(std::string_view name) {
  return std::find(kTakenOver.begin(), kTakenOver.end(), name) != kTakenOver.end();
}

Expected<void> link_part_words(const fs::path& part_folder, const fs::path& old_part) {
  for (const std::string_view name : {kPartGlossaryFile, kPartBridgeFile, kCompletionsFile}) {
    if (Expected<void> linked = link_if_there(old_part, part_folder, name); !linked) return linked;
  }
  return {};
}

Expected<void> write_mined_glossary(const Config& config, const Generation& generation) {
  MinedGlossary mined;
  for (const Part& part : generation.parts) {
    const Expected<std::string> text =
        read_file(index_folder(config) / part.folder / kPartGlossaryFile, kMaxGlossaryFileBytes);
    if (!text) continue;  // a part that was written before there were glossaries
    for (const GlossaryEntry& entry : read_glossary_text(*text).entries) mined.add(entry);
  }
  const std::string text = write_glossary_text(mined.entries());
  const fs::path file = mined_glossary_file(config);
  const Expected<std::string> before = read_file(file, kMaxGlossaryFileBytes);
  if (before && *before == text) return {};
  return write_file_atomically(file, text);
}

}  // namespace mi
