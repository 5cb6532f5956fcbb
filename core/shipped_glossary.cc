#include "core/glossary.h"

namespace mi {
namespace {

// index-data/glossary/field.tsv as one raw string literal, written by cmake/embed.cmake.
constexpr std::string_view kFieldTerms =
#include "core/field.tsv.inc"
    ;

}  // namespace

const GlossaryText& shipped_glossary() {
  static const GlossaryText text = read_glossary_text(kFieldTerms);
  return text;
}

}  // namespace mi
