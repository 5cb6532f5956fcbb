// The walls of the house: which file may include what, and how every header begins. Reads the
// sources as text; docs/design.md explains the rules.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;

using Strings = std::vector<std::string>;

struct Source {
  std::string path;  // below the top folder, '/' between
  std::string text;

  bool is_header() const { return path.ends_with(".h"); }
  bool is_code() const { return is_header() || path.ends_with(".cc"); }
  std::string room() const { return path.substr(0, path.find('/')); }
};

// Which rooms a room may include.
const std::vector<std::pair<std::string, Strings>> kRooms = {
    {"core", {"core"}},
    {"fetch", {"core", "fetch"}},
    {"indexer", {"core", "indexer"}},
    {"searchd", {"core", "searchd"}},
    {"cli", {"core", "fetch", "indexer", "searchd", "cli"}},
};

struct Library {
  std::string include;  // how its headers' names begin
  Strings files;        // that may name it; "cli/" is every file below
};

const std::vector<Library> kLibraries = {
    {"fmt/", {"core/", "fetch/", "indexer/", "searchd/", "cli/"}},
    {"tl/expected.hpp", {"core/expected.h"}},
    {"utf8proc.h", {"core/unicode.cc"}},
    {"iconv.h", {"core/charset.cc"}},
    {"rapidjson/", {"core/json.cc"}},
    {"toml++/", {"core/config.cc", "indexer/front_matter.cc"}},
    {"openssl/", {"core/digest.cc", "fetch/connection.cc"}},
    {"zlib.h", {"core/checksum.cc", "fetch/gzip.cc"}},
    {"brotli/", {"fetch/content_decoder.cc"}},
    {"uriparser/", {"core/url.cc"}},
    {"libstemmer.h", {"core/stem.cc"}},
    {"httplib.h", {"fetch/http_transport.cc", "searchd/http_speaker.cc"}},
    {"libxml/", {"indexer/html.cc"}},
    {"yaml-cpp/", {"indexer/front_matter.cc", "indexer/distill_front_matter.cc"}},
    {"cmark-gfm", {"indexer/markdown.cc"}},
    {"poppler", {"indexer/pdf.cc"}},
    {"xapian",
     {"indexer/index_writer.cc", "searchd/passage_index.cc", "searchd/passage_match.cc",
      "searchd/xapian_index.h", "searchd/xapian_postings.h", "searchd/xapian_postings.cc",
      "searchd/xapian_query.h", "searchd/xapian_query.cc", "searchd/xapian_score_source.h",
      "searchd/xapian_score_source.cc", "searchd/xapian_scorer.h", "searchd/xapian_scorer.cc",
      "searchd/xapian_spreads.h", "searchd/xapian_spreads.cc"}},
    {"CLI/", {"cli/"}},
};

// Headers of ours that name a library, for the few files that share it: each is included by
// no other file.
struct PrivateHeader {
  std::string header;
  Strings files;
};

const std::vector<PrivateHeader> kPrivateHeaders = {
    {"searchd/xapian_index.h",
     {"searchd/passage_index.cc", "searchd/passage_match.cc", "searchd/xapian_open_scores.h",
      "searchd/xapian_score_source.h", "searchd/xapian_scorer.h"}},
    {"searchd/xapian_open_scores.h", {"searchd/passage_match.cc", "searchd/xapian_open_scores.cc"}},
    {"searchd/xapian_postings.h", {"searchd/xapian_postings.cc", "searchd/xapian_scorer.h"}},
    {"searchd/xapian_query.h", {"searchd/passage_match.cc", "searchd/xapian_query.cc"}},
    {"searchd/xapian_score_source.h",
     {"searchd/passage_match.cc", "searchd/xapian_score_source.cc"}},
    {"searchd/xapian_scorer.h",
     {"searchd/passage_match.cc", "searchd/xapian_open_scores.h", "searchd/xapian_score_source.h",
      "searchd/xapian_scorer.cc"}},
    {"searchd/xapian_spreads.h",
     {"searchd/xapian_index.h", "searchd/xapian_scorer.h", "searchd/xapian_spreads.cc"}},
};

// Headers of C, POSIX and Linux. Those of C++ have neither a dot nor a slash in their names.
constexpr std::array<std::string_view, 27> kSystemHeaders = {
    "arpa/inet.h", "dirent.h", "errno.h",   "fcntl.h",  "grp.h",    "ifaddrs.h", "langinfo.h",
    "limits.h",    "locale.h", "malloc.h",  "netdb.h",  "poll.h",   "pthread.h", "pwd.h",
    "sched.h",     "signal.h", "spawn.h",   "stdint.h", "stdio.h",  "stdlib.h",  "string.h",
    "strings.h",   "syslog.h", "termios.h", "time.h",   "unistd.h", "wchar.h"};
