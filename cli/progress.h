// Progress: one line on the terminal that says what is going on, overwritten as it changes.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace mi {

// Writes to stderr, and only where that is a terminal: pipes, files and cron see nothing of it.
// Drawn at most ten times a second, so that a fast job is not slowed down by its own progress.
class Progress {
 public:
  Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();  // clears the line

  bool is_terminal() const { return is_terminal_; }

  // "[12/40] indexing papers: https://..."; cut to the terminal's width.
  void show(const std::string& what, std::size_t done, std::size_t total, const std::string& item);

  // A line of the caller's own, cut to the terminal's width.
  void draw(std::string_view line);

  void clear();

 private:
  bool is_terminal_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_{};
};

// "########........": how much of `total` is done, in `columns` letters.
std::string progress_bar(std::size_t done, std::size_t total, std::size_t columns);

}  // namespace mi
