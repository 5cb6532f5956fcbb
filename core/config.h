// Config: every setting, its default and its meaning. One TOML file; the command line overrides it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"

namespace mi {

struct FetchConfig {
  double delay = 1.0;                      // seconds between two requests to one host
  double refresh_after = 24.0 * 7;         // hours before a stored page is asked for again
  std::vector<std::string> allow_private;  // addresses that may be reached although not public
  std::vector<int> ports = {80, 443};      // ports that a link may name
  std::map<std::string, std::string> pin;  // host -> "address:port" to connect to instead of DNS
  std::map<std::string, int> follow;       // host -> 1: its hub pages' links are fetched too
  std::filesystem::path ca_file;           // PEM file of authorities; empty: the system's
  std::uint64_t max_wire_bytes = 64ULL << 20U;      // of one response as sent
  std::uint64_t max_decoded_bytes = 128ULL << 20U;  // of one response after gzip or brotli
  double stall_timeout = 30;                        // seconds without a byte
  double total_timeout = 300;                       // seconds for one response
  int max_redirects = 5;
};

struct IndexConfig {
  int passage_min_words =
      80;  // shorter sections stay as they are: a passage never crosses a heading
  int passage_max_words = 220;
  std::uint64_t max_note_bytes = 8ULL << 20U;  // a longer note is reported, not read
  int workers = 2;                             // processes that read inputs at the same time
  int worker_memory_mb = 1024;                 // what one of them may use, in MiB
  double worker_seconds = 60;                  // how long one input may take
};

struct SearchConfig {
  int results = 10;                // passages shown when -n is not given
  double title_weight = 4;         // occurrences that a word in a title counts for
  double heading_weight = 3;       // the same for a heading
  double bigram_weight = 0.5;      // of a Hangul 2-gram beside its word
  double proximity_weight = 0.1;   // of two adjacent query words found near each other
  double acronym_weight = 0.1;     // of an acronym's long form, and the reverse
  double name_weight = 2.5;        // of a word that names an author or the year
  double neighbour_weight = 0.15;  // share of the scores of the passages before and behind
  double feedback_weight = 0.2;  // of the words of the best passages, in the score of the best one
  int snippet_bytes = 320;       // aimed at; a window ends at a word
};

struct Config {
  std::vector<std::filesystem::path> notes;  // folders of Markdown notes
  std::filesystem::path data;                // pages/ and index/ live below it
  std::filesystem::path glossary;            // of your own; empty: glossary.tsv in `data`
  std::vector<std::string> sites = {"distill.pub", "transformer-circuits.pub",
                                    "physics.allen-zhu.com",
                                    "arxiv.org"};  // hosts that are fetched
  std::string listen = "127.0.0.1:8765";           // of mi-searchd
  std::vector<std::string> hosts;    // names by which mi-searchd is reached beside its address
  std::vector<std::string> origins;  // web sites whose pages may ask it: "https://a.org"
  std::filesystem::path token_file;  // of the token that clients must show; empty: none
  std::string contact;               // mail or web address told to the sites, in User-Agent
  FetchConfig fetch;
  IndexConfig index;
  SearchConfig search;
  std::filesystem::path file;  // where this was read from; empty: defaults only
};

// The defaults, with `data` as XDG says: $XDG_DATA_HOME/mi-search, else ~/.local/share/mi-search.
Config default_config();

// Which file is read: `option` (--config) if given, else $MI_SEARCH_CONFIG, else ./mi-search.toml
// if there, else $XDG_CONFIG_HOME/mi-search/config.toml (or below ~/.config) if there, else none
// ("").
std::filesystem::path find_config_file(const std::filesystem::path& option);

// Reads a configuration over the defaults. Relative paths are relative to the file's folder; "~"
// and "~/" are the home folder. Fails on TOML errors, on unknown keys and on values out of range,
// naming the key and the line.
Expected<Config> load_config(const std::filesystem::path& file);

// The configuration as a TOML file that load_config reads back, each key with its meaning.
std::string print_config(const Config& config);

}  // namespace mi