constexpr std::array<std::string_view, 4> kSystemFolders = {"sys/", "net/", "netinet/", "linux/"};

bool is_system_header(std::string_view name) {
  if (name.find_first_of("./") == std::string_view::npos) return true;
  return std::find(kSystemHeaders.begin(), kSystemHeaders.end(), name) != kSystemHeaders.end() ||
         std::any_of(kSystemFolders.begin(), kSystemFolders.end(),
                     [&](std::string_view folder) { return name.starts_with(folder); });
}

Strings lines_of(std::string_view text) {
  Strings lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r"), text.size());
  const std::size_t end = text.find_last_not_of(" \t\r");
  return std::string(text.substr(begin, end == std::string_view::npos ? 0 : end + 1 - begin));
}

// What a line includes: `<name>` or `"name"`, with its quotes; empty where it includes nothing.
std::string include_of(std::string_view line) {
  std::string text = trimmed(line);
  if (!text.starts_with('#')) return {};
  text = trimmed(text.substr(1));
  constexpr std::string_view kInclude = "include";
  if (!text.starts_with(kInclude)) return {};
  text = trimmed(text.substr(kInclude.size()));
  if (text.size() < 2) return {};
  const std::size_t end = text.find(text.front() == '<' ? '>' : '"', 1);
  return text.substr(0, end == std::string::npos ? end : end + 1);
}

bool has(const Strings& strings, std::string_view string) {
  return std::find(strings.begin(), strings.end(), string) != strings.end();
}

bool may_name(const Library& library, const Source& source) {
  const bool is_exact = has(library.files, source.path);
  if (source.is_header()) return is_exact;
  return is_exact || std::any_of(library.files.begin(), library.files.end(), [&](const auto& file) {
           return file.ends_with('/') && source.path.starts_with(file);
         });
}

// What is wrong with one include; empty: nothing.
std::string problem_of_ours(const Source& source, std::string_view name) {
  const std::string target(name.substr(0, name.find('/')));
  const auto is_named = [](const std::string& room) {
    return [&room](const auto& entry) { return entry.first == room; };
  };
  if (std::none_of(kRooms.begin(), kRooms.end(), is_named(target))) {
    return "names no room: a library stands between < and >";
  }
  const auto from = std::find_if(kRooms.begin(), kRooms.end(), is_named(source.room()));
  if (from == kRooms.end()) return {};
  const Strings& allowed = from->second;
  if (!has(allowed, target)) return source.room().append(" does not include ").append(target);
  for (const auto& [header, files] : kPrivateHeaders) {
    if (name == header && !has(files, source.path)) return "the header is private to others";
  }
  return {};
}

std::string problem_of_library(const Source& source, std::string_view name) {
  if (is_system_header(name)) return {};
  for (const Library& library : kLibraries) {
    if (!name.starts_with(library.include)) continue;
    if (may_name(library, source)) return {};
    return source.is_header() ? "no header includes a library" : "the library lives elsewhere";
  }
  return "the library is not in the table of this test";
}

std::string place(const Source& source, std::size_t line) {
  return source.path + ":" + std::to_string(line + 1) + ": ";
}

Strings check_includes(const Source& source) {
  Strings problems;
  const Strings lines = lines_of(source.text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string include = include_of(lines[i]);
    if (include.empty()) continue;
    const std::string_view name = std::string_view(include).substr(1, include.size() - 2);
    const std::string problem =
        include.front() == '<' ? problem_of_library(source, name) : problem_of_ours(source, name);
    if (!problem.empty()) {
      problems.push_back(place(source, i).append(include).append(": ").append(problem));
    }
  }
  return problems;
}

Strings check_header(const Source& source) {
  if (!source.is_header()) return {};
  Strings problems;
  const Strings lines = lines_of(source.text);
  const auto is_comment = [](const std::string& line) { return line.starts_with("//"); };
  if (lines.empty() || !is_comment(lines.front())) {
    problems.push_back(place(source, 0) + "a header begins with what it is for");
  }
  const auto first = std::find_if_not(lines.begin(), lines.end(), is_comment);
  if (first == lines.end() || *first != "#pragma once") {
    problems.push_back(place(source, static_cast<std::size_t>(first - lines.begin())) +
                       "#pragma once follows the opening comment");
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (trimmed(lines[i]).starts_with("using namespace")) {
      problems.push_back(place(source, i) + "no header uses a whole namespace");
    }
  }
  return problems;
}

bool has_word(std::string_view line, std::string_view word) {
  const auto is_part = [&](std::size_t at) {
    return at < line.size() && (std::isalnum(static_cast<unsigned char>(line[at])) != 0);
  };
  for (std::size_t at = line.find(word); at != std::string_view::npos;
       at = line.find(word, at + 1)) {
    if ((at == 0 || !is_part(at - 1)) && !is_part(at + word.size())) return true;
  }
  return false;
}

