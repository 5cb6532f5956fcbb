// Json: a JSON value, and the only door to the JSON library.
//
// Parsing is strict (RFC 8259), iterative and bounded: invalid UTF-8, trailing bytes, numbers that
// no double holds and nesting deeper than kMaxJsonDepth are errors, never crashes. Objects keep
// their order and equal keys. A whole number past 64 bits becomes a double.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/expected.h"

namespace mi {

inline constexpr int kMaxJsonDepth = 64;

class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;

  Json() = default;  // null
  Json(bool value) : value_(value) {}
  Json(double value) : value_(value) {}
  Json(std::int64_t value) : value_(value) {}
  Json(int value) : value_(static_cast<std::int64_t>(value)) {}
  Json(std::uint64_t value);  // a double from 2^63 on
  Json(std::string value) : value_(std::move(value)) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(const char* value) : value_(std::string(value)) {}
  Json(Array value) : value_(std::move(value)) {}
  Json(Object value) : value_(std::move(value)) {}
  Json(const std::vector<std::string>& values) : value_(Array(values.begin(), values.end())) {}

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  bool is_bool() const { return std::holds_alternative<bool>(value_); }
  bool is_int() const { return std::holds_alternative<std::int64_t>(value_); }
  bool is_string() const { return std::holds_alternative<std::string>(value_); }
  bool is_array() const { return std::holds_alternative<Array>(value_); }
  bool is_object() const { return std::holds_alternative<Object>(value_); }

  // The value, or the fallback where the value is of another type.
  std::string_view as_string(std::string_view fallback = {}) const;
  std::int64_t as_int(std::int64_t fallback = 0) const;  // a double is truncated
  double as_double(double fallback = 0) const;
  bool as_bool(bool fallback = false) const;
  const Array& as_array() const;    // empty where the value is no array
  const Object& as_object() const;  // empty where the value is no object

  // The first member of that name; null where there is none or the value is no object.
  const Json& operator[](std::string_view key) const;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

Expected<Json> parse_json(std::string_view text);

enum class JsonLayout { compact, indented };

// Writes valid JSON in UTF-8. Bytes of strings and keys that are not UTF-8 become U+FFFD; an
// infinite number and NaN become null.
std::string write_json(const Json& value, JsonLayout layout = JsonLayout::compact);

// Writes a text piece by piece, compactly, without a Json in memory: for answers that are long and
// many. Values are written as write_json() writes them; that they make one JSON text, with a key
// before each member's value, is the writer's business.
class JsonWriter {
 public:
  JsonWriter();

  void begin_object();
  void end_object();
  void begin_array();
  void end_array();
  void key(std::string_view name);

  void value(std::string_view text);
  void value(const std::string& text) { value(std::string_view(text)); }
  void value(const char* text) { value(std::string_view(text)); }
  void value(const std::vector<std::string>& texts);  // an array
  void value(bool truth);
  void value(double number);
  void value(int number) { value(std::int64_t{number}); }
  void value(std::int64_t number);
  void value(std::uint64_t number);

  template <class Value>
  void member(std::string_view name, const Value& of_it) {
    key(name);
    value(of_it);
  }

  // What was written; nothing is left here.
  std::string take();

  JsonWriter(JsonWriter&&) noexcept;
  JsonWriter& operator=(JsonWriter&&) noexcept;
  ~JsonWriter();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mi
