#include "indexer/paper_body.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_set>
#include <utility>

#include "core/ascii.h"
#include "core/unicode.h"
#include "indexer/article_root.h"
#include "indexer/block_flow.h"
#include "indexer/html_role.h"
#include "indexer/html_tag.h"
#include "indexer/passages.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

constexpr std::size_t kMinBodyWords = 20;  // "Please enable JavaScript to read this page." has 7
constexpr std::size_t kMaxLinkText = 500;  // bytes
constexpr std::size_t kMaxTexBytes = 8192;
constexpr std::size_t kMaxMarkBytes = 1 << 20;  // of marks of citations, in one page
constexpr HtmlIndex kNearby = 16;               // nodes looked at for an id inside a heading

bool is_in_page(std::string_view href) { return !href.empty() && href.front() == '#'; }

// Whether an element holds nothing but one link into the page: a footnote's number, or the mark of
// a comment ("[a]") that a word processor left.
bool is_reference_mark(const HtmlTree& tree, HtmlIndex element) {
  if (tree[element].name != "sup" || tree[element].end - element > 8) return false;
  bool has_link = false;
  for (HtmlIndex i = element + 1; i < tree[element].end;) {
    const HtmlNode& node = tree[i];
    if (node.is_text() && !collapse_white_space(node.text).empty()) return false;
    const bool is_link = node.name == "a" && is_in_page(node.attribute("href"));
    has_link = has_link || is_link;
    i = is_link ? node.end : i + 1;
  }
  return has_link;
}

// A table that holds headings or tables is one of layout: its cells are containers.
bool is_layout(const HtmlTree& tree, HtmlIndex table) {
  for (HtmlIndex i = table + 1; i < tree[table].end; ++i) {
    if (tree[i].name == "table" || heading_level(tree[i]) != 0) return true;
  }
  return false;
}

bool is_contents_heading(std::string_view text) {
  const std::string lower = lower_case(text);
  return lower == "contents" || lower == "table of contents";
}

// Walks over the nodes of an article, and sorts what the flow makes of them into sections.
class BodyReader {
 public:
  BodyReader(const HtmlTree& tree, std::string_view title, const Url& base,
             const Bibliography& bibliography)
      : tree_(tree), title_(lower_case(title)), base_(base), bibliography_(bibliography) {}

  PaperBody read() {
    for (const ArticleRoot& root : find_article(tree_)) read_root(root);
    keep_label(0);
    finish_section();
    if (article_words_ < kMinBodyWords) return {};
    return std::move(body_);
  }

 private:
  struct OpenElement {
    HtmlIndex node;
    HtmlRole role;
  };
  struct Heading {
    int level;
    std::string text;
  };

  // The walk --------------------------------------------------------------------------------

  void read_root(const ArticleRoot& root) {
    root_ = root.kind;
    is_guess_ = root.is_guess;
    const std::string& name = tree_[root.node].name;
    is_distill_ = name.starts_with("d-") || name.starts_with("dt-");
    const HtmlIndex end = tree_[root.node].end;
    for (HtmlIndex i = root.node; i < end;) {
      leave_until(i);
      i = tree_[i].is_text() ? add_text(i) : enter(i);
    }
    leave_until(end);
    take_blocks();
  }

  HtmlIndex add_text(HtmlIndex at) {
    const bool is_in_link = in_page_links_ > 0;
    flow_.add_text(tree_[at].text, is_in_link ? TextPlace::in_page_link : TextPlace::plain);
    return at + 1;
  }

  void leave_until(HtmlIndex at) {
    while (!open_.empty() && tree_[open_.back().node].end <= at) {
      const OpenElement element = open_.back();
      open_.pop_back();
      leave(element);
    }
  }

  // Returns the node to go on with: the first inside, or the first behind.
  HtmlIndex enter(HtmlIndex at) {
    const HtmlNode& node = tree_[at];
    const HtmlRole role = role_here(at, role_of(node));
    if (role == HtmlRole::dropped || is_reference_mark(tree_, at) || is_furniture(at)) {
      return node.end;
    }
    remember_anchor(node);
    if (role == HtmlRole::math) {
      add_math(at);
      return node.end;
    }
    begin(at, role);
    open_.push_back({at, role});
    return at + 1;
  }

  // What a role comes to at this place: inside a caption, a footnote or a cell, blocks are text.
  HtmlRole role_here(HtmlIndex at, HtmlRole role) const {
    const bool is_inside = flow_.is_inside_whole();
    switch (role) {
      case HtmlRole::math:
        return tex_of(tree_, at).size() > kMaxTexBytes ? HtmlRole::inline_ : role;
      case HtmlRole::table:
        return is_inside || is_layout(tree_, at) ? HtmlRole::block : role;
      case HtmlRole::row:
      case HtmlRole::cell:
        return flow_.is_inside_table() ? role : HtmlRole::block;
      case HtmlRole::heading:
      case HtmlRole::code:
        return is_inside ? HtmlRole::block : role;
      case HtmlRole::caption:
        return is_inside && !flow_.is_inside_table() ? HtmlRole::block : role;
      default:
        return role;
    }
  }

