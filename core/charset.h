// Charset: which character encoding a page is in, and the page as UTF-8. The only door to iconv.
//
// What is stored is what was sent; what is read is valid UTF-8: the decoding stands between the
// store and the readers.
#pragma once

#include <string>
#include <string_view>

namespace mi {

// The encoding's name, in lower case as the WHATWG Encoding Standard spells it ("utf-8", "euc-kr",
// "windows-1252", "utf-16le"); empty for a label that is none of the common ones. Labels are those
// of the standard, so "ks_c_5601-1987" and "cp949" are "euc-kr", and "iso-8859-1" is
// "windows-1252".
std::string_view charset_of_label(std::string_view label);

// What a page's bytes are in, by whoever knows best:
//   1. its byte order mark (UTF-8, UTF-16);
//   2. the charset of `content_type`, the header as sent ("text/html; charset=euc-kr");
//   3. a <meta charset> or <meta http-equiv=content-type> in its first 4 KiB;
//   4. else UTF-8.
// A label that nobody knows is passed over. A <meta> is not believed against the bytes: text that
// is valid UTF-8 and not all ASCII is UTF-8 (programs that save pages re-encode them and leave the
// <meta> as it was), and a page whose <meta> could be read as ASCII is not in UTF-16.
std::string_view detect_charset(std::string_view bytes, std::string_view content_type);

// The page as valid UTF-8, without its byte order mark. What is no character of its charset becomes
// U+FFFD. Total: any bytes give a text of at most 4 times their number, in linear time; where the
// system has no converter for a charset, the bytes are read as UTF-8. Thread-safe.
std::string decode_to_utf8(std::string_view bytes, std::string_view content_type);

}  // namespace mi
