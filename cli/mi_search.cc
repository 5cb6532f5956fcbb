// mi-search: the query, in the terminal.

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "cli/program.h"
#include "core/glossary.h"
#include "core/unicode.h"
#include "searchd/messages.h"
#include "searchd/query_parser.h"
#include "searchd/render_about.h"
#include "searchd/render_json.h"
#include "searchd/render_suggestions.h"
#include "searchd/render_text.h"
#include "searchd/searcher.h"

namespace mi {
namespace {

constexpr const char* kProgram = "mi-search";

constexpr const char* kFooter = R"(What to type:
  superposition                   the word, in any of its forms
  toy model                       either word; passages with both rank first
  "toy model"                     these words beside each other
  toy +neuron -vision             with neuron, without vision (NOT vision is the same)
  SAE OR "sparse autoencoder"     one of them;  a AND b: both;  (a OR b) AND c
  attention NEAR/5 head           within five words of each other
  mono*                           words that begin so: 3 letters, 2 of Hangul
  title:"toy models" author:olah  fields: title author tag site kind lang year date
  kind:note tag:sae lang:ko       is:draft in:PAGE cites:WORK linked:WORK math:"W_Q^T W_K"
  year:2020..2022 date:2024-05..  ranges; in Korean 제목: 저자: 태그: 종류: 연도: and so on
Any text is a query: what is no operator is a word.

