#include "indexer/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "core/unicode.h"
#include "indexer/html_fragment.h"
#include "indexer/markdown_mask.h"
#include "indexer/markdown_portion.h"
#include "indexer/section_builder.h"
#include "indexer/sentence.h"
#include "indexer/tags.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

struct FreeCmark {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
  void operator()(cmark_iter* iter) const { cmark_iter_free(iter); }
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
using Tree = std::unique_ptr<cmark_node, FreeCmark>;
using Iter = std::unique_ptr<cmark_iter, FreeCmark>;
using Parser = std::unique_ptr<cmark_parser, FreeCmark>;

// cmark's autolink extension is left out: addresses are masked before, which also knows where they
// end in Korean and on which line they stand.
Tree parse(std::string_view text) {
  cmark_gfm_core_extensions_ensure_registered();
  const Parser parser(cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE));
  for (const char* name : {"table", "strikethrough", "tasklist"}) {
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser.get(), text.data(), text.size());
  return Tree(cmark_parser_finish(parser.get()));
}

bool holds_images_only(cmark_node* paragraph) {
  for (cmark_node* node = cmark_node_first_child(paragraph); node != nullptr;
       node = cmark_node_next(node)) {
    const cmark_node_type type = cmark_node_get_type(node);
    if (type != CMARK_NODE_IMAGE && type != CMARK_NODE_SOFTBREAK) return false;
  }
  return true;
}

std::string_view literal_of(cmark_node* node) {
  const char* literal = cmark_node_get_literal(node);
  return literal == nullptr ? std::string_view() : literal;
}

bool is_type(cmark_node* node, std::string_view type) {
  return node != nullptr && type == cmark_node_get_type_string(node);
}

// cmark knows all of HTML's 2,125 names: let it read the entity alone.
std::string decode_entity(std::string_view entity) {
  const Tree tree(cmark_parse_document(entity.data(), entity.size(), CMARK_OPT_DEFAULT));
  cmark_node* paragraph = cmark_node_first_child(tree.get());
  cmark_node* text = paragraph == nullptr ? nullptr : cmark_node_first_child(paragraph);
  return std::string(text == nullptr ? entity : literal_of(text));
}

std::string decode_entities(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t entity = std::min(text.find('&', at), text.size());
    out += text.substr(at, entity - at);
    at = entity;
    if (at == text.size()) break;
    const std::size_t end =
        text.substr(at, kLongest)
            .find_first_not_of("#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
                               1);
    const bool ends = end != std::string_view::npos && end > 1 && text[at + end] == ';';
    const std::size_t size = ends ? end + 1 : 1;
    const std::string_view piece = text.substr(at, size);
    out += ends ? decode_entity(piece) : std::string(piece);
    at += size;
  }
  return out;
}

// An address as the parser would have read it: "a\_b" is "a_b", "&amp;" is "&".
std::string clean_address(std::string_view written) {
  std::string plain;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const bool escapes = written[i] == '\\' && i + 1 < written.size() &&
                         class_of(static_cast<unsigned char>(written[i + 1])) == CharClass::other;
    if (!escapes) plain += written[i];
  }
  return decode_entities(plain);
}

// What is found in all portions of a note.
struct Found {
  SectionBuilder sections;
  std::vector<Link> links;
  std::vector<std::string> tags;  // each once
  std::set<std::string, std::less<>> seen_tags;
};

// A link whose sentence is not known before its text is whole.
struct OpenLink {
  std::size_t index = 0;  // in Found::links
  std::size_t begin = 0;  // of its text in the paragraph, or in the table's row
  std::size_t end = 0;
};

// Reads the tree of one portion.
class Reader {
 public:
  // `first_line` is the number of the first line of the masked text in the file.
  Reader(const MaskedMarkdown& source, int first_line, Found& found);
  void read(cmark_node* root);

 private:
  void enter(cmark_node* node);
  void leave(cmark_node* node);
  void enter_inline(cmark_node* node);
  void begin_block(cmark_node* node, BlockKind kind);
  void begin_text();
  void end_block(int level);
  void read_code_block(cmark_node* node);
  int last_line_of_code(cmark_node* node) const;
  void enter_table(cmark_node* node);
  void leave_table(cmark_node* node);

  void add_text(std::string_view masked);
  void add_mask(const Mask& mask);
  void end_link(std::string_view masked_address);
  void add_link(std::string address, std::string_view text, int line, std::size_t begin);
  void add_tags(std::string_view text);
  void end_sentences();
  void end_cell(bool first);
  void end_row();

  void add_html(std::string_view masked);
  void add_html_text(std::string_view text);
  void add_tag(const HtmlPiece& tag);
  void end_html_link();

