#include "core/json.h"

#include <fmt/format.h>

// Lets the library copy what needs no escape many bytes at a time.
#if defined(__SSE2__)
#define RAPIDJSON_SSE2
#elif defined(__ARM_NEON)
#define RAPIDJSON_NEON
#endif
#include <rapidjson/error/en.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

#include "core/unicode.h"

namespace mi {
namespace {

// Builds a Json from rapidjson's events; stops the parse when it nests too deep.
class Builder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Builder> {
 public:
  bool Null() { return add(Json()); }
  bool Bool(bool value) { return add(Json(value)); }
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) { return number({text, size}); }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    return is_text({text, size}) && add(Json(std::string(text, size)));
  }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    open_.back().key.assign(text, size);
    return is_text({text, size});
  }
  bool StartObject() { return open(true); }
  bool StartArray() { return open(false); }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool EndArray(rapidjson::SizeType) { return close(); }

  Json take() { return std::move(root_); }

  // Why this builder stopped the parse; empty: it did not.
  const std::string& problem() const { return problem_; }

 private:
  struct Container {
    bool is_object = false;
    std::string key;  // of the member being read
    Json::Object members;
    Json::Array elements;
  };

  bool open(bool is_object) {
    if (open_.size() >= static_cast<std::size_t>(kMaxJsonDepth)) {
      problem_ = fmt::format("nested deeper than {}", kMaxJsonDepth);
      return false;
    }
    open_.push_back({is_object, {}, {}, {}});
    return true;
  }

  // The library's own doubles may be a few bits off, and its exact ones crash on "0.000...1".
  bool number(std::string_view text) {
    const char* const end = text.data() + text.size();
    std::int64_t whole = 0;
    if (const auto read = std::from_chars(text.data(), end, whole);
        read.ec == std::errc() && read.ptr == end) {
      return add(Json(whole));
    }
    double real = 0;
    if (std::from_chars(text.data(), end, real).ec == std::errc()) return add(Json(real));
    problem_ = "a number out of range";
    return false;
  }

  // The library checks raw bytes, but lets the escape of a low surrogate alone ("\udc00") pass.
  bool is_text(std::string_view text) {
    if (is_valid_utf8(text)) return true;
    problem_ = "half of a surrogate pair";
    return false;
  }

  bool close() {
    Container done = std::move(open_.back());
    open_.pop_back();
    return add(done.is_object ? Json(std::move(done.members)) : Json(std::move(done.elements)));
  }

  bool add(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (Container& top = open_.back(); top.is_object) {
      top.members.emplace_back(std::move(top.key), std::move(value));
    } else {
      top.elements.push_back(std::move(value));
    }
    return true;
  }

  std::vector<Container> open_;
  Json root_;
  std::string problem_;
};

constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

template <class Writer>
void write(Writer& writer, const Json& value);

template <class Writer>
void write_text(Writer& writer, std::string_view text) {
  if (is_valid_utf8(text)) {
    writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  } else {
    const std::string valid = to_valid_utf8(text);
    writer.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
  }
}

// For NaN and infinity the library would write nothing at all.
template <class Writer>
void write_number(Writer& writer, double number) {
  if (std::isfinite(number)) {
    writer.Double(number);
  } else {
    writer.Null();
  }
}

template <class Writer>
void write_object(Writer& writer, const Json::Object& object) {
  writer.StartObject();
  for (const auto& [key, member] : object) {
    write_text(writer, key);
    write(writer, member);
  }
  writer.EndObject();
}

template <class Writer>
void write_array(Writer& writer, const Json::Array& array) {
  writer.StartArray();
  for (const Json& element : array) write(writer, element);
  writer.EndArray();
}

// Recursion is bounded: our own answers are shallow, and parsed values nest kMaxJsonDepth at most.
template <class Writer>
void write(Writer& writer, const Json& value) {
  if (value.is_object()) {
    write_object(writer, value.as_object());
  } else if (value.is_array()) {
    write_array(writer, value.as_array());
  } else if (value.is_string()) {
    write_text(writer, value.as_string());
  } else if (value.is_bool()) {
    writer.Bool(value.as_bool());
  } else if (value.is_int()) {
    writer.Int64(value.as_int());
  } else {
    write_number(writer, value.as_double(kNotANumber));  // null is none either
  }
}

const Json kNull;

