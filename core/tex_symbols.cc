#include "core/tex_symbols.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "core/ascii.h"
#include "core/greek.h"
#include "core/unicode.h"

namespace mi {
namespace {

constexpr std::size_t kMaxSymbolBytes = 64;
constexpr std::size_t kMaxDepth = 16;

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Commands that change how a formula looks and not what it says.
bool is_dropped(std::string_view command) {
  static const std::unordered_set<std::string_view> kDropped = {
      "left",     "right",  "middle",     "big",          "Big",       "bigg",        "Bigg",
      "bigl",     "bigr",   "Bigl",       "Bigr",         "biggl",     "biggr",       "Biggl",
      "Biggr",    "bigm",   "Bigm",       "displaystyle", "textstyle", "scriptstyle", "limits",
      "nolimits", "quad",   "qquad",      "mathbf",       "mathcal",   "mathbb",      "mathfrak",
      "mathscr",  "mathit", "boldsymbol", "bm",           "pmb",       "bf",          "rm",
      "it",       "cal",    "mathop",     "mathrel",      "mathbin",   "mathord",     "nonumber",
      "notag",    "hfill",  "vphantom",   "phantom",      "smash",     "mathstrut",   "tiny",
      "small",    "large",  "Large",      "thinspace",    "enspace"};
  return kDropped.contains(command);
}

// Commands whose argument is words, not a product of letters.
bool takes_words(std::string_view command) {
  static const std::unordered_set<std::string_view> kWords = {
      "text",   "textrm", "textbf",       "textit", "textsf", "texttt",    "mathrm",
      "mathsf", "mathtt", "operatorname", "mbox",   "hbox",   "mathnormal"};
  return kWords.contains(command);
}

// Commands whose argument says nothing of the formula.
bool drops_argument(std::string_view command) {
  static const std::unordered_set<std::string_view> kDropped = {
      "begin",  "end",    "label", "tag",       "ref", "eqref",
      "hspace", "vspace", "color", "textcolor", "cite"};
  return kDropped.contains(command);
}

// One name for the commands and characters that print the same symbol.
std::string_view canonical(std::string_view symbol) {
  static const std::unordered_map<std::string_view, std::string_view> kNames = {
      {"le", "leq"},
      {"ge", "geq"},
      {"ne", "neq"},
      {"to", "rightarrow"},
      {"gets", "leftarrow"},
      {"top", "T"},
      {"intercal", "T"},
      {"varepsilon", "epsilon"},
      {"varphi", "phi"},
      {"vartheta", "theta"},
      {"varrho", "rho"},
      {"varsigma", "sigma"},
      {"lvert", "|"},
      {"rvert", "|"},
      {"vert", "|"},
      {"mid", "|"},
      {"lVert", "||"},
      {"rVert", "||"},
      {"Vert", "||"},
      {"ast", "*"},
      {"lbrack", "["},
      {"rbrack", "]"},
      {"dfrac", "frac"},
      {"tfrac", "frac"},
      {"ldots", "dots"},
      {"cdots", "dots"},
      {"dotsc", "dots"},
      {"dotsb", "dots"},
      {"widehat", "hat"},
      {"widetilde", "tilde"},
      {"overline", "bar"},
      {"lt", "<"},
      {"gt", ">"},
      {"emptyset", "varnothing"},
      {"land", "wedge"},
      {"lor", "vee"},
      {"\u2264", "leq"},
      {"\u2265", "geq"},
      {"\u2260", "neq"},
      {"\u2192", "rightarrow"},
      {"\u2190", "leftarrow"},
      {"\u00D7", "times"},
      {"\u00B7", "cdot"},
      {"\u22C5", "cdot"},
      {"\u2208", "in"},
      {"\u2211", "sum"},
      {"\u220F", "prod"},
      {"\u222B", "int"},
      {"\u221E", "infty"},
      {"\u2202", "partial"},
      {"\u2207", "nabla"},
      {"\u2212", "-"},
      {"\u2225", "||"},
      {"\u2016", "||"},
      {"\u2248", "approx"},
      {"\u221D", "propto"},
      {"\u2297", "otimes"},
      {"\u2295", "oplus"},
      {"\u2299", "odot"},
      {"\u221A", "sqrt"},
      {"\u22A4", "T"},
      {"\u211D", "R"},
      {"\u27E8", "langle"},
      {"\u27E9", "rangle"},
      {"\u2209", "notin"},
      {"\u2282", "subset"},
      {"\u2286", "subseteq"},
      {"\u222A", "cup"},
      {"\u2229", "cap"},
      {"\u2200", "forall"},
      {"\u2203", "exists"},
      {"\u2026", "dots"},
      {"\u22EF", "dots"},
      {"\u2032", "prime"},
      {"\u2113", "ell"}};
  const auto known = kNames.find(symbol);
  return known == kNames.end() ? symbol : known->second;
}

// A Greek letter by its name, a capital one with a capital: Σ is Sigma, as \Sigma is.
std::string greek_symbol(char32_t code) {
  constexpr char32_t kCapital = 0x20;  // before its small letter
  if (code >= U'\u0391' && code <= U'\u03A9') {
    std::string name(greek_name(code + kCapital));
    if (!name.empty()) name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
  }
  return std::string(greek_name(code));
}

class TexReader {
 public:
  explicit TexReader(std::string_view tex) : tex_(tex) {}