  BlockKind kind_here() const;
  int skip_definitions(int line, int end) const;
  std::string_view text_of_line(int line) const;
  int in_file(int line) const { return line + first_line_ - 1; }

  const MaskedMarkdown& source_;
  const int first_line_;
  std::vector<std::size_t> line_starts_;
  std::vector<BlockKind> containers_;
  Found& found_;

  // The block that is being read.
  Block block_;
  std::string text_;  // of the paragraph, heading or cell, before its white space is mended
  std::string row_;   // the cells of the table's row so far
  bool in_heading_ = false;
  int line_ = 0;                     // of the piece that is being read, in the masked text
  int images_ = 0;                   // open ones
  std::optional<std::size_t> link_;  // where the open link's text begins in text_
  std::vector<OpenLink> links_;      // in text_
  std::vector<OpenLink> row_links_;  // in row_: links that are all that stands in their cell
  std::string html_address_;         // of an open <a href>
  std::string hidden_;               // the open tag whose text is not shown
};

Reader::Reader(const MaskedMarkdown& source, int first_line, Found& found)
    : source_(source), first_line_(first_line), line_starts_{0}, found_(found) {
  const std::string& text = source.text;
  for (std::size_t i = text.find('\n'); i != std::string::npos; i = text.find('\n', i + 1)) {
    line_starts_.push_back(i + 1);
  }
}

void Reader::read(cmark_node* root) {
  const Iter iter(cmark_iter_new(root));
  for (cmark_event_type event = cmark_iter_next(iter.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iter.get())) {
    cmark_node* node = cmark_iter_get_node(iter.get());
    event == CMARK_EVENT_ENTER ? enter(node) : leave(node);
  }
}

// ---- Blocks

void Reader::enter(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE:
      containers_.push_back(BlockKind::quote);
      return;
    case CMARK_NODE_ITEM:
      containers_.push_back(BlockKind::list_item);
      return;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
      containers_.push_back(BlockKind::footnote);
      return;
    case CMARK_NODE_HEADING:
    case CMARK_NODE_PARAGRAPH:
      in_heading_ = cmark_node_get_type(node) == CMARK_NODE_HEADING && containers_.empty();
      begin_block(node, holds_images_only(node) ? BlockKind::caption : kind_here());
      return;
    case CMARK_NODE_CODE_BLOCK:
      read_code_block(node);
      return;
    case CMARK_NODE_HTML_BLOCK:
      begin_block(node, kind_here());
      add_html(literal_of(node));
      end_block(0);
      return;
    default:
      if (is_type(node, "table") || is_type(node, "table_row")) {
        enter_table(node);
      } else {
        enter_inline(node);
      }
  }
}

void Reader::leave(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE:
    case CMARK_NODE_ITEM:
    case CMARK_NODE_FOOTNOTE_DEFINITION:
      containers_.pop_back();
      return;
    case CMARK_NODE_HEADING:
      end_block(in_heading_ ? cmark_node_get_heading_level(node) : 0);
      in_heading_ = false;
      return;
    case CMARK_NODE_PARAGRAPH:
      end_block(0);
      return;
    case CMARK_NODE_LINK:
      end_link(cmark_node_get_url(node));
      return;
    case CMARK_NODE_IMAGE:
      --images_;
      text_ += ' ' + source_.shown(cmark_node_get_title(node));
      return;
    default:
      if (std::string_view(cmark_node_get_type_string(node)).starts_with("table"))
        leave_table(node);
  }
}

BlockKind Reader::kind_here() const {
  const bool in_footnote =
      std::find(containers_.begin(), containers_.end(), BlockKind::footnote) != containers_.end();
  if (in_footnote) return BlockKind::footnote;
  return containers_.empty() ? BlockKind::paragraph : containers_.back();
}

// "[name]: address" with or without a title.
bool is_definition(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t>"), line.size()));
  const std::size_t label = line.find("]:");
  if (label == std::string_view::npos || label != line.find(']')) return false;
  if (!line.starts_with('[') || line.starts_with("[^")) return false;
  const std::string rest = collapse_white_space(line.substr(label + 2));
  const std::size_t space = rest.find(' ');
  return space == std::string::npos ||
         std::string_view("\"'(").find(rest[space + 1]) != std::string::npos;
}

// cmark counts the definitions before a paragraph as its lines.
int Reader::skip_definitions(int line, int end) const {
  while (line < end && is_definition(text_of_line(line))) ++line;
  return line;
}

std::string_view Reader::text_of_line(int line) const {
  const auto index = static_cast<std::size_t>(line - 1);
  if (line < 1 || index >= line_starts_.size()) return {};
  const std::string_view text = std::string_view(source_.text).substr(line_starts_[index]);
  return text.substr(0, text.find('\n'));
}

