#include "cli/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "core/unicode.h"

namespace mi {
namespace {

constexpr std::chrono::milliseconds kBetweenDraws{100};

std::size_t terminal_width() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string_view cut_to(std::string_view text, std::size_t columns) {
  std::size_t end = 0;
  for (std::size_t size = 0; end < text.size(); end += size) {
    decode_utf8(text, end, size);
    if (display_width(text.substr(0, end + size)) > columns) break;
  }
  return text.substr(0, end);
}

}  // namespace

Progress::Progress() : is_terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() { clear(); }

void Progress::show(const std::string& what, std::size_t done, std::size_t total,
                    const std::string& item) {
  draw(fmt::format("[{}/{}] {}: {}", done + 1, total, what, item));
}

void Progress::draw(std::string_view line) {
  const auto now = std::chrono::steady_clock::now();
  if (!is_terminal_ || (shown_ && now - last_ < kBetweenDraws)) return;
  last_ = now;
  shown_ = true;
  fmt::print(stderr, "\r\x1b[K{}", cut_to(printable(line), terminal_width() - 1));
  std::fflush(stderr);
}

void Progress::clear() {
  if (!shown_) return;
  fmt::print(stderr, "\r\x1b[K");
  std::fflush(stderr);
  shown_ = false;
}

std::string progress_bar(std::size_t done, std::size_t total, std::size_t columns) {
  const std::size_t full = total == 0 ? columns : std::min(done, total) * columns / total;
  return std::string(full, '#') + std::string(columns - full, '.');
}

}  // namespace mi
