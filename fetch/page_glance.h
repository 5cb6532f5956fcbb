// What one look at an HTML body says, without parsing it: enough to tell an article from a login
// form or an empty shell, and to know what the page calls itself.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace mi {

struct PageGlance {
  std::string title;  // of the first <title>, as written, trimmed; at most 500 bytes
  std::string
      canonical;  // href of the first <link rel=canonical>, as written; at most kMaxUrlBytes
  std::size_t text_bytes = 0;  // visible text less white space: outside tags, comments, <title>,
                               // <script>, <style>, <svg>, <template> and <noscript>
  bool has_script = false;
  bool has_password_field = false;
};

// Reads a page piece by piece. Total, one pass, linear, in little memory however long the page is:
// of one tag at most 64 KiB are looked at. A 20 MB page of base64 images takes a few milliseconds.
class Glancer {
 public:
  Glancer();
  void write(std::string_view piece);
  PageGlance finish();  // call once, at the end

  Glancer(Glancer&&) noexcept;
  Glancer& operator=(Glancer&&) noexcept;
  ~Glancer();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// The same of a page that is in memory.
PageGlance glance_at(std::string_view html);

// Text of less than this is no article.
inline constexpr std::size_t kLeastText = 200;

// A page that asks for a password and has less text than this is a login form. An article with a
// login box in its corner has more.
inline constexpr std::size_t kLeastTextBesideLogin = 2000;

// Why this is no page to keep: "a login form", "an empty shell: ..."; "" where nothing is wrong. A
// short page without a script is what it is.
std::string problem_with(const PageGlance& glance);

// Whether a path is that of a login page: one of its segments is "login", "signin", "sso" or the
// like. Whether such a page is wrong depends on what was asked for.
bool is_login_path(std::string_view path);

}  // namespace mi
