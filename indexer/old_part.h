// OldPart: the published version of a part, which the next one starts from.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/document.h"
#include "core/generation.h"
#include "core/text_file.h"
#include "indexer/inputs.h"

namespace mi {

class OldPart {
 public:
  // Nothing where no such part is published, it was written with other settings, or it cannot be
  // searched: then everything is read again.
  static std::optional<OldPart> open(const std::filesystem::path& index_folder,
                                     const Generation& generation, std::string_view name,
                                     std::string_view fingerprint);

  const std::filesystem::path& folder() const { return folder_; }
  const Inputs& inputs() const { return inputs_; }

  // Nothing for an input that the part was not made from.
  const InputRecord* record(const std::string& id) const;

  // What the part holds of a document; nothing where it holds none or is damaged there.
  std::optional<IndexedDocument> find(const std::string& id) const;

  // The same without its passages: a tenth of the work.
  std::optional<DocumentInfo> find_info(const std::string& id) const;

  // Whether every file is what was written: each record of the text and each other file has its
  // checksum (a gigabyte a second).
  bool is_sound() const;

  // How much of the text is of no document any more, in bytes, and how much is.
  std::uint64_t dead_bytes() const;
  std::uint64_t live_bytes() const;

 private:
  bool text_is_whole() const;
  OldPart(std::filesystem::path folder, Inputs inputs, TextFile text);

  std::filesystem::path folder_;
  Inputs inputs_;
  TextFile text_;
};

}  // namespace mi
