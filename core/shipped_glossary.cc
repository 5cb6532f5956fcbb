#include <iterator>
#include <utility>

#include "core/described_terms.h"
#include "core/glossary.h"

namespace mi {
namespace {

// Files of index-data/glossary as raw string literals, written by cmake/embed.cmake.
constexpr std::string_view kFieldTerms =
#include "core/field.tsv.inc"
    ;
constexpr std::string_view kEverydayTerms =
#include "core/everyday.tsv.inc"
    ;

// The others are long, and were made tables by core/write_tables.cc. Every compiler takes them.
#pragma GCC diagnostic ignored "-Woverlength-strings"
constexpr char kAcademicTable[] =
#include "core/academic-table.inc"
    ;
constexpr char kDescriptionWords[] =
#include "core/description-words.inc"
    ;
constexpr char kDescribedConcepts[] =
#include "core/description-concepts.inc"
    ;

// Of a literal, without its last zero.
template <std::size_t size>
constexpr std::string_view text_of(const char (&literal)[size]) {
  return {literal, size - 1};
}

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

std::string_view shipped_glossary_table() { return text_of(kAcademicTable); }

const DescribedTerms& shipped_descriptions() {
  static const DescribedTerms terms(text_of(kDescriptionWords), text_of(kDescribedConcepts));
  return terms;
}

}  // namespace mi
