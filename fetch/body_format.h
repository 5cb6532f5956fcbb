// What a body is, by its own bytes first: servers and error pages say what they like.
#pragma once

#include <optional>
#include <string_view>

namespace mi {

enum class BodyFormat { html, pdf, text };

// "html", "pdf", "txt".
std::string_view extension_of(BodyFormat format);

// The format, or nothing where the body is none that can be indexed (an image, an archive, XML that
// is no page, JSON, an empty body). `content_type` is the header as sent and may be empty; it
// decides between HTML and plain text, which bytes alone cannot, and says what charset the bytes
// are text in (core/charset.h: UTF-16 has a zero in every second byte). Looks at the first 4 KiB.
std::optional<BodyFormat> detect_format(std::string_view body, std::string_view content_type);

}  // namespace mi