// Spelled in two halves, or this file would break its own rule.
const Strings kForbidden = {std::string("TO") + "DO", std::string("FIX") + "ME",
                            "XX" + std::string("X")};

Strings check_text(const Source& source) {
  Strings problems;
  const Strings lines = lines_of(source.text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const std::string& word : kForbidden) {
      if (has_word(lines[i], word)) problems.push_back(place(source, i) + "says " + word);
    }
    if (source.is_code() && lines[i].find('\t') != std::string::npos) {
      problems.push_back(place(source, i) + "holds a tab");
    }
  }
  return problems;
}

bool is_skipped(const fs::path& folder) {
  const std::string name = folder.filename().string();
  return name == ".git" || name == "node_modules" || name.starts_with("build") ||
         (folder.parent_path().filename() == "index-data" && (name == "pages" || name == "index"));
}

bool is_read(const fs::path& file) {
  static const Strings kEndings = {".h", ".cc", ".md", ".cmake", ".toml", ".html", ".css", ".js"};
  const std::string name = file.filename().string();
  if (name.ends_with(".min.js") || name.ends_with(".min.css")) return false;  // not written by hand
  return name == "Makefile" || name == "CMakeLists.txt" ||
         std::find(kEndings.begin(), kEndings.end(), file.extension()) != kEndings.end();
}

std::vector<Source> sources() {
  const fs::path top = MI_SOURCE_DIR;
  std::vector<Source> found;
  for (auto it = fs::recursive_directory_iterator(top); it != fs::end(it); ++it) {
    if (it->is_directory()) {
      if (is_skipped(it->path())) it.disable_recursion_pending();
    } else if (it->is_regular_file() && is_read(it->path())) {
      std::ifstream file(it->path(), std::ios::binary);
      found.push_back({it->path().lexically_relative(top).generic_string(),
                       {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()}});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Source& a, const Source& b) { return a.path < b.path; });
  return found;
}

bool is_in_a_room(const Source& source) {
  return source.is_code() && std::any_of(kRooms.begin(), kRooms.end(), [&](const auto& room) {
           return room.first == source.room();
         });
}

Strings problems_of(const Source& source) {
  Strings problems = check_text(source);
  if (!is_in_a_room(source)) return problems;
  for (const auto& check : {check_includes, check_header}) {
    for (std::string& problem : check(source)) problems.push_back(std::move(problem));
  }
  return problems;
}

// A header compiles alone when the source beside it includes it first; of a header without one, the
// build makes such a source. What is wrong; empty: nothing.
std::string problem_of_first_include(const Source& source, const std::vector<Source>& all) {
  if (!source.path.ends_with(".cc")) return {};
  const std::string header = source.path.substr(0, source.path.size() - 2) + "h";
  if (std::none_of(all.begin(), all.end(), [&](const Source& s) { return s.path == header; })) {
    return {};
  }
  for (const std::string& line : lines_of(source.text)) {
    const std::string include = include_of(line);
    if (include.empty()) continue;
    if (include == '"' + header + '"') return {};
    break;
  }
  return source.path + ": does not include its own header first";
}

TEST(Layering, HoldsInTheWholeTree) {
  const std::vector<Source> all = sources();
  EXPECT_GT(std::count_if(all.begin(), all.end(), is_in_a_room), 10) << MI_SOURCE_DIR;
  for (const Source& source : all) {
    EXPECT_EQ(problem_of_first_include(source, all), "");
  }
  for (const Source& source : all) {
    for (const std::string& problem : problems_of(source)) ADD_FAILURE() << problem;
  }
}