  // Headers, footers and asides that are of the page, not of the article.
  bool is_furniture(HtmlIndex at) const {
    const std::string& name = tree_[at].name;
    if (name != "header" && name != "footer" && name != "aside") return false;
    if (is_distill_) return false;
    if (!is_guess_) return is_menu(tree_, at);
    const HtmlIndex end = tree_[at].end;
    return name != "header" || find_element(tree_, "h1", at, end) == end;
  }

  void begin(HtmlIndex at, HtmlRole role) {
    const std::string_view id = tree_[at].attribute("id");
    switch (role) {
      case HtmlRole::inline_:
        begin_link(at);
        break;
      case HtmlRole::spaced:
        flow_.add_space();
        break;
      case HtmlRole::line_break:
        flow_.break_line();
        break;
      case HtmlRole::block:
        flow_.begin_block(id);
        break;
      case HtmlRole::appendix:
        begin_appendix();
        break;
      case HtmlRole::list_item:
        flow_.begin_kind(BlockKind::list_item, id);
        break;
      case HtmlRole::quote:
        flow_.begin_kind(BlockKind::quote, id);
        break;
      case HtmlRole::heading:
        flow_.begin_heading();
        is_in_heading_ = true;
        break;
      case HtmlRole::table:
        flow_.begin_whole(BlockKind::table, id);
        break;
      case HtmlRole::code:
        flow_.begin_whole(BlockKind::code, id);
        break;
      case HtmlRole::caption:
        flow_.begin_whole(BlockKind::caption, id);
        break;
      case HtmlRole::footnote:
        flow_.begin_whole(BlockKind::footnote, id);
        break;
      case HtmlRole::row:
        flow_.begin_row();
        break;
      case HtmlRole::cell:
        flow_.begin_cell();
        break;
      default:
        break;
    }
  }

  void leave(const OpenElement& element) {
    switch (element.role) {
      case HtmlRole::inline_:
        end_link(element.node);
        break;
      case HtmlRole::spaced:
        flow_.add_space();
        break;
      case HtmlRole::block:
      case HtmlRole::appendix:
        flow_.end_block();
        break;
      case HtmlRole::list_item:
      case HtmlRole::quote:
        flow_.end_kind();
        break;
      case HtmlRole::heading:
        end_heading(element.node);
        break;
      case HtmlRole::table:
      case HtmlRole::code:
      case HtmlRole::caption:
      case HtmlRole::footnote:
        flow_.end_whole();
        break;
      case HtmlRole::citation:
        end_citation(element.node);
        break;
      default:
        break;
    }
  }

  bool is_displayed(HtmlIndex math) const {
    const HtmlNode& element = tree_[math];
    return element.has_attribute("block") || element.attribute("display") == "block" ||
           tree_[element.parent].has_class("katex-display");
  }

  void add_math(HtmlIndex at) {
    const std::string tex = tex_of(tree_, at);
    if (tex.empty()) return;
    if (is_displayed(at)) {
      flow_.add_space();
      flow_.add_text("$$" + tex + "$$");
      flow_.add_space();
    } else {
      flow_.add_text("$" + tex + "$");
    }
  }

  void end_citation(HtmlIndex at) {
    std::string mark;
    const bool has_words = !collapse_white_space(text_inside(tree_, at, kMaxLinkText)).empty();
    if (!has_words && !is_in_heading_ && mark_bytes_ < kMaxMarkBytes) {
      mark = citation_mark(bibliography_, keys_of_citation(tree_[at]));
      mark_bytes_ += mark.size();
    }
    if (mark.empty()) {
      flow_.close_gap();
    } else {
      flow_.add_mark(mark);
    }
  }

  // Sections --------------------------------------------------------------------------------

  // Takes over the blocks that have ended. Behind a heading "Contents", those of nothing but links
  // into the page are dropped, up to the first that is none.
  void take_blocks() {
    for (FlowBlock& taken : flow_.take()) {
      in_contents_ = in_contents_ && !taken.has_plain_words;
      if (in_contents_) continue;
      if (root_ == RootKind::article) article_words_ += count_words(taken.block.text);
      section_.blocks.push_back(std::move(taken.block));
    }
  }

  void end_heading(HtmlIndex at) {
    std::string text = flow_.end_heading();
    is_in_heading_ = false;
    if (text.empty() || is_title(at, text)) return;
    if (is_lede(at) || text.size() > kMaxHeadingBytes) {
      flow_.add_text(text);
      flow_.end_block();
      return;
    }
    const std::string_view id = id_of_heading(at);
    begin_section(at, std::move(text), id.empty() ? last_anchor_ : std::string(id));
  }

