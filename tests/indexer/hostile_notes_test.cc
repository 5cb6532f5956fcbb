// Notes that somebody made to be expensive: what each costs in memory and time, and what is left of
// its text. Each is read in a process of its own, whose peak the kernel counts.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config.h"
#include "indexer/note.h"
#include "indexer/passages.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif
#else
constexpr bool kSanitized = false;
#endif

namespace mi {
namespace {

constexpr std::size_t kSize = 8U << 20U;   // max_note_bytes
constexpr long kMostMemory = 200L * 1024;  // KiB, with the note itself and its passages
constexpr long kMostSeconds = 20;          // of processor time; 1 to 5 are normal

struct Hostile {
  std::string name;
  std::function<std::string()> text;  // made in the process that reads it
  bool hides = false;                 // a reader does not see all of its text
};

std::string fill(std::string_view piece, std::size_t size = kSize) {
  std::string out;
  out.reserve(size + piece.size());
  while (out.size() + piece.size() <= size) out += piece;
  return out;
}

// "before0after before1after" and so on.
std::string count(std::string_view before, std::string_view after) {
  std::string out;
  for (int i = 0; out.size() < kSize; ++i) {
    out += before;
    out += std::to_string(i);
    out += after;
  }
  return out;
}

std::string shown(std::string_view piece) {
  std::string out;
  for (const char c : piece) out += c == '\n' ? '/' : c;
  return out;
}

constexpr auto kPieces = std::to_array<std::string_view>({"[",
                                                          "*",
                                                          "`",
                                                          "<",
                                                          ">",
                                                          "|",
                                                          "$a",
                                                          "- ",
                                                          "> ",
                                                          "1. ",
                                                          "*a*",
                                                          "**a** ",
                                                          "_a_ ",
                                                          "~a~ ",
                                                          "`a`",
                                                          "[a](b)",
                                                          "![a](b)",
                                                          "[a]",
                                                          "]: ",
                                                          "<b>",
                                                          "<a b>",
                                                          "<!-- a -->",
                                                          "<?a ",
                                                          "&amp;",
                                                          "\\*",
                                                          "a\n",
                                                          "a\n\n",
                                                          "- a\n",
                                                          "- a\n\n",
                                                          "- [x] a\n",
                                                          "> a\n\n",
                                                          "*a\n\n",
                                                          "\\\n",
                                                          "a  \n",
                                                          "# a\n",
                                                          "a\n===\n",
                                                          "#a ",
                                                          "|a",
                                                          "|a|b|c\n|-|-|-\n",
                                                          "$a$",
                                                          "$$a$$\n",
                                                          "\\(x\\)",
                                                          "{{< a >}}",
                                                          "{% a %}",
                                                          "{% ",
                                                          "[[a]]",
                                                          "![[a]]",
                                                          "http://a.b ",
                                                          "[a](http://a.b) ",
                                                          "[^a]",
                                                          "[^a]: b\n",
                                                          "[a]: b\n",
                                                          "```\n",
                                                          "```\na\n```\n",
                                                          "    a\n\nb\n",
                                                          "***\n",
                                                          "\n",
                                                          "<p>\n\n",
                                                          "<script>",
                                                          "\xFF",
                                                          "e\xCC\x81",
                                                          "**가(a)**은 "});

// Each heading stands in the path of all that follow.
std::string long_headings() {
  std::string out;
  for (std::size_t level = 1; level < 6; ++level) {
    out += std::string(level, '#') + " " + std::string(4000, 'x') + "\n";
  }
  return out;
}

std::vector<Hostile> shaped() {
  constexpr std::size_t kHalf = kSize / 2;
  constexpr std::size_t kThird = kSize / 3;
  return {
      {"tags", [] { return count("#a", " "); }},
      {"definitions", [] { return count("[a", "]: b\n"); }},
      {"footnotes", [] { return count("[^a", "]: b\n\n"); }},
      {"headings", [] { return count("# a", "\n"); }},
      {"addresses", [] { return count("http://a.b/", " "); }},
      {"a long heading over many",
       [] { return "# " + std::string(kHalf, 'x') + "\n" + fill("## a\nb\n", kHalf); }},
      {"five long headings over many", [] { return long_headings() + fill("###### a\nb\n"); }},
      {"a wide table",
       [] { return fill("|a", kThird) + "\n" + fill("|-", kThird) + "\n" + fill("|b\n", kThird); }},
      {"a table of short rows", [] { return "|a|b|c|d|\n|-|-|-|-|\n" + fill("|\n"); }},
      {"a definition used",
       [] { return "[a]: " + std::string(kHalf, 'x') + "\n\n" + fill("[a] ", kHalf); }},
      {"deep quotes", [] { return std::string(kHalf, '>') + fill("a\n", kHalf); }},
      {"deep lists", [] { return fill("- ", kHalf) + fill("a\n", kHalf); }},
      {"front matter", [] { return "---\na: " + fill("["); }},
  };
}

bool holds(const Document& document, std::string_view word) {
  for (const Section& section : document.sections) {
    for (const Block& block : section.blocks) {
      if (block.text.find(word) != std::string::npos) return true;
    }
  }
  return false;
}

constexpr int kAllWell = 0;
constexpr int kWordsLost = 1;

// Reads a note in a child process; gives its wait status.
int read_in_child(const Hostile& note, rusage& usage) {
  const pid_t child = ::fork();
  if (child == 0) {
    const rlimit time{kMostSeconds, kMostSeconds};
    ::setrlimit(RLIMIT_CPU, &time);
    const Document document = read_note(note.text(), "a.md", "/a.md");
    split_passages(document, IndexConfig());
    const bool whole = holds(document, "firstneedle") && holds(document, "lastneedle");
    ::_exit(whole || note.hides ? kAllWell : kWordsLost);
  }
  int status = -1;
  ::wait4(child, &status, 0, &usage);
  return status;
}

void expect_cheap(const Hostile& note) {
  rusage usage{};
  const int status = read_in_child(note, usage);
  ASSERT_TRUE(WIFEXITED(status)) << note.name << " took too long";
  EXPECT_EQ(WEXITSTATUS(status), kAllWell) << note.name << " lost words";
  const long memory = kSanitized ? 0 : usage.ru_maxrss;
  EXPECT_LT(memory, kMostMemory) << note.name;
}

class RepeatedPiece : public testing::TestWithParam<std::size_t> {};

TEST_P(RepeatedPiece, CostsLittle) {
  const std::string_view piece = kPieces.at(GetParam());
  const auto text = [piece] {
    const std::string half = fill(piece, kSize / 2);
    return half + "\n\nfirstneedle\n\n" + half + "\n\nlastneedle\n";
  };
  const bool hides = piece == "<script>";  // up to its end, as in a browser
  expect_cheap({shown(piece), text, hides});
}

INSTANTIATE_TEST_SUITE_P(HostileNotes, RepeatedPiece,
                         testing::Range<std::size_t>(0, kPieces.size()));

class BuiltToMultiply : public testing::TestWithParam<std::size_t> {};

TEST_P(BuiltToMultiply, CostsLittle) {
  const Hostile note = shaped().at(GetParam());
  const auto text = [&note] { return "firstneedle\n\n" + note.text() + "\n\nlastneedle\n"; };
  expect_cheap({note.name, text});
}

INSTANTIATE_TEST_SUITE_P(HostileNotes, BuiltToMultiply,
                         testing::Range<std::size_t>(0, shaped().size()));

}  // namespace
}  // namespace mi