// A wall that stops nobody is no wall: each breach is found, with its file and line.
TEST(Layering, FindsEachBreach) {
  const std::string start = "// Comment.\n#pragma once\n";
  const std::vector<std::pair<Source, std::string>> cases = {
      {{"fetch/a.cc", "#include \"indexer/b.h\"\n"},
       "fetch/a.cc:1: \"indexer/b.h\": fetch does not include indexer"},
      {{"indexer/a.cc", "\n#include \"searchd/b.h\"\n"},
       "indexer/a.cc:2: \"searchd/b.h\": indexer does not include searchd"},
      {{"searchd/a.cc", "#include \"fetch/b.h\"\n"},
       "searchd/a.cc:1: \"fetch/b.h\": searchd does not include fetch"},
      {{"core/a.cc", "  #  include \"fetch/b.h\"\n"},
       "core/a.cc:1: \"fetch/b.h\": core does not include fetch"},
      {{"searchd/a.cc", "#include \"cli/b.h\"\n"},
       "searchd/a.cc:1: \"cli/b.h\": searchd does not include cli"},
      {{"core/a.cc", "#include \"b.h\"\n"},
       "core/a.cc:1: \"b.h\": names no room: a library stands between < and >"},
      {{"core/a.h", start + "#include <fmt/format.h>\n"},
       "core/a.h:3: <fmt/format.h>: no header includes a library"},
      {{"core/a.h", start + "#include <tl/expected.hpp>\n"},
       "core/a.h:3: <tl/expected.hpp>: no header includes a library"},
      {{"cli/a.h", start + "#include <CLI/CLI.hpp>\n"},
       "cli/a.h:3: <CLI/CLI.hpp>: no header includes a library"},
      {{"core/a.cc", "#include <CLI/CLI.hpp>\n"},
       "core/a.cc:1: <CLI/CLI.hpp>: the library lives elsewhere"},
      {{"cli/a.cc", "#include <xapian.h>\n"},
       "cli/a.cc:1: <xapian.h>: the library lives elsewhere"},
      {{"searchd/searcher.cc", "#include <xapian.h>\n"},
       "searchd/searcher.cc:1: <xapian.h>: the library lives elsewhere"},
      {{"searchd/passage_index.h", start + "#include <xapian.h>\n"},
       "searchd/passage_index.h:3: <xapian.h>: no header includes a library"},
      {{"searchd/passage_index.h", start + "#include \"searchd/xapian_index.h\"\n"},
       "searchd/passage_index.h:3: \"searchd/xapian_index.h\": the header is private to others"},
      {{"searchd/a.cc", "#include <rapidjson/writer.h>\n"},
       "searchd/a.cc:1: <rapidjson/writer.h>: the library lives elsewhere"},
      {{"core/a.cc", "#include <boost/any.hpp>\n"},
       "core/a.cc:1: <boost/any.hpp>: the library is not in the table of this test"},
      {{"core/a.h", "#pragma once\n"}, "core/a.h:1: a header begins with what it is for"},
      {{"core/a.h", "// Comment.\n\n#pragma once\n"},
       "core/a.h:2: #pragma once follows the opening comment"},
      {{"core/a.h", "// Comment.\n"}, "core/a.h:2: #pragma once follows the opening comment"},
      {{"core/a.h", start + "  using namespace std;\n"},
       "core/a.h:3: no header uses a whole namespace"},
      {{"core/a.cc", "\n\tint a;\n"}, "core/a.cc:2: holds a tab"},
      {{"docs/a.md", "one\n(" + kForbidden[0] + ": more)\n"}, "docs/a.md:2: says " + kForbidden[0]},
      {{"web/a.js", "// " + kForbidden[1]}, "web/a.js:1: says " + kForbidden[1]},
      {{"Makefile", kForbidden[2] + "\n"}, "Makefile:1: says " + kForbidden[2]},
  };
  for (const auto& [source, expected] : cases) {
    EXPECT_EQ(problems_of(source), Strings{expected}) << source.path << "\n" << source.text;
  }
}

TEST(Layering, WantsEachSourceToIncludeItsOwnHeaderFirst) {
  const Source header{"core/a.h", "// Comment.\n#pragma once\n"};
  const std::string problem = "core/a.cc: does not include its own header first";
  const std::vector<std::pair<Source, std::string>> cases = {
      {{"core/a.cc", "// What it is.\n#include \"core/a.h\"\n#include <string>\n"}, ""},
      {{"core/a.cc", "#include <string>\n#include \"core/a.h\"\n"}, problem},
      {{"core/a.cc", "int a;\n"}, problem},
      {{"core/b.cc", "#include <string>\n"}, ""},
  };
  for (const auto& [source, expected] : cases) {
    EXPECT_EQ(problem_of_first_include(source, {header, source}), expected) << source.text;
  }
}

TEST(Layering, LetsThroughWhatIsAllowed) {
  const std::vector<Source> cases = {
      {"cli/a.cc", "#include <CLI/CLI.hpp>\n#include <fmt/format.h>\n#include \"fetch/b.h\"\n"},
      {"core/expected.h", "// Comment.\n// More.\n#pragma once\n#include <tl/expected.hpp>\n"},
      {"core/a.h", "// Comment.\n#pragma once\n#include <sys/stat.h>\n#include <string>\n"},
      {"searchd/xapian_index.h", "// Comment.\n#pragma once\n#include <xapian.h>\n"},
      {"searchd/passage_match.cc", "#include \"searchd/xapian_index.h\"\n"},
      {"tests/a_test.cc", "#include \"cli/a.h\"\n#include <gtest/gtest.h>\n"},
      {"core/a.cc", "// #include \"cli/a.h\"\nconst char* name = \"/tmp/" + kForbidden[2] +
                        kForbidden[2] + "\";\n"},
      {"Makefile", "all:\n\techo\n"},
  };
  for (const Source& source : cases) {
    EXPECT_EQ(problems_of(source), Strings()) << source.path << "\n" << source.text;
  }
}

}  // namespace
