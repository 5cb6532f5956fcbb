// Under which name a link's page is kept, and where it is asked for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/url.h"

namespace mi {

// The identifier of a paper on arXiv ("1706.03762v2", "math.GT/0309136"), where the address is its
// abstract, its HTML or its PDF on arxiv.org or www.arxiv.org; "1706.03762.html" and
// "1706.03762/index.html" too, as mirrors on disk have them.
// https://info.arxiv.org/help/arxiv_identifier.html
std::optional<std::string> arxiv_id(const Url& url);

// The canonical URL (core/url.h), and for a paper on arXiv that of its abstract: however a note
// links it, it is one page.
std::string page_name(const Url& url);

// Whether an address is that of an arXiv abstract, which is not the paper.
bool is_abstract(const Url& url);

// Whether an address gives a paper on arXiv in a worse form than another does: HTML has its
// sections, PDF has not.
bool is_worse_source(const Url& url, const Url& other);

// The name over http of a page over https, where both use their own port; else "".
std::string name_over_http(const std::string& page);

// The addresses of a link's page, to be asked for in turn until one answers with it. A paper on
// arXiv: its HTML, which not every paper has, then its PDF; anything else: itself, without
// fragment.
std::vector<Url> sources_of(const Url& url);

}  // namespace mi
