#include "indexer/paper_body.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_set>
#include <utility>

#include "core/unicode.h"
#include "indexer/article_root.h"
#include "indexer/html_role.h"
#include "indexer/html_tag.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

constexpr std::size_t kMinBodyWords = 20;  // "Please enable JavaScript to read this page." has 7
constexpr std::size_t kMaxLinkText = 500;  // bytes
constexpr HtmlIndex kNearby = 16;          // nodes looked at for an id inside a heading

bool is_letter_or_digit(char c) {
  return is_ascii_letter(c) || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

bool has_letter_or_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_letter_or_digit);
}

bool has_letter(std::string_view text) {
  for (std::size_t at = 0, size = 1; at < text.size(); at += size) {
    const CharClass kind = class_of(decode_utf8(text, at, size));
    if (kind == CharClass::letter || kind == CharClass::hangul) return true;
  }
  return false;
}

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  bool in_word = false;
  for (const char c : text) {
    const bool is_space = is_html_space(c);
    if (!is_space && !in_word) ++words;
    in_word = !is_space;
  }
  return words;
}

bool is_in_page(std::string_view href) { return !href.empty() && href.front() == '#'; }

// Whether an element holds nothing but one link into the page: a footnote's number, or the mark of
// a comment ("[a]") that a word processor left.
bool is_reference_mark(const HtmlTree& tree, HtmlIndex element) {
  if (tree[element].name != "sup" || tree[element].end - element > 8) return false;
  for (HtmlIndex i = element + 1; i < tree[element].end;) {
    const HtmlNode& node = tree[i];
    if (node.is_text() && has_letter_or_digit(node.text)) return false;
    i = node.name == "a" && is_in_page(node.attribute("href")) ? node.end : i + 1;
  }
  return find_element(tree, "a", element, tree[element].end) != tree[element].end;
}

// A table that holds headings or tables is one of layout: its cells are containers.
bool is_layout(const HtmlTree& tree, HtmlIndex table) {
  for (HtmlIndex i = table + 1; i < tree[table].end; ++i) {
    if (tree[i].name == "table" || heading_level(tree[i]) != 0) return true;
  }
  return false;
}

bool is_contents_heading(std::string_view text) {
  const std::string lower = to_ascii_lower(text);
  return lower == "contents" || lower == "table of contents";
}

// Text that is being gathered for one block.
struct Run {
  BlockKind kind = BlockKind::paragraph;
  std::string text;
  std::string anchor;
  bool is_whole = false;      // borders of blocks inside are white space: a caption, a footnote
  bool has_own_text = false;  // words outside links into the page
  bool after_break = false;   // a br, and no text since
  bool after_border = false;  // in code: a border of a block, and no text since
  bool after_note = false;    // a footnote or a citation was taken out here
  bool row_has_cells = false;
};

// Turns the walk over the nodes of an article into sections and blocks.
class BodyReader {
 public:
  BodyReader(const HtmlTree& tree, std::string_view title, const Url& base)
      : tree_(tree), title_(to_ascii_lower(title)), base_(base) {}