// The line of a table's first row. cmark says where the paragraph began that the table was cut
// from; the lines below the header are right.
int header_line(cmark_node* table) {
  cmark_node* header = cmark_node_first_child(table);
  cmark_node* row = header == nullptr ? nullptr : cmark_node_next(header);
  const int delimiters =
      row == nullptr ? cmark_node_get_end_line(table) : cmark_node_get_start_line(row) - 1;
  return std::max(cmark_node_get_start_line(table), delimiters - 1);
}

void Reader::begin_block(cmark_node* node, BlockKind kind) {
  int begin = cmark_node_get_start_line(node);
  int end = cmark_node_get_end_line(node);
  cmark_node* next = cmark_node_next(node);
  if (begin == 0 && is_type(next, "table")) {  // what was left of that paragraph
    begin = cmark_node_get_start_line(next);
    end = header_line(next) - 1;
  }
  begin = skip_definitions(begin, end);
  block_ = {kind, "", begin, std::max(begin, end), ""};
  line_ = begin;
  begin_text();
}

void Reader::begin_text() {
  text_.clear();
  link_.reset();
  links_.clear();
  html_address_.clear();
  hidden_.clear();
}

void Reader::end_block(int level) {
  end_html_link();
  end_sentences();
  if (block_.text.empty()) block_.text = collapse_white_space(text_);
  if (block_.text.empty()) return;
  block_.line_begin = in_file(block_.line_begin);
  block_.line_end = in_file(block_.line_end);
  found_.sections.add(level, std::move(block_));
}

void Reader::end_sentences() {
  for (const OpenLink& link : links_) {
    found_.links[link.index].sentence = sentence_around(text_, link.begin, link.end);
  }
  links_.clear();
}

// cmark counts the line behind a fence that its quote or list left open.
int Reader::last_line_of_code(cmark_node* node) const {
  const int end = cmark_node_get_end_line(node);
  const std::string_view code = literal_of(node);
  const auto lines = static_cast<int>(std::count(code.begin(), code.end(), '\n'));
  std::string_view last = text_of_line(end);
  last.remove_prefix(std::min(last.find_first_not_of(" \t>"), last.size()));
  const bool open = !last.starts_with("```") && !last.starts_with("~~~");
  int length = 0;
  int offset = 0;
  char mark = 0;
  const bool fenced = cmark_node_get_fenced(node, &length, &offset, &mark) != 0;
  return fenced && open ? std::min(end, cmark_node_get_start_line(node) + lines) : end;
}

void Reader::read_code_block(cmark_node* node) {
  begin_block(node, BlockKind::code);
  block_.line_end = last_line_of_code(node);
  block_.text = source_.raw(literal_of(node));
  const std::size_t last = block_.text.find_last_not_of(" \t\n");
  block_.text.resize(last == std::string::npos ? 0 : last + 1);
  end_block(0);
}

void Reader::enter_table(cmark_node* node) {
  if (is_type(node, "table")) {
    begin_block(node, BlockKind::table);
    block_.line_begin = header_line(node);
    line_ = block_.line_begin;
  } else if (is_type(node, "table_row")) {
    line_ = cmark_node_get_start_line(node);
  }
}

void Reader::leave_table(cmark_node* node) {
  if (is_type(node, "table_cell")) {
    end_cell(cmark_node_previous(node) == nullptr);
  } else if (is_type(node, "table")) {
    end_block(0);
  } else {
    end_row();
  }
}

void Reader::end_cell(bool first) {
  end_html_link();
  const std::string cell = collapse_white_space(text_);
  if (!first) row_ += " | ";
  for (const OpenLink& link : std::exchange(links_, {})) {
    Link& target = found_.links[link.index];
    target.sentence = sentence_around(text_, link.begin, link.end);
    if (cell == target.text)
      row_links_.push_back({link.index, row_.size(), row_.size() + cell.size()});
  }
  row_ += cell;
  begin_text();
}

void Reader::end_row() {
  const std::size_t last = row_.find_last_not_of(" |");
  row_.resize(last == std::string::npos ? 0 : last + 1);
  for (const OpenLink& link : std::exchange(row_links_, {})) {
    found_.links[link.index].sentence = excerpt_around(row_, link.begin, link.end);
  }
  if (!row_.empty()) block_.text += (block_.text.empty() ? "" : "\n") + row_;
  row_.clear();
}

// ---- Inlines

void Reader::enter_inline(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
      add_text(literal_of(node));
      return;
    case CMARK_NODE_CODE:
      text_ += source_.raw(literal_of(node));
      return;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
      text_ += ' ';
      ++line_;
      return;
    case CMARK_NODE_HTML_INLINE:
      add_html(literal_of(node));
      return;
    case CMARK_NODE_LINK:
      link_ = text_.size();
      return;
    case CMARK_NODE_IMAGE:
      ++images_;
      return;
    default:
      return;
  }
}

