// Markup of site generators: "{% sidenote "text" %}" of Jekyll and Eleventy, "{{< figure >}}" of
// Hugo, attribute lists of Pandoc and kramdown.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace mi {

struct TextRange {
  std::size_t begin = 0;  // bytes
  std::size_t end = 0;
};

// Whether a template (the text behind its opening bracket) shows all that it quotes: a sidenote.
bool is_aside(std::string_view inside);

// What a reader does not see of the template that is `text` from `begin` to `end`: all but what
// stands between the quotes of an aside, and of caption=, title=, alt=, text= and summary=. The
// ranges are in order; they join to the whole with what is seen between them.
std::vector<TextRange> hidden_parts(std::string_view text, std::size_t begin, std::size_t end);

// Behind the first `close` that stands outside of quotes, in which '\\' takes the next character
// for itself; npos where there is none.
std::size_t end_of_quoting_template(std::string_view text, std::string_view close);

// Bytes of the attribute list that the text begins with: "{#id .class width=50%}", "{: .class}"; 0
// where it begins with none. Behind a link or an image it may be settings only, "{width=50%}".
std::size_t attributes_size(std::string_view text, bool behind_link);

}  // namespace mi
