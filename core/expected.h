// Expected<T>: a value, or an Error that says what happened and what to do next.
//
// Used at the edges only (files, network, configuration, index); parsers are total and return
// values. This is the one header of the house that includes a third-party header: tl::expected is
// the C++11 form of C++23's std::expected and is replaced by it when the toolchain has it.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace mi {

enum class ErrorKind {
  failure,  // something could not be done                      exit code 2
  passing,  // the same, but trying again may help: a timeout    exit code 2
  usage,    // the user asked for something that makes no sense  exit code 2
  locked,   // another program is writing to the same folder     exit code 75 (EX_TEMPFAIL)
};

struct Error {
  std::string
      message;       // what happened, naming the thing: "cannot read notes/a.md: permission denied"
  std::string hint;  // what to do next; may be empty
  ErrorKind kind = ErrorKind::failure;
};

template <class T>
using Expected = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(std::string message, std::string hint = {}) {
  return tl::unexpected<Error>(Error{std::move(message), std::move(hint), ErrorKind::failure});
}
inline tl::unexpected<Error> failure(Error error) {
  return tl::unexpected<Error>(std::move(error));
}
inline tl::unexpected<Error> passing_failure(std::string message, std::string hint = {}) {
  return tl::unexpected<Error>(Error{std::move(message), std::move(hint), ErrorKind::passing});
}
inline tl::unexpected<Error> usage_error(std::string message, std::string hint = {}) {
  return tl::unexpected<Error>(Error{std::move(message), std::move(hint), ErrorKind::usage});
}

}  // namespace mi
