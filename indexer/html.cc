#include "indexer/html.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <climits>
#include <memory>

#include "core/unicode.h"
#include "indexer/html_tag.h"
#include "indexer/slim_html.h"
#include "indexer/white_space.h"

namespace mi {
namespace {

// slim_html bounds the nesting but for elements without end tags: what lies deeper keeps its text.
constexpr std::size_t kMaxOpenNodes = 4 * kMaxHtmlDepth;

std::string_view view_of(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// Builds the tree from the parser's events; libxml2's own tree is never made.
class TreeBuilder {
 public:
  void open(std::string_view name, const xmlChar** attributes) {
    if (!may_add() || too_deep_ > 0 || open_.size() >= kMaxOpenNodes) {
      ++too_deep_;
      if (script_ == 0 && name == "script") script_ = too_deep_;
      if (tree_.back().is_text()) tree_.back().text += ' ';
      return;
    }
    HtmlNode node;
    node.name = name;
    for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
      node.attributes.emplace_back(view_of(attributes[0]), to_nfc(view_of(attributes[1])));
    }
    open_.push_back(add(std::move(node)));
  }

  void close(std::string_view name) {
    if (too_deep_ > 0) {
      if (script_ == too_deep_) script_ = 0;
      --too_deep_;
      return;
    }
    while (!open_.empty()) {
      HtmlNode& node = tree_[open_.back()];
      node.end = static_cast<HtmlIndex>(tree_.size());
      open_.pop_back();
      if (node.name == name) return;
    }
  }

  void add_text(std::string_view text) {
    if (script_ > 0) return;
    const bool continues = !tree_.empty() && tree_.back().is_text() && !text_is_closed();
    if (continues || is_full()) {
      tree_.back().text += text;
    } else {
      HtmlNode node;
      node.text = text;
      const HtmlIndex at = add(std::move(node));
      tree_[at].end = at + 1;
    }
  }

  HtmlTree finish() {
    for (const HtmlIndex open : open_) tree_[open].end = static_cast<HtmlIndex>(tree_.size());
    for (HtmlNode& node : tree_) {
      if (node.is_text()) node.text = to_nfc(node.text);
    }
    return std::move(tree_);
  }

 private:
  // The last node is kept for text.
  bool may_add() const { return tree_.size() + 1 < kMaxHtmlNodes; }
  bool is_full() const { return tree_.size() >= kMaxHtmlNodes; }

  HtmlIndex add(HtmlNode node) {
    const auto at = static_cast<HtmlIndex>(tree_.size());
    node.parent = open_.empty() ? at : open_.back();
    tree_.push_back(std::move(node));
    return at;
  }

  // Whether the element that the last text stands in has ended.
  bool text_is_closed() const {
    const auto last = static_cast<HtmlIndex>(tree_.size() - 1);
    return tree_.back().parent != (open_.empty() ? last : open_.back());
  }

  HtmlTree tree_;
  std::vector<HtmlIndex> open_;
  std::size_t too_deep_ = 0;  // open elements that have no node
  std::size_t script_ = 0;    // which of them is a script; 0: none
};

void on_open(void* builder, const xmlChar* name, const xmlChar** attributes) {
  static_cast<TreeBuilder*>(builder)->open(view_of(name), attributes);
}

void on_close(void* builder, const xmlChar* name) {
  static_cast<TreeBuilder*>(builder)->close(view_of(name));
}

void on_text(void* builder, const xmlChar* text, int size) {
  static_cast<TreeBuilder*>(builder)->add_text(
      {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
}

xmlSAXHandler handlers() {
  xmlSAXHandler sax{};
  sax.startElement = on_open;
  sax.endElement = on_close;
  sax.characters = on_text;
  sax.ignorableWhitespace = on_text;
  sax.cdataBlock = on_text;  // the content of scripts
  return sax;
}

HtmlTree parse_slim(const std::string& page) {
  const std::unique_ptr<htmlParserCtxt, decltype(&htmlFreeParserCtxt)> parser(htmlNewParserCtxt(),
                                                                              &htmlFreeParserCtxt);
  if (parser == nullptr || parser->sax == nullptr) return {};
  TreeBuilder builder;
  *parser->sax = handlers();
  parser->userData = &builder;
  constexpr int kOptions = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                           HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | XML_PARSE_HUGE;
  const auto size = static_cast<int>(std::min<std::size_t>(page.size(), INT_MAX));
  xmlFreeDoc(htmlCtxtReadMemory(parser.get(), page.data(), size, nullptr, "UTF-8", kOptions));
  return builder.finish();
}

}  // namespace

std::string_view HtmlNode::attribute(std::string_view attribute_name) const {
  for (const auto& [known, value] : attributes) {
    if (known == attribute_name) return value;
  }
  return {};
}

bool HtmlNode::has_attribute(std::string_view attribute_name) const {
  return std::any_of(attributes.begin(), attributes.end(),
                     [&](const auto& known) { return known.first == attribute_name; });
}

bool HtmlNode::has_class(std::string_view word) const {
  const std::string_view classes = attribute("class");
  for (std::size_t at = classes.find(word); at != std::string_view::npos;
       at = classes.find(word, at + 1)) {
    const std::size_t after = at + word.size();
    if ((at == 0 || is_html_space(classes[at - 1])) &&
        (after == classes.size() || is_html_space(classes[after]))) {
      return true;
    }
  }
  return false;
}

HtmlTree parse_html(std::string_view page) { return parse_slim(to_valid_utf8(slim_html(page))); }

std::string text_inside(const HtmlTree& tree, HtmlIndex node, std::size_t limit) {
  std::string text;
  const std::size_t end = std::min<std::size_t>(tree[node].end, node + limit);
  for (std::size_t i = node; i < end && text.size() < limit; ++i) text += tree[i].text;
  return text;
}

HtmlIndex find_element(const HtmlTree& tree, std::string_view name, HtmlIndex begin,
                       HtmlIndex end) {
  for (HtmlIndex i = begin; i < end; ++i) {
    if (tree[i].name == name) return i;
  }
  return end;
}

std::string plain_text_of_html(std::string_view text) {
  if (text.find_first_of("<&") == std::string_view::npos) return collapse_white_space(to_nfc(text));
  std::string line;
  for (const HtmlNode& node : parse_html(text)) append_collapsed(line, node.text);
  trim_end(line);
  return to_nfc(line);
}

}  // namespace mi