  void begin_section(HtmlIndex heading, std::string text, std::string anchor) {
    take_blocks();
    const int level = heading_level(tree_[heading]);
    keep_label(level);
    finish_section();
    while (!open_headings_.empty() && open_headings_.back().level >= level) {
      open_headings_.pop_back();
    }
    in_contents_ = is_contents_heading(text);
    if (!in_contents_) open_headings_.push_back({level, std::move(text)});
    for (const Heading& open : open_headings_) section_.heading_path.push_back(open.text);
    section_.anchor = std::move(anchor);
    section_level_ = level;
  }

  // The article's headings are not above those of the appendix.
  void begin_appendix() {
    flow_.end_block();
    take_blocks();
    keep_label(0);
    finish_section();
    root_ = RootKind::appendix;
    open_headings_.clear();
    section_.anchor = last_anchor_;
  }

  void finish_section() {
    take_blocks();
    Section ended = std::exchange(section_, Section());
    if (!ended.blocks.empty()) body_.sections.push_back(std::move(ended));
  }

  // A heading with neither text nor headings below it, which no path will name: the label of a
  // figure.
  void keep_label(int next_level) {
    const bool is_label = section_.blocks.empty() && !section_.heading_path.empty() &&
                          !in_contents_ && next_level <= section_level_;
    if (!is_label) return;
    Block label;
    label.text = section_.heading_path.back();
    section_.heading_path.pop_back();
    const bool fits =
        !body_.sections.empty() && body_.sections.back().heading_path == section_.heading_path;
    Section& above = fits ? body_.sections.back() : section_;
    above.blocks.push_back(std::move(label));
  }

  bool is_title(HtmlIndex at, std::string_view text) const {
    if (tree_[at].name != "h1") return false;
    return root_ == RootKind::front || lower_case(text) == title_;
  }

  // Distill's first template styles an h2 right behind the title as the lede.
  bool is_lede(HtmlIndex at) const {
    if (tree_[at].name != "h2" || tree_[tree_[at].parent].name != "dt-article") return false;
    for (HtmlIndex i = tree_[at].parent + 1; i < at; i = tree_[i].end) {
      if (!tree_[i].is_text() && tree_[i].name != "h1") return false;
    }
    return true;
  }

  // The heading's own id, or that of an anchor inside it; empty where it has neither.
  std::string_view id_of_heading(HtmlIndex at) const {
    const HtmlIndex end = std::min(tree_[at].end, at + kNearby);
    for (HtmlIndex i = at; i < end; ++i) {
      if (const std::string_view id = tree_[i].attribute("id"); !id.empty()) return id;
      const std::string_view name = tree_[i].attribute("name");
      if (tree_[i].name == "a" && !name.empty()) return name;
    }
    return {};
  }

  // A second element of the same id cannot be linked to.
  void remember_anchor(const HtmlNode& node) {
    const std::string_view id = node.attribute("id");
    if (!id.empty() && known_anchors_.insert(id).second) last_anchor_ = id;
  }

  // Links -----------------------------------------------------------------------------------

  void begin_link(HtmlIndex at) {
    if (tree_[at].name != "a") return;
    const std::string_view href = tree_[at].attribute("href");
    if (is_in_page(href)) {
      ++in_page_links_;
    } else if (!href.empty()) {
      add_link(at, href);
    }
  }

  void end_link(HtmlIndex at) {
    if (tree_[at].name == "a" && is_in_page(tree_[at].attribute("href"))) --in_page_links_;
  }

  void add_link(HtmlIndex at, std::string_view href) {
    const Expected<Url> url = resolve_url(base_, href);
    if (!url) return;  // javascript:, mailto:, or no address at all
    Link link;
    link.fragment = url->fragment;
    Url page = *url;
    page.fragment.clear();
    link.url = page.to_string();
    link.text = to_nfc(collapse_white_space(text_inside(tree_, at, kMaxLinkText)));
    if (link.text.empty()) link.text = link.url;
    body_.links.push_back(std::move(link));
  }

  const HtmlTree& tree_;
  const std::string title_;
  const Url& base_;
  const Bibliography& bibliography_;
  BlockFlow flow_;
  PaperBody body_;
  Section section_;
  RootKind root_ = RootKind::article;
  std::vector<Heading> open_headings_;
  std::vector<OpenElement> open_;
  std::unordered_set<std::string_view> known_anchors_;
  std::string last_anchor_;
  int section_level_ = 0;
  std::size_t article_words_ = 0;
  std::size_t mark_bytes_ = 0;
  int in_page_links_ = 0;
  bool in_contents_ = false;
  bool is_in_heading_ = false;
  bool is_distill_ = false;
  bool is_guess_ = false;
};

}  // namespace

PaperBody read_paper_body(const HtmlTree& tree, std::string_view title, const Url& base,
                          const Bibliography& bibliography) {
  return BodyReader(tree, title, base, bibliography).read();
}

}  // namespace mi
