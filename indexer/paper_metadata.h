// What a paper is: title, authors, date and the rest, from wherever its page says so.
#pragma once

#include "core/document.h"
#include "core/page.h"
#include "indexer/html.h"

namespace mi {

// Everything of DocumentInfo but `language`, each from the first place that says it:
// - title: front matter, but where it ends in the h1 of d-title ("A Discussion of X: Own Title"),
//   that h1; the h1; citation_title; og:title; <title>; the first h1 of the page;
// - authors: front matter; citation_author, article:author, author; the byline;
//   "Published June 2, 2022 by Ann Lee." Marks behind a name (* †) are taken off;
// - affiliations: front matter; citation_author_institution; the byline;
// - date: the byline; article:published, citation_publication_date and their kin; front matter;
//   <time datetime>; "Published June 2, 2022 by"; at last a year in the address (/2020/circuits/);
// - doi: front matter; citation_doi and its kin; the byline; the BibTeX of distill-appendix;
// - description: front matter; description, og:description.
DocumentInfo read_paper_metadata(const HtmlTree& tree, const Page& page);

}  // namespace mi
