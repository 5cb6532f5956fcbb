// gzip (RFC 1952), both ways. The room's only door to zlib.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace mi {

// How a gzip member begins: the magic number and the one method that there is (RFC 1952, 2.3.1).
inline constexpr std::string_view kGzipMagic = "\x1f\x8b\x08";

// The bytes as one member, without a name or a time: the same bytes give the same member.
std::string gzip_member(std::string_view bytes);

// Undoes one member piece by piece, in constant memory. One byte gives at most 1032 (zlib's format
// allows no more), so time is linear in what goes in.
class Inflater {
 public:
  enum class State {
    more,     // the member goes on
    done,     // it has ended and its checksum is right
    damaged,  // it is no gzip, or not what was packed; nothing more comes
  };

  struct Step {
    State state = State::more;
    std::size_t used = 0;      // bytes taken from what was given
    std::string_view decoded;  // at most 64 KiB; lives until the next step
  };

  Inflater();
  Inflater(Inflater&&) noexcept;
  Inflater& operator=(Inflater&&) noexcept;
  ~Inflater();

  // Takes the next bytes as far as they fit into one step. To be called again with the rest, and
  // with nothing, until a step neither uses nor decodes anything.
  Step step(std::string_view encoded);

  void start_next_member();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mi
