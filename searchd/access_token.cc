#include "searchd/access_token.h"

#include <fmt/format.h>
#include <sys/random.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "core/digest.h"
#include "core/file.h"

namespace mi {
namespace {

constexpr std::string_view kCookie = "mi_session";
constexpr std::string_view kHint = "Make one: (umask 077; head -c 32 /dev/urandom | base64 > FILE)";

std::string random_name() {
  std::array<char, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    throw std::runtime_error("no random bytes");
  return to_hex({bytes.data(), bytes.size()});
}

std::optional<TimePoint> seconds_in(std::string_view text) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return TimePoint(std::chrono::seconds(seconds));
}

std::string end_of(TimePoint time, std::chrono::seconds lifetime) {
  return std::to_string((time + lifetime).time_since_epoch().count());
}

// The text and its signature of "text-signature".
std::pair<std::string_view, std::string_view> split_signed(std::string_view text) {
  const std::size_t dash = std::min(text.rfind('-'), text.size());
  return {text.substr(0, dash), text.substr(std::min(dash + 1, text.size()))};
}

bool is_visible(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

}  // namespace

Expected<std::shared_ptr<AccessToken>> AccessToken::read(const std::filesystem::path& file) {
  struct stat info {};
  if (::stat(file.c_str(), &info) == 0 && (info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return usage_error(fmt::format("others can read the token in {}", file.string()),
                       fmt::format("chmod 600 {}", file.string()));
  }
  const Expected<std::string> bytes = read_file(file, kMaxTokenBytes + 2);
  if (!bytes) return usage_error(bytes.error().message, std::string(kHint));
  std::string secret = bytes->substr(0, bytes->find_first_of("\r\n"));
  if (secret.size() < kMinTokenBytes || secret.size() > kMaxTokenBytes || !is_visible(secret)) {
    return usage_error(fmt::format("the token in {} is not one of {} to {} visible characters",
                                   file.string(), kMinTokenBytes, kMaxTokenBytes),
                       std::string(kHint));
  }
  return std::make_shared<AccessToken>(std::move(secret));
}

std::string AccessToken::signature(std::string_view purpose, std::string_view text) const {
  return to_hex(hmac_sha256(secret_, fmt::format("{}\n{}", purpose, text)));
}

bool AccessToken::lets_pass(std::string_view authorization, std::string_view cookies,
                            TimePoint time) const {
  constexpr std::string_view kBearer = "Bearer ";
  if (authorization.starts_with(kBearer) &&
      is_equal_in_constant_time(authorization.substr(kBearer.size()), secret_)) {
    return true;
  }
  while (!cookies.empty()) {
    std::string_view cookie = cookies.substr(0, cookies.find(';'));
    cookies.remove_prefix(std::min(cookie.size() + 1, cookies.size()));
    cookie.remove_prefix(std::min(cookie.find_first_not_of(' '), cookie.size()));
    const std::size_t equals = std::min(cookie.find('='), cookie.size());
    const bool is_ours = cookie.substr(0, equals) == kCookie;
    if (is_ours && is_session(cookie.substr(std::min(equals + 1, cookie.size())), time))
      return true;
  }
  return false;
}

bool AccessToken::is_session(std::string_view value, TimePoint time) const {
  const auto [end, signed_as] = split_signed(value);
  if (!is_equal_in_constant_time(signed_as, signature("session", end))) return false;
  const std::optional<TimePoint> holds_until = seconds_in(end);
  return holds_until && time < *holds_until;
}

std::string AccessToken::make_code(TimePoint time) const {
  const std::string text = end_of(time, kLinkLifetime) + "-" + random_name();
  return text + "-" + signature("link", text);
}

bool AccessToken::take_code(std::string_view code, TimePoint time) {
  const auto [text, signed_as] = split_signed(code);
  if (!is_equal_in_constant_time(signed_as, signature("link", text))) return false;
  const std::optional<TimePoint> holds_until = seconds_in(text.substr(0, text.find('-')));
  if (!holds_until || time >= *holds_until) return false;
  const std::lock_guard lock(mutex_);
  std::erase_if(taken_, [time](const auto& entry) { return time >= entry.second; });
  return taken_.emplace(text, *holds_until).second;
}

std::string AccessToken::session_cookie(TimePoint time) const {
  const std::string end = end_of(time, kSessionLifetime);
  return fmt::format("{}={}-{}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax", kCookie, end,
                     signature("session", end), std::chrono::seconds(kSessionLifetime).count());
}

}  // namespace mi
