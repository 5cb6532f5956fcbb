#include "core/generation.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>
#include <system_error>

#include "core/ascii.h"
#include "core/checksum.h"
#include "core/file.h"

namespace mi {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxCurrentBytes = 4096;
constexpr std::string_view kCurrent = "CURRENT";
constexpr std::string_view kSumName = "crc32 ";

bool is_part_name(std::string_view name) {
  return !name.empty() && name.size() <= 32 &&
         std::all_of(name.begin(), name.end(), [](char c) { return is_lower(c); });
}

// The number in "papers-000017" for the name "papers"; nothing for any other folder.
std::optional<unsigned> part_number(std::string_view folder, std::string_view name) {
  if (!folder.starts_with(name) || folder.size() < name.size() + 7 || folder[name.size()] != '-')
    return {};
  const std::string_view digits = folder.substr(name.size() + 1);
  unsigned number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return {};
  return number;
}

std::optional<Part> parse_line(const std::string& line) {
  std::istringstream words(line);
  Part part;
  std::string rest;
  if (!(words >> part.name >> part.folder) || (words >> rest)) return {};
  if (!is_part_name(part.name) || !part_number(part.folder, part.name)) return {};
  return part;
}

// The lines of the parts, as they are published.
std::string lines_of(const Generation& generation) {
  std::string lines;
  for (const Part& part : generation.parts) lines += part.name + " " + part.folder + "\n";
  return lines;
}

// The first line, which tells whether the others are whole.
std::string sum_line(std::string_view lines) {
  return fmt::format("{}{:08x}\n", kSumName, crc32_of(lines));
}

// The lines of the parts in a file; nothing where they are not what its first line sums up. A file
// that was written before there were sums has none.
std::optional<std::string> checked_lines(std::string_view text) {
  if (!text.starts_with(kSumName)) return std::string(text);
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string lines(text.substr(std::min(end + 1, text.size())));
  if (text.substr(0, end + 1) != sum_line(lines)) return {};
  return lines;
}

bool is_any_part(std::string_view folder) {
  const std::size_t dash = folder.find('-');
  return dash != std::string_view::npos && is_part_name(folder.substr(0, dash)) &&
         part_number(folder, folder.substr(0, dash));
}

// Removes the part folders that `is_to_go`, a function of a folder's name, picks.
template <class Predicate>
void remove_parts(const fs::path& index_folder, const Predicate& is_to_go) {
  std::error_code error;
  std::vector<fs::path> unused;
  for (fs::directory_iterator it(index_folder, error), end; !error && it != end;
       it.increment(error)) {
    const std::string folder = it->path().filename().string();
    if (is_any_part(folder) && is_to_go(folder)) unused.push_back(it->path());
  }
  // What cannot be removed now is removed by a later run.
  for (const fs::path& folder : unused) fs::remove_all(folder, error);
}

}  // namespace

const Part* Generation::find(std::string_view name) const {
  const auto found =
      std::find_if(parts.begin(), parts.end(), [&](const Part& p) { return p.name == name; });
  return found == parts.end() ? nullptr : &*found;
}

std::string Generation::to_string() const {
  std::string text;
  for (const Part& part : parts) text += (text.empty() ? "" : " ") + part.folder;
  return text;
}

Expected<Generation> read_current(const fs::path& index_folder) {
  const fs::path file = index_folder / kCurrent;
  std::error_code error;
  if (!fs::exists(file, error) && !error) return Generation{};
  const Expected<std::string> text = read_file(file, kMaxCurrentBytes);
  if (!text) return tl::unexpected(text.error());
  const auto damaged = [&file] {
    return failure(
        fmt::format("{} is damaged", file.string()),
        "Run `mi-index --rebuild`: it makes the index again from the notes and the pages.");
  };
  const std::optional<std::string> checked = checked_lines(*text);
  if (!checked) return damaged();
  Generation generation;
  std::istringstream lines(*checked);
  for (std::string line; std::getline(lines, line);) {
    const std::optional<Part> part = parse_line(line);
    if (!part || generation.find(part->name) != nullptr) return damaged();
    generation.parts.push_back(*part);
  }
  std::sort(generation.parts.begin(), generation.parts.end(),
            [](const Part& a, const Part& b) { return a.name < b.name; });
  return generation;
}

Expected<std::string> next_part_folder(const fs::path& index_folder, std::string_view name) {
  unsigned highest = 0;
  std::error_code error;
  for (fs::directory_iterator it(index_folder, error), end; !error && it != end;
       it.increment(error)) {
    highest = std::max(highest, part_number(it->path().filename().string(), name).value_or(0));
  }
  if (error)
    return failure(fmt::format("cannot list {}: {}", index_folder.string(), error.message()));
  return fmt::format("{}-{:06}", name, highest + 1);
}

Expected<void> publish(const fs::path& index_folder, const Generation& generation) {
  const std::string lines = lines_of(generation);
  return write_file_atomically(index_folder / kCurrent, sum_line(lines) + lines);
}

void remove_leftovers(const fs::path& index_folder, const Generation& current) {
  remove_parts(index_folder, [&](std::string_view folder) {
    const std::string_view name = folder.substr(0, folder.find('-'));
    const Part* published = current.find(name);
    const unsigned newest = published == nullptr ? 0 : *part_number(published->folder, name);
    return *part_number(folder, name) > newest;
  });
}

void remove_unused_parts(const fs::path& index_folder, const Generation& current,
                         const Generation& previous) {
  const auto names = [](const Generation& generation, std::string_view folder) {
    return std::any_of(generation.parts.begin(), generation.parts.end(),
                       [&](const Part& part) { return part.folder == folder; });
  };
  remove_parts(index_folder, [&](std::string_view folder) {
    return !names(current, folder) && !names(previous, folder);
  });
}

}  // namespace mi
