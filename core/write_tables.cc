// Writes the tables that become part of the program, when that is built: reading what they are made
// of would take as long as thirty searches at each start.
//   write-tables FOLDER-OF-GLOSSARIES FOLDER-OF-TABLES
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <string>

#include "core/described_terms.h"
#include "core/file.h"
#include "core/glossary.h"

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = std::size_t{16} << 20U;

mi::Expected<void> write_literal(const fs::path& path, const std::string& text) {
  return mi::write_file_atomically(path, "R\"asset(" + text + ")asset\"\n", mi::Sync::none);
}

mi::Expected<void> write_tables(const fs::path& glossaries, const fs::path& tables) {
  const mi::Expected<std::string> academic = mi::read_file(glossaries / "academic.tsv", kMostBytes);
  if (!academic) return tl::unexpected(academic.error());
  const mi::Expected<std::string> described =
      mi::read_file(glossaries / "descriptions.tsv", kMostBytes);
  if (!described) return tl::unexpected(described.error());
  const std::string academic_table = mi::glossary_table(mi::read_glossary_text(*academic));
  const mi::DescriptionTable descriptions = mi::make_description_table(*described);
  mi::Expected<void> written = write_literal(tables / "academic-table.inc", academic_table);
  if (written) written = write_literal(tables / "description-words.inc", descriptions.words);
  if (written) written = write_literal(tables / "description-concepts.inc", descriptions.concepts);
  return written;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  const mi::Expected<void> written = write_tables(arguments[1], arguments[2]);
  if (written) return 0;
  std::fprintf(stderr, "%s\n", written.error().message.c_str());
  return 1;
}
