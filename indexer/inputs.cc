#include "indexer/inputs.h"

#include <fmt/format.h>

#include "core/file.h"
#include "core/json.h"
#include "core/schema.h"

namespace mi {
namespace {

// 100,000 notes with long paths stay below this.
constexpr std::size_t kMaxInputsBytes = 256U << 20U;

Json to_json(const std::string& id, const InputRecord& record) {
  Json::Object object = {{"id", id}, {"stamp", record.stamp}};
  if (!record.digest.empty()) object.emplace_back("digest", record.digest);
  if (!record.failure.empty()) object.emplace_back("failure", record.failure);
  if (record.retry) object.emplace_back("retry", true);
  if (record.passages > 0) {
    object.emplace_back("document", record.document);
    object.emplace_back("bytes", record.bytes);
    object.emplace_back("passages", static_cast<std::uint64_t>(record.passages));
  }
  return object;
}

InputRecord from_json(const Json& json) {
  InputRecord record;
  record.stamp = json["stamp"].as_string();
  record.digest = json["digest"].as_string();
  record.failure = json["failure"].as_string();
  record.retry = json["retry"].as_bool();
  record.document = static_cast<std::uint64_t>(json["document"].as_int());
  record.bytes = static_cast<std::uint64_t>(json["bytes"].as_int());
  record.passages = static_cast<std::uint32_t>(json["passages"].as_int());
  return record;
}

}  // namespace

std::string settings_fingerprint(const Config& config) {
  return fmt::format("format {} passages {}-{} title {:g} heading {:g}", kIndexFormat,
                     config.index.passage_min_words, config.index.passage_max_words,
                     config.search.title_weight, config.search.heading_weight);
}

Expected<Inputs> read_inputs(const std::filesystem::path& part_folder) {
  const std::filesystem::path file = part_folder / kInputsFile;
  const Expected<std::string> text = read_file(file, kMaxInputsBytes);
  if (!text) return tl::unexpected(text.error());
  Inputs inputs;
  std::string_view rest = *text;
  for (std::size_t line_number = 1; !rest.empty(); ++line_number) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const Expected<Json> json = parse_json(line);
    if (!json)
      return failure(fmt::format("{}:{}: {}", file.string(), line_number, json.error().message));
    if (line_number == 1) {
      inputs.fingerprint = (*json)["fingerprint"].as_string();
      for (const auto& [name, sum] : (*json)["sums"].as_object())
        inputs.sums.emplace(name, sum.as_string());
    } else {
      inputs.records.emplace((*json)["id"].as_string(), from_json(*json));
    }
  }
  return inputs;
}

Expected<void> write_inputs(const std::filesystem::path& part_folder, const Inputs& inputs) {
  Json::Object sums;
  for (const auto& [name, sum] : inputs.sums) sums.emplace_back(name, sum);
  std::string text =
      write_json(Json::Object{{"fingerprint", inputs.fingerprint}, {"sums", std::move(sums)}}) +
      "\n";
  for (const auto& [id, record] : inputs.records) text += write_json(to_json(id, record)) + "\n";
  return write_file_atomically(part_folder / kInputsFile, text);
}

}  // namespace mi
