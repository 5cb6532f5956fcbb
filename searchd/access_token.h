// AccessToken: the secret that clients show where others could reach the daemon. A program sends it
// with each request ("Authorization: Bearer ..."); a browser opens a link that works once, and is
// given a cookie. Nothing is kept but the secret: links and cookies are signed with it, and end
// when it changes.
//
// May be used in several threads at once.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "core/expected.h"
#include "core/time.h"

namespace mi {

inline constexpr std::size_t kMinTokenBytes = 32;
inline constexpr std::size_t kMaxTokenBytes = 512;
inline constexpr std::chrono::minutes kLinkLifetime{10};
inline constexpr std::chrono::hours kSessionLifetime{24 * 30};

class AccessToken {
 public:
  explicit AccessToken(std::string secret) : secret_(std::move(secret)) {}
  AccessToken(const AccessToken&) = delete;
  AccessToken& operator=(const AccessToken&) = delete;

  // From the first line of a file that nobody but its owner can read. Fails on a shorter or longer
  // secret, on one with white space or control characters, and on a file that others can read.
  static Expected<std::shared_ptr<AccessToken>> read(const std::filesystem::path& file);

  // Whether a request may pass, by its Authorization or its Cookie header.
  bool lets_pass(std::string_view authorization, std::string_view cookies, TimePoint time) const;

  // The code of a link: letters, digits and '-'. Holds for kLinkLifetime.
  std::string make_code(TimePoint time) const;

  // True once for each code that holds.
  bool take_code(std::string_view code, TimePoint time);

  // The Set-Cookie header of a session that holds for kSessionLifetime.
  std::string session_cookie(TimePoint time) const;

 private:
  std::string signature(std::string_view purpose, std::string_view text) const;
  bool is_session(std::string_view value, TimePoint time) const;

  std::string secret_;
  std::mutex mutex_;
  std::map<std::string, TimePoint> taken_;  // codes that were used, until they end by themselves
};

}  // namespace mi
