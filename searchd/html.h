// Html: markup under construction, in which text of others cannot become markup.
//
// Markup can only be a literal of this program (checked by the compiler); everything else goes in
// as text and is escaped there, at the last moment.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace mi {

// The text for an element's content or for an attribute in quotes: & < > " ' become references;
// bytes that are not UTF-8, and control characters that HTML forbids, become U+FFFD.
std::string escape_html(std::string_view text);

// A string literal. Anything that is only known when the program runs does not compile.
class Literal {
 public:
  consteval Literal(const char* text) : text_(text) {}
  constexpr std::string_view view() const { return text_; }

 private:
  std::string_view text_;
};

class Html {
 public:
  Html& raw(Literal markup) {
    out_ += markup.view();
    return *this;
  }
  Html& text(std::string_view untrusted) {
    out_ += escape_html(untrusted);
    return *this;
  }
  Html& add(const Html& other) {
    out_ += other.out_;
    return *this;
  }
  const std::string& str() const { return out_; }

 private:
  std::string out_;
};

}  // namespace mi