void Reader::add_text(std::string_view masked) {
  if (!hidden_.empty()) return;
  if (!in_heading_ && !link_) add_tags(masked);
  for (std::size_t i = 0; i < masked.size();) {
    const Mask* mask = source_.find(masked, i);
    if (mask == nullptr) {
      text_ += masked[i++];
    } else {
      add_mask(*mask);
      i += kMaskBytes;
    }
  }
}

void Reader::add_mask(const Mask& mask) {
  line_ = mask.line;
  if (mask.kind != MaskKind::url) {
    text_ += mask.shown;
    return;
  }
  const std::string address = clean_address(mask.shown);
  const std::size_t begin = text_.size();
  text_ += address;
  if (!link_ && images_ == 0) add_link(address, address, mask.line, begin);
}

void Reader::end_link(std::string_view masked_address) {
  if (!link_) return;
  const std::size_t begin = std::min(*link_, text_.size());
  const std::string text = collapse_white_space(std::string_view(text_).substr(begin));
  link_.reset();
  const Mask* mask = masked_address.empty() ? nullptr : source_.find(masked_address, 0);
  const bool here =
      mask != nullptr && mask->line >= block_.line_begin && mask->line <= block_.line_end;
  const std::string address = source_.shown(masked_address);
  add_link(mask != nullptr ? clean_address(address) : address, text, here ? mask->line : line_,
           begin);
}

// `begin` is where the link's text begins in text_, which ends with it.
void Reader::add_link(std::string address, std::string_view text, int line, std::size_t begin) {
  if (address.empty() || found_.links.size() == kMaxNoteLinks) return;
  const std::string shown(text.empty() ? address : text);
  links_.push_back({found_.links.size(), begin, text_.size()});
  found_.links.push_back({std::move(address), "", shown, in_file(line)});
}

void Reader::add_tags(std::string_view text) {
  for (const std::string_view tag : find_tags(text, text_.empty() ? ' ' : text_.back())) {
    if (found_.tags.size() == kMaxNoteTags || found_.seen_tags.contains(tag)) continue;
    found_.seen_tags.emplace(tag);
    found_.tags.emplace_back(tag);
  }
}

// ---- HTML

void Reader::add_html(std::string_view masked) {
  for (const HtmlPiece& piece : split_html(masked)) {
    if (piece.kind == HtmlPieceKind::text) {
      add_html_text(piece.source);
    } else {
      if (piece.kind != HtmlPieceKind::comment) add_tag(piece);
      line_ += static_cast<int>(std::count(piece.source.begin(), piece.source.end(), '\n'));
    }
  }
}

// Line by line: a link in it needs its line.
void Reader::add_html_text(std::string_view text) {
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    add_text(decode_entities(text.substr(0, end)));
    if (end == text.size()) return;
    text_ += ' ';
    ++line_;
    text.remove_prefix(end + 1);
  }
}

void Reader::add_tag(const HtmlPiece& tag) {
  const bool opens = tag.kind == HtmlPieceKind::opening;
  if (!is_inline_tag(tag.name)) text_ += ' ';
  if (!hidden_.empty()) {
    if (!opens && tag.name == hidden_) hidden_.clear();
  } else if (opens && is_hidden_tag(tag.name)) {
    hidden_ = tag.name;
  } else if (tag.name == "img" && opens) {
    text_ += source_.shown(decode_entities(attribute_of(tag.source, "alt")));
  } else if (tag.name == "a") {
    end_html_link();
    if (!opens || link_) return;
    html_address_ = attribute_of(tag.source, "href");
    if (!html_address_.empty()) link_ = text_.size();
  }
}

void Reader::end_html_link() {
  if (!html_address_.empty()) end_link(std::exchange(html_address_, {}));
}

}  // namespace

NoteBody parse_markdown(std::string_view text, int first_line) {
  Found found;
  for (const MarkdownPortion& portion : split_markdown(text)) {
    const auto above = std::count(portion.opener.begin(), portion.opener.end(), '\n');
    const MaskedMarkdown masked = mask_markdown(portion.opener + std::string(portion.text));
    const Tree tree = parse(masked.text);
    const int line = first_line + portion.first_line - 1 - static_cast<int>(above);
    Reader(masked, line, found).read(tree.get());
  }
  std::stable_sort(found.links.begin(), found.links.end(),
                   [](const Link& a, const Link& b) { return a.line < b.line; });
  NoteBody body{found.sections.title(), {}, std::move(found.links), std::move(found.tags)};
  body.sections = std::move(found.sections).sections();
  return body;
}

}  // namespace mi
