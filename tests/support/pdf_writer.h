// PdfWriter: small PDF files, written by hand, whose every word stands where a test wants it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mi {

class PdfWriter {
 public:
  enum class Font { regular, bold };

  // A page of A4: 595 by 842 points. What is written next stands on it.
  void begin_page();

  // Text (ASCII; \256 and \257 are the ligatures fi and fl) whose base line begins `x` from the
  // left and `y` from the top.
  void write(double x, double y, double size, std::string_view text, Font font = Font::regular);

  // The same, turned to run upwards, as arXiv's stamp does.
  void write_turned(double x, double y, double size, std::string_view text);

  // "Title", "Author", "CreationDate".
  void set_info(std::string_view key, std::string_view value);

  // Locks the file with a password that nobody knows.
  void lock() { locked_ = true; }

  // A script that a viewer would run on opening.
  void set_script(std::string_view script) { script_ = script; }

  // The whole file.
  std::string finish() const;

 private:
  std::vector<std::string> pages_;  // their content streams
  std::string info_;
  std::string script_;
  bool locked_ = false;
};

}  // namespace mi
