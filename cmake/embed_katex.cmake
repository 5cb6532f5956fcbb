# KaTeX as Debian ships it (libjs-katex, fonts-katex), taken into the program as it is by the assembler:
# its files are too long for string literals, and the fonts are no text. Makes, in the current build
# folder, katex.S; katex_symbols.inc, which declares where each file begins and ends; and katex_fonts.inc,
# a line a font: {"file name", between(begin, end)},
find_path(KATEX katex.min.js PATHS /usr/share/javascript/katex REQUIRED
          DOC "The folder of KaTeX's files: Debian's package libjs-katex")
file(GLOB fonts ${KATEX}/fonts/*.woff2)
if(NOT fonts)
  message(FATAL_ERROR "there are no fonts in ${KATEX}/fonts: install fonts-katex")
endif()

set(symbols "")
set(assembly "# Written by cmake/embed_katex.cmake.\n.section .note.GNU-stack,\"\",%progbits\n.section .rodata\n")
function(embed symbol file)
  string(APPEND assembly ".global ${symbol}\n.global ${symbol}_end\n"
                         "${symbol}:\n.incbin \"${file}\"\n${symbol}_end:\n")
  string(APPEND symbols "extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n")
  set(assembly "${assembly}" PARENT_SCOPE)
  set(symbols "${symbols}" PARENT_SCOPE)
endfunction()

embed(mi_katex_script ${KATEX}/katex.min.js)
embed(mi_katex_style ${KATEX}/katex.min.css)
set(entries "")
foreach(font ${fonts})
  get_filename_component(name ${font} NAME)
  string(MAKE_C_IDENTIFIER ${name} symbol)
  embed(mi_font_${symbol} ${font})
  string(APPEND entries "{\"${name}\", between(mi_font_${symbol}, mi_font_${symbol}_end)},\n")
endforeach()
file(CONFIGURE OUTPUT katex.S CONTENT "${assembly}" @ONLY)
file(CONFIGURE OUTPUT katex_symbols.inc CONTENT "${symbols}" @ONLY)
file(CONFIGURE OUTPUT katex_fonts.inc CONTENT "${entries}" @ONLY)
set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/katex.S PROPERTIES
  OBJECT_DEPENDS "${KATEX}/katex.min.js;${KATEX}/katex.min.css;${fonts}")