  std::vector<std::string> read() {
    while (at_ < tex_.size()) step();
    while (!open_.empty()) close_group();
    return std::move(symbols_);
  }

 private:
  // What stands between braces, from its first symbol on.
  struct Group {
    std::size_t begin = 0;  // of its opening brace among the symbols
    char script = 0;        // '_' or '^' where the group is one
    bool words = false;
    std::size_t upper_begin = 0;  // an upper script at the group's end, which a lower one may pass
    std::size_t upper_end = 0;
  };

  void step() {
    const char c = tex_[at_];
    if (c == '\\') {
      read_command();
    } else if (c == '{') {
      ++at_;
      open_group(false);
    } else if (c == '}') {
      ++at_;
      if (skipped_ > 0) {
        --skipped_;
      } else if (!open_.empty()) {
        close_group();
      }
    } else if (c == '_' || c == '^') {
      ++at_;
      script_ = c;
    } else if (is_letter(c)) {
      read_letters();
    } else if (is_digit(c)) {
      read_number();
    } else {
      read_sign();
    }
  }

  void read_letters() {
    const std::size_t begin = at_++;
    const bool words = !open_.empty() && open_.back().words;
    while (words && at_ < tex_.size() && is_letter(tex_[at_])) ++at_;
    add(tex_.substr(begin, at_ - begin));
  }

  void read_number() {
    const std::size_t begin = at_++;
    const auto inside = [&] {
      return at_ < tex_.size() &&
             (is_digit(tex_[at_]) ||
              (tex_[at_] == '.' && at_ + 1 < tex_.size() && is_digit(tex_[at_ + 1])));
    };
    while (script_ == 0 && inside()) ++at_;
    add(tex_.substr(begin, at_ - begin));
  }

  void read_sign() {
    constexpr std::string_view kDropped = ",;:.&~\"`$#%@?";
    if (is_space(tex_[at_]) || kDropped.find(tex_[at_]) != std::string_view::npos) {
      ++at_;
      return;
    }
    std::size_t size = 0;
    const char32_t code = decode_utf8(tex_, at_, size);
    const std::string_view sign = tex_.substr(at_, size);
    at_ += size;
    if (code == U'\'' || code == U'\u2019' || code == U'\u2032') {
      script_ = '^';
      add("prime");
    } else if (const std::string greek = greek_symbol(code); !greek.empty()) {
      add(greek);
    } else if (class_of(code) != CharClass::space && code != 0xFFFD && code >= 0x20) {
      add(canonical(sign));
    }
  }

  void read_command() {
    ++at_;
    if (at_ == tex_.size()) return;
    const std::size_t begin = at_;
    while (at_ < tex_.size() && is_letter(tex_[at_])) ++at_;
    const std::string_view name = tex_.substr(begin, at_ - begin);
    if (name.empty()) {
      read_escaped();
      return;
    }
    if (at_ < tex_.size() && tex_[at_] == '*') ++at_;
    if (drops_argument(name)) {
      skip_argument();
    } else if (takes_words(name)) {
      while (at_ < tex_.size() && is_space(tex_[at_])) ++at_;
      if (at_ < tex_.size() && tex_[at_] == '{') {
        ++at_;
        open_group(true);
      }
    } else if (!is_dropped(name)) {
      add(canonical(name));
    }
  }

  // "\{" and its kin. "\," and "\\" are spacing.
  void read_escaped() {
    const char c = tex_[at_++];
    if (c == '|') add("||");
    if (c == '{' || c == '}') add(c == '{' ? "lbrace" : "rbrace");
  }

