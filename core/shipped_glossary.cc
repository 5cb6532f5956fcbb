#include <iterator>
#include <utility>

#include "core/glossary.h"

namespace mi {
namespace {

// The files of index-data/glossary as raw string literals, written by cmake/embed.cmake.
constexpr std::string_view kFieldTerms =
#include "core/field.tsv.inc"
    ;
constexpr std::string_view kEverydayTerms =
#include "core/everyday.tsv.inc"
    ;

GlossaryText read_all() {
  GlossaryText text = read_glossary_text(kFieldTerms);
  GlossaryText everyday = read_glossary_text(kEverydayTerms);
  std::move(everyday.entries.begin(), everyday.entries.end(), std::back_inserter(text.entries));
  return text;
}

}  // namespace

const GlossaryText& shipped_glossary() {
  static const GlossaryText text = read_all();
  return text;
}

}  // namespace mi
