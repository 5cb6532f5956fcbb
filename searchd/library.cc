#include "searchd/library.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "core/analyzer.h"
#include "core/unicode.h"
#include "core/work_key.h"

namespace mi {
namespace {

std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  for (Token& token : analyze(text)) {
    const bool is_word = token.kind == TokenKind::word || token.kind == TokenKind::number ||
                         token.kind == TokenKind::hangul;
    if (is_word) words.insert(std::move(token.term));
  }
  return words;
}

}  // namespace

std::vector<std::string> keys_of_name(std::string_view name) {
  const std::string text(name);
  std::vector<std::string> keys = {key_of_url(text), key_of_doi(text), key_of_title(text)};
  if (text.find("://") == std::string::npos && text.find(' ') == std::string::npos) {
    if (text.find('/') != std::string::npos) keys.push_back(key_of_url("https://" + text));
    const std::size_t number = text.starts_with("arxiv:") || text.starts_with("arXiv:") ? 6 : 0;
    if (text.size() > number && text[number] >= '0' && text[number] <= '9')
      keys.push_back(key_of_url("https://arxiv.org/abs/" + text.substr(number)));
  }
  std::erase(keys, "");
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

Library::Library(std::vector<DocumentInfo> documents) : documents_(std::move(documents)) {
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    const DocumentInfo& document = documents_[i];
    by_name_.emplace(document.id, i);
    by_name_.emplace(document.url, i);
    for (std::string& key : keys_of(document)) by_key_.emplace(std::move(key), i);
    for (const std::string& word : words_of(document.title)) by_title_word_[word].push_back(i);
  }
}

std::vector<std::size_t> Library::find(const std::string& name) const {
  const auto named = by_name_.find(to_nfc(name));
  if (named != by_name_.end()) return {named->second};
  if (const std::optional<std::size_t> keyed = find_by_keys(keys_of_name(name))) return {*keyed};
  return find_by_title(name);
}

std::optional<std::size_t> Library::find_by_keys(const std::vector<std::string>& keys) const {
  for (const std::string& key : keys) {
    const auto known = by_key_.find(key);
    if (known != by_key_.end()) return known->second;
  }
  return {};
}

std::vector<std::size_t> Library::find_by_title(const std::string& name) const {
  const std::set<std::string> wanted = words_of(name);
  if (wanted.empty()) return {};
  // Only those that have the rarest of the words can have all.
  const std::vector<std::size_t>* candidates = nullptr;
  for (const std::string& word : wanted) {
    const auto known = by_title_word_.find(word);
    if (known == by_title_word_.end()) return {};
    if (candidates == nullptr || known->second.size() < candidates->size())
      candidates = &known->second;
  }
  std::vector<std::tuple<std::size_t, DocumentKind, std::size_t>> found;
  for (const std::size_t i : *candidates) {
    const std::set<std::string> title = words_of(documents_[i].title);
    if (std::includes(title.begin(), title.end(), wanted.begin(), wanted.end()))
      found.emplace_back(title.size(), documents_[i].kind, i);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::size_t> places;
  places.reserve(found.size());
  for (const auto& [words, kind, place] : found) places.push_back(place);
  return places;
}

}  // namespace mi