  void skip_argument() {
    if (at_ == tex_.size() || tex_[at_] != '{') return;
    const std::size_t end = tex_.find('}', at_);
    at_ = end == std::string_view::npos ? tex_.size() : end + 1;
  }

  void open_group(bool words) {
    if (open_.size() >= kMaxDepth) {
      ++skipped_;
      return;
    }
    const bool inside_words = !open_.empty() && open_.back().words;
    open_.push_back({symbols_.size(), script_, words || inside_words, 0, 0});
    symbols_.push_back(script_ == 0 ? "{" : std::string(1, script_) + "{");
    script_ = 0;
  }

  void close_group() {
    const Group group = open_.back();
    open_.pop_back();
    script_ = 0;
    if (group.script != 0) merge_letters(group.begin + 1);
    const std::size_t inside = symbols_.size() - group.begin - 1;
    if (inside > 1) {
      symbols_.emplace_back("}");
    } else {
      std::string only = inside == 0 ? "" : std::move(symbols_.back());
      symbols_.resize(group.begin);
      if (inside == 0) return;
      if (group.script != 0) only.insert(0, 1, group.script);
      if (only.size() <= kMaxSymbolBytes) symbols_.push_back(std::move(only));
    }
    end_unit(group.begin, group.script);
  }

  // d_{model}: the letters of a script are one word.
  void merge_letters(std::size_t begin) {
    std::string word;
    for (std::size_t i = begin; i < symbols_.size(); ++i) {
      if (symbols_[i].size() != 1 || !is_letter(symbols_[i][0])) return;
      word += symbols_[i];
    }
    if (word.size() < 2 || word.size() >= kMaxSymbolBytes) return;
    symbols_.resize(begin);
    symbols_.push_back(std::move(word));
  }

  void add(std::string_view symbol) {
    const char script = script_;
    script_ = 0;
    if (symbol.empty() || symbol.size() >= kMaxSymbolBytes) return;
    const std::size_t begin = symbols_.size();
    std::string& added = symbols_.emplace_back();
    if (script != 0) added += script;
    added += symbol;
    end_unit(begin, script);
  }

  // A unit (a symbol or a group, with its script) has ended. A lower script goes before an upper
  // one: W^T_Q is W_Q^T.
  void end_unit(std::size_t begin, char script) {
    Group& around = open_.empty() ? top_ : open_.back();
    if (script == '_' && around.upper_end == begin && around.upper_end > around.upper_begin) {
      const auto place = [&](std::size_t i) {
        return symbols_.begin() + static_cast<std::ptrdiff_t>(i);
      };
      std::rotate(place(around.upper_begin), place(begin), symbols_.end());
    }
    around.upper_begin = script == '^' ? begin : 0;
    around.upper_end = script == '^' ? symbols_.size() : 0;
  }

  std::string_view tex_;
  std::size_t at_ = 0;
  char script_ = 0;          // of what comes next
  std::size_t skipped_ = 0;  // braces open below kMaxDepth
  Group top_;
  std::vector<Group> open_;
  std::vector<std::string> symbols_;
};

}  // namespace

std::vector<std::string> tex_symbols(std::string_view tex) {
  const std::string normal = to_nfkc(beginning_of(tex, kMaxFormulaBytes));
  return TexReader(normal).read();
}

Formula formula_at(std::string_view text, std::size_t at) {
  const Formula none{at, {}};
  const auto char_at = [&](std::size_t i) { return i < text.size() ? text[i] : '\0'; };
  const bool display = char_at(at + 1) == '$';
  const std::size_t begin = at + (display ? 2 : 1);
  std::size_t end = begin;
  const std::size_t limit = std::min(text.size(), begin + kMaxFormulaBytes);
  while (end < limit && text[end] != '$') end += text[end] == '\\' ? 2 : 1;
  if (end >= limit || end == begin) return none;
  if (display) {
    if (char_at(end + 1) != '$') return none;
    return {end + 2, text.substr(begin, end - begin)};
  }
  const char next = char_at(end + 1);
  const bool variables = is_letter(next) && !text.substr(end + 1).starts_with("th");
  if (is_space(text[begin]) || is_space(text[end - 1]) || is_digit(next) || variables) return none;
  return {end + 1, text.substr(begin, end - begin)};
}

}  // namespace mi
