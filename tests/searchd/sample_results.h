// Results made by hand: two papers and a note, in English and Korean.
#pragma once

#include <string>
#include <utility>

#include "core/results.h"

namespace mi {

inline DocumentInfo sample_paper() {
  DocumentInfo paper;
  paper.id = "https://a.org/toy/";
  paper.kind = DocumentKind::paper;
  paper.url = "https://a.org/toy/";
  paper.title = "Toy Models";
  paper.authors = {"Ada One", "Bo Two"};
  paper.date = "2022-09-14";
  paper.site = "a.org";
  paper.language = "en";
  paper.fetched = "2026-01-01T00:00:00Z";
  return paper;
}

inline DocumentInfo sample_note() {
  DocumentInfo note;
  note.id = "중첩.md";
  note.kind = DocumentKind::note;
  note.url = "/home/me/notes/중첩.md";
  note.title = "중첩 메모";
  note.language = "ko";
  note.tags = {"중첩"};
  note.draft = true;
  return note;
}

inline Hit sample_hit(std::size_t rank, std::size_t document, std::string text) {
  Hit hit;
  hit.rank = rank;
  hit.score = 10.0 - static_cast<double>(rank);
  hit.document = document;
  hit.passage.text = text;
  hit.snippet.text = std::move(text);
  return hit;
}

inline Results sample_results() {
  Results results;
  results.query = "중첩 superposition";
  results.generation = "papers-000001 notes-000002";
  results.estimated_total = 3;
  results.took_ms = 1.25;
  results.documents = {sample_paper(), sample_note()};

  Hit first = sample_hit(1, 0, "Features in 𝒙 share directions: superposition.");
  first.passage.heading_path = {"Motivation", "The Hypothesis"};
  first.passage.anchor = "hypothesis";
  first.snippet.marks = {{35, 48}};

  Hit second = sample_hit(2, 1, "중첩은 특징이 차원보다 많을 때 생긴다.");
  second.passage.heading_path = {"가설"};
  second.passage.line_begin = 12;
  second.passage.line_end = 14;
  second.snippet.marks = {{0, 6}};
  second.snippet.cut_after = true;

  Hit third = sample_hit(3, 0, "An aside on superposition.");
  third.snippet.marks = {{12, 25}};
  results.hits = {first, second, third};
  return results;
}

}  // namespace mi
