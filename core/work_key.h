// Work keys: the names by which one work is recognised in many documents, whichever way each of
// them points at it: by address, DOI, arXiv number or title.
//
//   https://www.arxiv.org/pdf/2209.10652v2.pdf         arxiv:2209.10652
//   https://doi.org/10.48550/arXiv.2209.10652          arxiv:2209.10652
//   https://dx.doi.org/10.23915/Distill.00024          doi:10.23915/distill.00024
//   https://openreview.net/pdf?id=NpsVSN6o4ul          openreview:NpsVSN6o4ul
//   http://distill.pub/2020/circuits/index.html        url:distill.pub/2020/circuits
//   "Zoom In: An Introduction to Circuits"             title:zoominanintroductiontocircuits
//
// The index holds the keys of what a document links to and cites as boolean terms. A paper's notes
// are then an OR of keys_of(its DocumentInfo) over the link terms, its citing papers the same over
// the citation terms; a cited work that shares no key with any document is outside the collection.
//
// All functions are total and thread-safe, and give each key once, in a fixed order.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"

namespace mi {

// With a prefix of two letters a key fits into a term of 200 bytes. What is longer ends in the
// SHA-256 of the whole instead: "title:" and 64 hexadecimal digits.
inline constexpr std::size_t kMaxWorkKeyBytes = 198;

// Shorter titles name too many works ("Deep Dream"): letters and digits, a Hangul syllable
// or another wide character counting two.
inline constexpr std::size_t kMinTitleLetters = 12;

// What a document is known by: its id, url and aliases as far as they are web addresses, its DOI
// and, for a paper, its title. A note's title is no key: notes are often named after the paper that
// they are about.
std::vector<std::string> keys_of(const DocumentInfo& info);

// What a cited work is known by: url, DOI, title.
std::vector<std::string> keys_of(const Citation& citation);

// What a link leads to: its address, and its text where that can be a title: four words or more
// ("Toy Models of Superposition", linked at another address than the one that was fetched).
std::vector<std::string> keys_of(const Link& link);

// The key of one address, with `www.`, the scheme, the fragment, a final "index.html" or slash and
// tracking parameters ("utm_source") taken off; empty for what is no web address.
std::string key_of_url(std::string_view url);

// The key of a DOI, with or without its resolver's address or "doi:"; empty for what is none.
std::string key_of_doi(std::string_view doi);

// The key of a title; empty for one that is too short.
std::string key_of_title(std::string_view title);

}  // namespace mi
