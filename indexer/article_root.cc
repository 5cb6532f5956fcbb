#include "indexer/article_root.h"

#include <cstddef>
#include <optional>

#include "indexer/html_role.h"
#include "indexer/html_tag.h"

namespace mi {
namespace {

// An element is the article when it holds this share of the text around it.
constexpr double kMostOfTheText = 0.7;

std::optional<RootKind> distill_kind(std::string_view name) {
  if (name == "d-article" || name == "dt-article") return RootKind::article;
  if (name == "d-title" || name == "d-abstract") return RootKind::front;
  if (name == "d-appendix" || name == "dt-appendix") return RootKind::appendix;
  if (name == "d-interstitial") return RootKind::article;
  return {};
}

std::vector<ArticleRoot> distill_roots(const HtmlTree& tree) {
  std::vector<ArticleRoot> roots;
  bool has_article = false;
  for (HtmlIndex i = 0; i < tree.size();) {
    const std::optional<RootKind> kind = distill_kind(tree[i].name);
    has_article = has_article || kind == RootKind::article;
    if (kind) roots.push_back({*kind, i});
    i = kind ? tree[i].end : i + 1;
  }
  return has_article ? roots : std::vector<ArticleRoot>();
}

bool is_page_furniture(const HtmlNode& node) {
  return node.name == "header" || node.name == "footer" || node.name == "aside" ||
         (!node.is_text() && role_of(node) == HtmlRole::dropped);
}

// sums[b] - sums[a]: the bytes of text in the nodes from a to b, page furniture and white space
// left out.
std::vector<std::size_t> text_sums(const HtmlTree& tree) {
  std::vector<std::size_t> sums(tree.size() + 1, 0);
  HtmlIndex skip_to = 0;
  for (HtmlIndex i = 0; i < tree.size(); ++i) {
    if (i >= skip_to && is_page_furniture(tree[i])) skip_to = tree[i].end;
    std::size_t bytes = 0;
    if (i >= skip_to) {
      for (const char c : tree[i].text) bytes += is_html_space(c) ? 0 : 1;
    }
    sums[i + 1] = sums[i] + bytes;
  }
  return sums;
}

// The child that holds most of an element's text; the element itself where none does.
HtmlIndex densest_child(const HtmlTree& tree, const std::vector<std::size_t>& sums,
                        HtmlIndex parent) {
  const auto all = static_cast<double>(sums[tree[parent].end] - sums[parent]);
  for (HtmlIndex child = parent + 1; child < tree[parent].end; child = tree[child].end) {
    const auto part = static_cast<double>(sums[tree[child].end] - sums[child]);
    if (!tree[child].is_text() && part > kMostOfTheText * all) return child;
  }
  return parent;
}

HtmlIndex densest_element(const HtmlTree& tree, const std::vector<std::size_t>& sums) {
  HtmlIndex at = 0;
  for (HtmlIndex next = densest_child(tree, sums, at); next != at;
       next = densest_child(tree, sums, at)) {
    at = next;
  }
  // A page of one long paragraph: its container, which may have a heading.
  const bool is_container = at == 0 || tree[at].name == "div" || tree[at].name == "section" ||
                            tree[at].name == "body" || tree[at].name == "td";
  return is_container ? at : tree[at].parent;
}

std::optional<HtmlIndex> marked_article(const HtmlTree& tree,
                                        const std::vector<std::size_t>& sums) {
  std::optional<HtmlIndex> best;
  for (HtmlIndex i = 0; i < tree.size(); ++i) {
    if (tree[i].name == "main" || tree[i].attribute("role") == "main") return i;
    const auto text_of = [&](HtmlIndex node) { return sums[tree[node].end] - sums[node]; };
    if (tree[i].name == "article" && (!best || text_of(i) > text_of(*best))) best = i;
  }
  return best;
}

}  // namespace

std::vector<ArticleRoot> find_article(const HtmlTree& tree) {
  std::vector<ArticleRoot> roots = distill_roots(tree);
  if (!roots.empty() || tree.empty()) return roots;
  const std::vector<std::size_t> sums = text_sums(tree);
  if (sums.back() == 0) return {};
  const std::optional<HtmlIndex> marked = marked_article(tree, sums);
  roots.push_back({RootKind::article, marked ? *marked : densest_element(tree, sums), !marked});
  return roots;
}

}  // namespace mi