tl::unexpected<Error> not_json(std::string_view why, std::size_t at) {
  return failure(fmt::format("not JSON: {} (byte {})", why, at));
}

}  // namespace

Json::Json(std::uint64_t value) {
  if (value <= static_cast<std::uint64_t>(INT64_MAX)) {
    value_ = static_cast<std::int64_t>(value);
  } else {
    value_ = static_cast<double>(value);
  }
}

Expected<Json> parse_json(std::string_view text) {
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag |
                              rapidjson::kParseValidateEncodingFlag |
                              rapidjson::kParseNumbersAsStringsFlag;
  rapidjson::MemoryStream stream(text.data(), text.size());
  rapidjson::Reader reader;
  Builder builder;
  const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, builder);
  if (!builder.problem().empty()) return not_json(builder.problem(), result.Offset());
  if (result.IsError()) {
    return not_json(rapidjson::GetParseError_En(result.Code()), result.Offset());
  }
  // The library takes a NUL byte for the end of the text.
  if (stream.Tell() != text.size()) return not_json("a NUL byte", stream.Tell());
  return builder.take();
}

std::string write_json(const Json& value, JsonLayout layout) {
  rapidjson::StringBuffer buffer;
  if (layout == JsonLayout::indented) {
    rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(buffer);
    writer.SetIndent(' ', 2);
    write(writer, value);
  } else {
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    write(writer, value);
  }
  return {buffer.GetString(), buffer.GetSize()};
}

struct JsonWriter::Impl {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer{buffer};
};

JsonWriter::JsonWriter() : impl_(std::make_unique<Impl>()) {}
JsonWriter::JsonWriter(JsonWriter&&) noexcept = default;
JsonWriter& JsonWriter::operator=(JsonWriter&&) noexcept = default;
JsonWriter::~JsonWriter() = default;

void JsonWriter::begin_object() { impl_->writer.StartObject(); }
void JsonWriter::end_object() { impl_->writer.EndObject(); }
void JsonWriter::begin_array() { impl_->writer.StartArray(); }
void JsonWriter::end_array() { impl_->writer.EndArray(); }
void JsonWriter::key(std::string_view name) { write_text(impl_->writer, name); }
void JsonWriter::value(std::string_view text) { write_text(impl_->writer, text); }
void JsonWriter::value(bool truth) { impl_->writer.Bool(truth); }
void JsonWriter::value(double number) { write_number(impl_->writer, number); }
void JsonWriter::value(std::int64_t number) { impl_->writer.Int64(number); }
void JsonWriter::value(std::uint64_t number) { write(impl_->writer, Json(number)); }

void JsonWriter::value(const std::vector<std::string>& texts) {
  begin_array();
  for (const std::string& text : texts) value(text);
  end_array();
}

std::string JsonWriter::take() {
  std::string text(impl_->buffer.GetString(), impl_->buffer.GetSize());
  impl_ = std::make_unique<Impl>();
  return text;
}

std::string_view Json::as_string(std::string_view fallback) const {
  const auto* value = std::get_if<std::string>(&value_);
  return value == nullptr ? fallback : std::string_view(*value);
}

std::int64_t Json::as_int(std::int64_t fallback) const {
  if (const auto* value = std::get_if<std::int64_t>(&value_)) return *value;
  if (const auto* value = std::get_if<double>(&value_)) {
    // Outside +-2^63 the conversion is undefined.
    return *value > -9.2e18 && *value < 9.2e18 ? static_cast<std::int64_t>(*value) : fallback;
  }
  return fallback;
}

double Json::as_double(double fallback) const {
  if (const auto* value = std::get_if<double>(&value_)) return *value;
  if (const auto* value = std::get_if<std::int64_t>(&value_)) return static_cast<double>(*value);
  return fallback;
}

bool Json::as_bool(bool fallback) const {
  const auto* value = std::get_if<bool>(&value_);
  return value == nullptr ? fallback : *value;
}

const Json::Array& Json::as_array() const {
  static const Array kEmpty;
  const auto* value = std::get_if<Array>(&value_);
  return value == nullptr ? kEmpty : *value;
}

const Json::Object& Json::as_object() const {
  static const Object kEmpty;
  const auto* value = std::get_if<Object>(&value_);
  return value == nullptr ? kEmpty : *value;
}

const Json& Json::operator[](std::string_view key) const {
  for (const auto& [name, member] : as_object()) {
    if (name == key) return member;
  }
  return kNull;
}

}  // namespace mi
