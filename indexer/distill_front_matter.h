// The front matter of a Distill page: what its authors say about it, in the page itself.
// The only door to yaml-cpp in the paper reader.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/html.h"

namespace mi {

// Plain text in NFC; what is not said is empty.
struct DistillFrontMatter {
  std::string title;
  std::string description;
  std::vector<std::string> authors;
  std::vector<std::string> affiliations;  // each once
  std::string published;                  // as written
  std::string doi;                        // as written

  friend bool operator==(const DistillFrontMatter&, const DistillFrontMatter&) = default;
};

// The front matter of a page: JSON in <d-front-matter> (in a script, or in a <code> that only a
// style hides), or YAML in <script type="text/front-matter">. All empty where there is none, or
// none that parses.
DistillFrontMatter find_distill_front_matter(const HtmlTree& tree);

// Template 2: an object with title, description, published, doi and authors; an author has
// `author`, and `affiliation` or `affiliations[].name`.
DistillFrontMatter parse_distill_json(std::string_view json);

// Template 1: the same in YAML, where an author or an affiliation is a name, or a map of one pair,
// name and address. Text over 64 KiB is not read.
DistillFrontMatter parse_distill_yaml(std::string_view yaml);

}  // namespace mi
