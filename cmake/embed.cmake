# Writes a text file as one C++ raw string literal: cmake -DIN=page.css -DOUT=page.css.inc -P embed.cmake
file(READ "${IN}" text)
string(FIND "${text}" ")asset\"" clash)
if(NOT clash EQUAL -1)
  message(FATAL_ERROR "${IN} holds the delimiter of its own literal")
endif()
file(WRITE "${OUT}" "R\"asset(${text})asset\"\n")
