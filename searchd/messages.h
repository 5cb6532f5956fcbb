// Messages: the words of the web page, in English and Korean.
#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "core/results.h"

namespace mi {

enum class Language { english, korean };

// The better liked of our languages in an Accept-Language header; English where it names neither.
Language choose_language(std::string_view accept_language);

// The message with its "{}" replaced by the values, in order; what is left over stays as it is.
std::string fill(std::string_view message, const std::vector<std::string_view>& values);

// "{}" stands for what the name says: a number, a list, an address, a query.
struct Messages {
  std::string_view code;  // for the lang attribute
  std::string_view skip;
  std::string_view search_label;
  std::string_view search;
  std::string_view suggestions;
  std::string_view kind_title;  // what a suggestion is
  std::string_view kind_heading;
  std::string_view offline;  // before the command that starts the daemon
  std::string_view tagline;
  std::string_view help;
  std::string_view collection;  // papers, notes, passages
  std::string_view one_passage;
  std::string_view passages;        // number
  std::string_view about_passages;  // number
  std::string_view one_document;
  std::string_view documents;        // number
  std::string_view about_documents;  // number
  std::string_view took;             // milliseconds
  std::string_view results_for;      // query
  std::string_view page_of_query;    // query: the window's title
  std::string_view paper;
  std::string_view note;
  std::string_view draft;
  std::string_view more_authors;  // number
  std::string_view fetched;       // age
  std::string_view untitled;
  std::string_view beginning;  // stands for the heading of a text before the first heading
  std::string_view pages;
  std::string_view previous;
  std::string_view next;
  std::string_view nothing_found;  // query
  std::array<std::string_view, 3> advice;
  std::string_view no_more;
  std::string_view first_page;
  std::string_view answered;            // query
  std::string_view also_searched;       // before a list of also_for
  std::string_view also_searched_many;  // how many, before a folded list of them
  std::string_view also_for;            // word of the query, behind its expansions
  std::string_view leave_out;           // expansion
  std::string_view without_others;
  std::string_view with_others;
  std::string_view did_you_mean;            // before a query
  std::array<std::string_view, 8> remarks;  // by RemarkKind, with its values
  std::string_view filters;
  std::string_view clear_filters;
  std::string_view kind;
  std::string_view site;
  std::string_view year;
  std::string_view tag;
  std::string_view language;
  std::string_view english;
  std::string_view korean;
  std::string_view more_values;     // number
  std::string_view years_passages;  // years, passages as above
  std::string_view order;
  std::string_view best_first;
  std::string_view newest_first;
  std::string_view more_passages;  // number
  std::string_view read_copy;
  std::string_view all_in_paper;  // number
  std::string_view all_in_note;   // number
  std::string_view without_filters;
  std::string_view notes_say;
  std::string_view line;  // number
  std::string_view original;
  std::string_view passage_in_original;  // number
  std::string_view stored_copy;          // age
  std::string_view contents;
  std::string_view matches;       // number, query
  std::string_view one_match;     // query
  std::string_view no_match;      // query
  std::string_view matches_here;  // number
  std::string_view without_marks;
  std::string_view previous_match;
  std::string_view next_match;
  std::string_view beside;  // names what stands beside a text
  std::string_view links_to;
  std::string_view cites;
  std::string_view cited_by;
  std::string_view more_like_this;
  std::string_view references;
  std::string_view map;
  std::string_view map_help;
  std::string_view no_papers;
  std::string_view papers_left_out;  // number
  std::string_view as_list;
  std::string_view undated;
  std::string_view other_sites;
  std::string_view cited_by_papers;  // number
  std::string_view in_notes;         // number
  std::string_view bad_request;
  std::string_view not_found;
  std::string_view unavailable;
  std::string_view failed;
  std::string_view make_index;  // before a command
  std::string_view back;
};

const Messages& messages_in(Language language);

// How it was searched, as a sentence. The terminal and JSON speak English.
std::string remark_in(Language language, const Remark& remark);

// How long ago: "3 days ago", "3일 전".
std::string age_in(Language language, std::chrono::seconds age);

}  // namespace mi