  mi-search '"induction heads" in-context -vision'
  mi-search -- superposition -vision       without quotes, -- comes before the query
  mi-search 중첩이란 무엇인가
  mi-search --about 'toy models'           the paper, what notes say of it, who cites it
  mi-search --related https://a.org/p      passages like those of a page or a note
  mi-search --complete 'induc'             what it may become: for a menu or a shell
  mi-search --format jsonl -n 20 'sparse autoencoder' | jq -r .url

Exit codes: 0 found, 1 nothing found, 2 usage or failure.)";

// `mi-search superposition -vision` looks to the command line like an option.
constexpr const char* kHowToLeaveOut =
    "To leave a word out, write -- before the query: mi-search -- superposition -vision";

// One '-' and a letter: a word to leave out rather than an option with its value (-n5).
bool looks_left_out(std::string_view argument) {
  if (argument.size() < 2 || argument[0] != '-' || argument[1] == '-') return false;
  const std::string_view word = argument.substr(1);
  const bool is_option = word == "h" || word == "n";
  const bool is_number =
      word.substr(word[0] == 'n' ? 1 : 0).find_first_not_of("0123456789.") == std::string::npos;
  return !is_option && !is_number;
}

std::string_view hint_for(int argc, char** argv) {
  for (int i = 1; i < argc && std::string_view(argv[i]) != "--"; ++i)
    if (looks_left_out(argv[i])) return kHowToLeaveOut;
  return {};
}

struct Options {
  CommonOptions common;
  std::vector<std::string> words;
  int count = 0;
  int offset = 0;
  std::string format = "text";
  std::string colour = "auto";
  bool no_expand = false;
  bool as_typed = false;
  std::vector<std::string> dropped;
  bool explain = false;
  bool facets = false;
  bool about = false;
  bool related = false;
  bool complete = false;
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
  app.add_flag("--no-expand", options.no_expand,
               "Search no translations, acronyms and the like besides");
  app.add_option("--drop", options.dropped,
                 "An expansion to leave out, as it was told; may be given several times")
      ->type_name("TEXT")
      ->allow_extra_args(false);
  app.add_flag("--as-typed", options.as_typed, "Take no word for a misspelt one");
  app.add_flag("--explain", options.explain, "Show what made each passage's score");
  app.add_flag("--facets", options.facets,
               "Count the matches by kind, site, year, tag and language");
  auto* about = app.add_flag("--about", options.about,
                             "What is known of a work: QUERY is its address, DOI, path or title");
  auto* related =
      app.add_flag("--related", options.related,
                   "More like a document, or one passage of it (PAGE#anchor, NOTE:line)")
          ->excludes(about);
  app.add_flag("--complete", options.complete,
               "What QUERY may become when it is typed on: one query a line, the likeliest first")
      ->excludes(about)
      ->excludes(related);
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

// The options that decide what is searched and how, for a command that searches likewise.
std::vector<std::string> options_to_repeat(const Options& options) {
  std::vector<std::string> out;
  const auto add = [&](const char* name, const std::string& value) {
    out.insert(out.end(), {name, value});
  };
  const char* data = std::getenv("MI_SEARCH_DATA");  // also what --data is where not given
  const bool is_of_environment = data != nullptr && options.common.data == data;
  if (!options.common.config.empty()) add("--config", options.common.config.string());
  if (!options.common.data.empty() && !is_of_environment)
    add("--data", options.common.data.string());
  if (options.no_expand) out.emplace_back("--no-expand");
  if (options.as_typed) out.emplace_back("--as-typed");
  for (const std::string& text : options.dropped) add("--drop", text);
  return out;
}

std::string render(const Results& results, const Options& options) {
  if (options.format == "json") return render_json(results) + "\n";
  if (options.format == "jsonl") return render_jsonl(results);
  return render_text(results, style_of(options), terminal_width(), options_to_repeat(options));
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

// On stderr, why no passage is shown.
void tell_nothing_found(const Results& results, const SearchRequest& request) {
  for (const Remark& remark : results.remarks)
    fmt::print(stderr, "{}\n", printable(remark_in(Language::english, remark)));
  const std::string query = printable(request.query);
  if (request.offset > 0 && results.estimated_total > 0) {
    const bool one = results.estimated_total == 1;
    fmt::print(stderr, "No further results for: {}\n  {}{} {}{} match{}.\n", query,
               results.total_is_exact ? "" : "About ", results.estimated_total,
               results.counts_documents ? "document" : "passage", one ? "" : "s", one ? "es" : "");
  } else {
    fmt::print(stderr, "Nothing found for: {}\n  {}\n", query, advice_for(request.query));
  }
}

// What --drop named and what was not among the expansions.
void tell_idle_drops(const Options& options, const Results& results) {
  for (const std::string& text : options.dropped) {
    const std::string key = glossary_key(text);
    const bool was_dropped = std::any_of(
        results.dropped.begin(), results.dropped.end(),
        [&](const Expansion& expansion) { return glossary_key(expansion.text) == key; });
    if (!was_dropped) {
      fmt::print(stderr, "--drop {}: nothing of that name was searched besides\n", printable(text));
    }
  }
}

int tell_about(Searcher& searcher, const std::string& name, const Options& options) {
  const Expected<About> about = searcher.about(name);
  if (!about) return fail(kProgram, about.error());
  const bool text = options.format == "text";
  if (about->is_empty() && text) {
    fmt::print(stderr, "Nothing is known of: {}\n  {}\n", printable(name),
               "Give an address, a DOI, a note's path or words of a title.");
    return kExitNothingFound;
  }
  const std::string page = text ? render_about_text(*about, style_of(options), terminal_width())
                                : render_about_json(*about) + "\n";
  if (Expected<void> printed = print_out(page); !printed) return fail(kProgram, printed.error());
  return about->is_empty() ? kExitNothingFound : kExitDone;
}

int tell_completions(Searcher& searcher, const std::string& typed, const Options& options) {
  constexpr int kDefaultCount = 10;
  const auto count = static_cast<std::size_t>(options.count > 0 ? options.count : kDefaultCount);
  const auto begin = std::chrono::steady_clock::now();
  Suggestions found{typed, {}, 0, searcher.complete(typed, count)};
  found.generation = searcher.generation();
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
  found.took_ms = took.count();
  const std::string page = options.format == "text" ? render_suggestions_text(found)
                                                    : render_suggestions_json(found) + "\n";
  if (Expected<void> printed = print_out(page); !printed) return fail(kProgram, printed.error());
  return found.completions.empty() ? kExitNothingFound : kExitDone;
}

int run(const Options& options) {
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
  if (options.about) return tell_about(*searcher, query, options);
  if (options.complete) return tell_completions(*searcher, query, options);
  SearchRequest request{query};
  request.offset = static_cast<std::size_t>(options.offset);
  request.limit =
      static_cast<std::size_t>(options.count > 0 ? options.count : (*config)->search.results);
  request.expand = !options.no_expand;
  request.repair = !options.as_typed;
  request.dropped_expansions = options.dropped;
  request.explain = options.explain;
  request.facets = options.facets;
  request.counts = options.format == "text" && !options.related;
  const Expected<Results> results =
      options.related ? searcher->related(request) : searcher->search(request);
  if (!results) return fail(kProgram, results.error());
  tell_idle_drops(options, *results);
  if (results->hits.empty() && options.format == "text") {
    tell_nothing_found(*results, request);
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
  if (const std::optional<int> code =
          mi::parse_arguments(app, argc, argv, mi::hint_for(argc, argv)))
    return *code;
  return mi::run(options);
}
