// mi-search: the query, in the terminal.

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "cli/program.h"
#include "core/unicode.h"
#include "searchd/query_parser.h"
#include "searchd/render_json.h"
#include "searchd/render_text.h"
#include "searchd/searcher.h"

namespace mi {
namespace {

constexpr const char* kFooter = R"(A query is words, "phrases" in quotes, and -words to leave out:
  mi-search superposition
  mi-search '"induction heads" in-context -vision'
  mi-search -- superposition -vision      without quotes, -- comes before the query
  mi-search 중첩이란 무엇인가
  mi-search --format jsonl -n 20 'sparse autoencoder' | jq -r .url

Exit codes: 0 found, 1 nothing found, 2 usage or failure.)";

// `mi-search superposition -vision` looks to the command line like an option.
constexpr const char* kHowToLeaveOut =
    "To leave a word out, write -- before the query: mi-search -- superposition -vision";

struct Options {
  CommonOptions common;
  std::vector<std::string> words;
  int count = 0;
  int offset = 0;
  std::string format = "text";
  std::string colour = "auto";
};

void define(CLI::App& app, Options& options) {
  add_common_options(app, options.common);
  app.add_option("QUERY", options.words, "What to search for");
  app.add_option("-n,--count", options.count, "Passages to show (default: 10)")
      ->check(CLI::Range(1, static_cast<int>(kMaxResults)))
      ->type_name("N");
  app.add_option("--offset", options.offset, "Passages to skip")
      ->check(CLI::Range(0, static_cast<int>(kMaxResults)))
      ->type_name("N");
  app.add_option("--format", options.format,
                 "text; json: the whole answer; jsonl: one passage a line in rank order")
      ->check(CLI::IsMember({"text", "json", "jsonl"}))
      ->capture_default_str();
  app.add_option("--color", options.colour,
                 "Colours: auto, always or never ($NO_COLOR is honoured)")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
  app.footer(kFooter);
}

TextStyle style_of(const Options& options) {
  if (options.colour == "always") return TextStyle::colour;
  const char* no_colour = std::getenv("NO_COLOR");  // https://no-color.org
  const bool wanted = options.colour == "auto" && (no_colour == nullptr || *no_colour == 0);
  return wanted && ::isatty(STDOUT_FILENO) == 1 ? TextStyle::colour : TextStyle::plain;
}

std::size_t terminal_width() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return std::min<std::size_t>(size.ws_col, 110);  // longer lines are hard to read
  }
  return 80;
}

std::string render(const Results& results, const Options& options) {
  if (options.format == "json") return render_json(results) + "\n";
  if (options.format == "jsonl") return render_jsonl(results);
  return render_text(results, style_of(options), terminal_width());
}

const char* advice_for(const std::string& query) {
  const Expected<ParsedQuery> parsed = parse_query(query);
  if (!parsed) return "";
  const std::vector<Query>& parts = parsed->query.children;
  const bool only_leaves_out =
      !parts.empty() && std::all_of(parts.begin(), parts.end(),
                                    [](const Query& part) { return part.op == QueryOp::without; });
  return only_leaves_out ? "Add a word to look for: -words only leave out."
                         : "Try fewer or other words.";
}

int run(const Options& options) {
  constexpr const char* kProgram = "mi-search";
  Expected<std::optional<Config>> config = load_configuration(options.common);
  if (!config) return fail(kProgram, config.error());
  if (!*config) return kExitDone;
  const std::string query = fmt::format("{}", fmt::join(options.words, " "));
  if (query.find_first_not_of(' ') == std::string::npos) {
    return fail(kProgram,
                {"nothing to search for",
                 "Try `mi-search superposition`; `mi-search --help` says more.", ErrorKind::usage});
  }
  Expected<Searcher> searcher = Searcher::open(**config);
  if (!searcher) return fail(kProgram, searcher.error());
  const auto count =
      static_cast<std::size_t>(options.count > 0 ? options.count : (*config)->search.results);
  const Expected<Results> results =
      searcher->search({query, static_cast<std::size_t>(options.offset), count});
  if (!results) return fail(kProgram, results.error());
  if (results->hits.empty() && options.format == "text") {
    fmt::print(stderr, "Nothing found for: {}\n  {}\n", printable(query), advice_for(query));
    return kExitNothingFound;
  }
  if (Expected<void> printed = print_out(render(*results, options)); !printed) {
    return fail(kProgram, printed.error());
  }
  return results->hits.empty() ? kExitNothingFound : kExitDone;
}

}  // namespace
}  // namespace mi

int main(int argc, char** argv) {
  CLI::App app("Searches your notes and the papers that they link to.", "mi-search");
  mi::Options options;
  mi::define(app, options);
  if (const std::optional<int> code = mi::parse_arguments(app, argc, argv, mi::kHowToLeaveOut))
    return *code;
  return mi::run(options);
}
