#include "searchd/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace mi {
namespace {

constexpr std::array<std::string_view, 6> kRepeatable = {"drop", "kind", "lang",
                                                         "site", "tag",  "year"};

bool may_be_repeated(std::string_view name) {
  return std::find(kRepeatable.begin(), kRepeatable.end(), name) != kRepeatable.end();
}

}  // namespace

OrProblem<void> check_names(const Target& target, std::span<const std::string_view> allowed) {
  const auto& parameters = target.parameters;
  for (auto it = parameters.begin(); it != parameters.end(); ++it) {
    const std::string& name = it->first;
    if (std::find(allowed.begin(), allowed.end(), name) == allowed.end()) {
      return problem(400, "unknown_parameter",
                     fmt::format("there is no parameter \"{}\"", name.substr(0, 64)),
                     allowed.empty() ? std::string("This path takes none.")
                                     : fmt::format("Use {}.", fmt::join(allowed, ", ")));
    }
    const auto same_name = [&name](const auto& other) { return other.first == name; };
    if (!may_be_repeated(name) && std::any_of(parameters.begin(), it, same_name))
      return problem(400, "repeated_parameter", fmt::format("{} is given twice", name));
  }
  return {};
}

OrProblem<std::size_t> parse_number(std::string_view name, std::string_view text, std::size_t least,
                                    std::size_t most) {
  std::size_t number = 0;
  const char* const text_end = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), text_end, number);
  if (error != std::errc() || end != text_end || number < least || number > most) {
    return problem(400, "bad_number",
                   fmt::format("{} must be a whole number from {} to {}", name, least, most));
  }
  return number;
}

}  // namespace mi