  PaperBody read() {
    for (const ArticleRoot& root : find_article(tree_)) read_root(root);
    if (article_words_ < kMinBodyWords) return {};
    finish_section();
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

  void read_root(const ArticleRoot& root) {
    root_ = root.kind;
    open_headings_.clear();
    if (root.kind == RootKind::appendix) start_section({});
    const HtmlIndex end = tree_[root.node].end;
    for (HtmlIndex i = root.node; i < end;) {
      leave_until(i);
      if (tree_[i].is_text())
        add_text(tree_[i++].text);
      else
        i = enter(i);
    }
    leave_until(end);
    end_block();
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
    HtmlRole role = role_of(node);
    if (role == HtmlRole::dropped || is_reference_mark(tree_, at)) return node.end;
    remember_anchor(node);
    if (role == HtmlRole::math) {
      add_math(at);
      return node.end;
    }
    if (role == HtmlRole::line_break) {
      add_line_break();
      return node.end;
    }
    if (role == HtmlRole::inline_ && node.name == "a") enter_link(at);
    if (role == HtmlRole::inline_) {
      if (node.name == "a") open_.push_back({at, role});
      return at + 1;
    }
    role = role_here(at, role);
    begin(node, role);
    open_.push_back({at, role});
    return at + 1;
  }

  // What a role comes to at this place: inside a caption, a footnote or a cell, blocks are text.
  HtmlRole role_here(HtmlIndex at, HtmlRole role) const {
    const bool is_inside = run().is_whole;
    switch (role) {
      case HtmlRole::table:
        return is_inside || is_layout(tree_, at) ? HtmlRole::block : role;
      case HtmlRole::row:
      case HtmlRole::cell:
        return run().kind == BlockKind::table ? role : HtmlRole::block;
      case HtmlRole::heading:
      case HtmlRole::code:
        return is_inside ? HtmlRole::block : role;
      case HtmlRole::caption:
        return is_inside && run().kind != BlockKind::table ? HtmlRole::block : role;
      default:
        return role;
    }
  }

  void begin(const HtmlNode& node, HtmlRole role) {
    switch (role) {
      case HtmlRole::block:
      case HtmlRole::appendix:
        border();
        if (role == HtmlRole::appendix && !run().is_whole) begin_appendix();
        break;
      case HtmlRole::list_item:
        border();
        kinds_.push_back(BlockKind::list_item);
        break;
      case HtmlRole::quote:
        border();
        kinds_.push_back(BlockKind::quote);
        break;
      case HtmlRole::heading:
        end_block();
        run().anchor.clear();
        begin_run(BlockKind::paragraph);
        break;
      case HtmlRole::table:
        end_block();
        begin_run(BlockKind::table);
        break;
      case HtmlRole::code:
        end_block();
        begin_run(BlockKind::code);
        break;
      case HtmlRole::caption:
        if (!run().is_whole) end_block();
        begin_run(BlockKind::caption);
        break;
      case HtmlRole::footnote:
        begin_run(BlockKind::footnote);
        break;
      case HtmlRole::row:
        begin_row();
        break;
      case HtmlRole::cell:
        begin_cell();
        break;
      case HtmlRole::spaced:
        add_text(" ");
        break;
      default:
        break;
    }
    const bool is_block = role != HtmlRole::citation && role != HtmlRole::spaced;
    const std::string_view id = node.attribute("id");
    if (is_block && !id.empty() && run().text.empty()) run().anchor = id;
  }

  void leave(const OpenElement& element) {
    switch (element.role) {
      case HtmlRole::block:
      case HtmlRole::appendix:
        end_border();
        break;
      case HtmlRole::list_item:
      case HtmlRole::quote:
        end_border();
        kinds_.pop_back();
        break;
      case HtmlRole::heading:
        end_heading(element.node);
        break;
      case HtmlRole::table:
      case HtmlRole::code:
      case HtmlRole::caption:
      case HtmlRole::footnote:
        end_run();
        break;
      case HtmlRole::citation:
        run().after_note = true;
        break;
      case HtmlRole::spaced:
        add_text(" ");
        break;
      case HtmlRole::inline_:
        leave_link(element.node);
        break;
      default:
        break;
    }
  }

  // Text ------------------------------------------------------------------------------------

  Run& run() { return runs_.back(); }
  const Run& run() const { return runs_.back(); }

  void add_text(std::string_view text) {
    Run& here = run();
    const bool has_words = has_letter_or_digit(text);
    if (in_page_links_ == 0 && has_words) here.has_own_text = true;
    if (here.kind == BlockKind::code) {
      add_code(text);
      return;
    }
    if (here.after_note) close_gap(text);
    append_collapsed(here.text, text);
    if (std::any_of(text.begin(), text.end(), [](char c) { return !is_html_space(c); })) {
      here.after_break = false;
    }
  }

  void add_code(std::string_view text) {
    Run& here = run();
    const bool is_blank = std::all_of(text.begin(), text.end(), is_html_space);
    if (here.after_border && is_blank) return;  // between the lines, where each line is a block
    here.after_border = false;
    append_code(here.text, text);
  }

  // "a claim <d-cite></d-cite> ." has lost its citation, and need not keep the gap.
  void close_gap(std::string_view& next) {
    constexpr std::string_view kClosing = ".,;:)!?";
    const auto first =
        std::find_if(next.begin(), next.end(), [](char c) { return !is_html_space(c); });
    if (first == next.end()) return;
    run().after_note = false;
    if (kClosing.find(*first) == std::string_view::npos) return;
    trim_spaces_at_end(run().text);
    next.remove_prefix(static_cast<std::size_t>(first - next.begin()));
  }

  void add_math(HtmlIndex at) {
    const std::string tex = tex_of(tree_, at);
    if (tex.empty()) return;
    const bool is_displayed = tree_[at].has_attribute("block");
    if (is_displayed) add_text(" ");
    add_text("$" + tex + "$");
    if (is_displayed) add_text(" ");
  }

  void add_line_break() {
    if (run().kind == BlockKind::code) {
      run().text += '\n';
    } else if (run().after_break) {
      border();  // two in a row: as good as a paragraph
    } else {
      add_text(" ");
      run().after_break = true;
    }
  }

  void begin_row() {
    trim_end(run().text);
    if (!run().text.empty()) run().text += '\n';
    run().row_has_cells = false;
  }

  void begin_cell() {
    trim_spaces_at_end(run().text);
    if (run().row_has_cells) run().text += " | ";
    run().row_has_cells = true;
  }

  // Blocks ----------------------------------------------------------------------------------

  // Where a block-level element begins or ends.
  void border() {
    if (!run().is_whole) {
      end_block();
    } else if (run().kind != BlockKind::code) {
      add_text(" ");
    } else {
      if (!run().text.empty() && run().text.back() != '\n') run().text += '\n';
      run().after_border = true;
    }
  }

  void end_border() {
    border();
    if (!run().is_whole) run().anchor.clear();
  }

  void begin_run(BlockKind kind) {
    Run inner;
    inner.kind = kind;
    inner.is_whole = true;
    runs_.push_back(std::move(inner));
  }

  // Ends a run that is whole. Inside another one (a footnote in a caption) its block waits, but
  // the caption of a table goes before it.
  void end_run() {
    Run ended = std::move(runs_.back());
    runs_.pop_back();
    if (ended.kind == BlockKind::footnote) run().after_note = true;
    const bool is_inside = run().is_whole && run().kind != BlockKind::table;
    if (ended.kind == BlockKind::footnote || is_inside) {
      waiting_.push_back(std::move(ended));
    } else {
      emit(std::move(ended));
      if (!run().is_whole) emit_waiting();
    }
  }

  // Ends the block that is gathered outside captions, footnotes, tables and code.
  void end_block() {
    if (runs_.size() > 1 || run().text.empty()) return;
    Run ended = std::exchange(runs_.back(), Run());
    ended.kind = kinds_.empty() ? BlockKind::paragraph : kinds_.back();
    emit(std::move(ended));
    emit_waiting();
  }

  void emit_waiting() {
    for (Run& run : std::exchange(waiting_, {})) emit(std::move(run));
  }

  void emit(Run run) {
    trim_end(run.text);
    if (run.kind == BlockKind::code) trim_blank_lines(run.text);
    const bool is_number = run.kind == BlockKind::paragraph && !has_letter(run.text);
    if (is_number || !has_letter_or_digit(run.text)) return;
    if (in_contents_ && !run.has_own_text) return;
    in_contents_ = false;
    if (root_ == RootKind::article) article_words_ += count_words(run.text);
    Block block;
    block.kind = run.kind;
    block.text = to_nfc(run.text);
    block.anchor = std::move(run.anchor);
    section_.blocks.push_back(std::move(block));
  }

  static void trim_blank_lines(std::string& code) {
    const std::size_t first = code.find_first_not_of(" \t\n");
    if (first == std::string::npos) return;
    const std::size_t line = code.rfind('\n', first);
    if (line != std::string::npos) code.erase(0, line + 1);
  }

  // Sections --------------------------------------------------------------------------------

  void end_heading(HtmlIndex at) {
    Run heading = std::move(runs_.back());
    runs_.pop_back();
    trim_end(heading.text);
    const int level = heading_level(tree_[at]);
    if (!has_letter_or_digit(heading.text) || is_title(at, heading.text)) return;
    if (is_lede(at)) {
      emit(std::move(heading));
      return;
    }
    std::string id(id_of_heading(at));
    while (!open_headings_.empty() && open_headings_.back().level >= level) {
      open_headings_.pop_back();
    }
    in_contents_ = is_contents_heading(heading.text);
    if (!in_contents_) open_headings_.push_back({level, to_nfc(heading.text)});
    start_section(id.empty() ? last_anchor_ : std::move(id));
    emit_waiting();
  }

  bool is_title(HtmlIndex at, std::string_view text) const {
    if (tree_[at].name != "h1") return false;
    return root_ == RootKind::front || to_ascii_lower(text) == title_;
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

  void begin_appendix() {
    root_ = RootKind::appendix;
    open_headings_.clear();
    start_section(last_anchor_);
  }

  void start_section(std::string anchor) {
    finish_section();
    for (const Heading& heading : open_headings_) section_.heading_path.push_back(heading.text);
    section_.anchor = std::move(anchor);
  }

  void finish_section() {
    Section ended = std::exchange(section_, Section());
    if (!ended.blocks.empty()) body_.sections.push_back(std::move(ended));
  }

  // Links -----------------------------------------------------------------------------------

  void enter_link(HtmlIndex at) {
    const std::string_view href = tree_[at].attribute("href");
    if (is_in_page(href)) {
      ++in_page_links_;
    } else if (!href.empty()) {
      add_link(at, href);
    }
  }

  void leave_link(HtmlIndex at) {
    if (is_in_page(tree_[at].attribute("href"))) --in_page_links_;
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
  PaperBody body_;
  Section section_;
  RootKind root_ = RootKind::article;
  std::vector<Heading> open_headings_;
  std::vector<OpenElement> open_;
  std::vector<BlockKind> kinds_;     // of the lists and quotes that are open
  std::vector<Run> runs_ = {Run()};  // the text outside, then each run inside it
  std::vector<Run> waiting_;         // footnotes, until the block around them is out
  std::unordered_set<std::string_view> known_anchors_;
  std::string last_anchor_;
  std::size_t article_words_ = 0;
  int in_page_links_ = 0;
  bool in_contents_ = false;
};

}  // namespace

PaperBody read_paper_body(const HtmlTree& tree, std::string_view title, const Url& base) {
  return BodyReader(tree, title, base).read();
}

}  // namespace mi
