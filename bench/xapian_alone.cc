#include "bench/xapian_alone.h"

#include <xapian.h>

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "core/generation.h"
#include "core/paths.h"
#include "core/schema.h"
#include "core/text_file.h"

namespace mi {

struct XapianAlone::Impl {
  Xapian::Database database;
  TextFile text;
  Xapian::QueryParser parser;
  Xapian::Stem stem{"english"};

  Impl(Xapian::Database opened, TextFile texts)
      : database(std::move(opened)), text(std::move(texts)) {
    parser.set_database(database);
    parser.set_stemmer(stem);
    parser.set_stemming_strategy(Xapian::QueryParser::STEM_ALL);
  }

  Xapian::MSet match(const std::string& query, std::size_t limit, unsigned flags) {
    Xapian::Enquire enquire(database);
    enquire.set_query(parser.parse_query(query, flags));
    return enquire.get_mset(0, static_cast<Xapian::doccount>(limit));
  }

  std::vector<Found> search(const std::string& query, std::size_t limit, unsigned flags) {
    std::vector<Found> best;
    const Xapian::MSet found = match(query, limit, flags);
    for (auto it = found.begin(); it != found.end(); ++it) {
      const std::string data = it.get_document().get_data();
      const auto record = text.record_at(std::strtoull(data.c_str(), nullptr, 10));
      auto passage = record ? decode_passage(*record) : std::nullopt;
      if (!passage) continue;
      const auto head = text.record_at(passage->document);
      auto document = head ? decode_document(*head) : std::nullopt;
      if (!document) continue;
      std::string snippet = found.snippet(passage->passage.text, 320, stem);
      best.push_back(
          {it.get_weight(), std::move(*document), std::move(*passage), std::move(snippet)});
    }
    return best;
  }
};

Expected<XapianAlone> XapianAlone::open(const Config& config) {
  const Expected<Generation> generation = read_current(index_folder(config));
  if (!generation) return tl::unexpected(generation.error());
  const std::filesystem::path part = index_folder(config) / generation->parts.front().folder;
  Expected<TextFile> text = TextFile::open(part / kTextFile);
  if (!text) return tl::unexpected(text.error());
  return XapianAlone(
      std::make_unique<Impl>(Xapian::Database((part / kXapianFolder).string()), std::move(*text)));
}

std::vector<XapianAlone::Found> XapianAlone::search(const std::string& query, std::size_t limit) {
  return impl_->search(query, limit, Xapian::QueryParser::FLAG_DEFAULT);
}

std::vector<XapianAlone::Found> XapianAlone::search_typed(const std::string& query) {
  return impl_->search(query, 10,
                       Xapian::QueryParser::FLAG_DEFAULT | Xapian::QueryParser::FLAG_PARTIAL);
}

std::size_t XapianAlone::match(const std::string& query) {
  return impl_->match(query, 10, Xapian::QueryParser::FLAG_DEFAULT).size();
}

XapianAlone::XapianAlone(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
XapianAlone::XapianAlone(XapianAlone&&) noexcept = default;
XapianAlone& XapianAlone::operator=(XapianAlone&&) noexcept = default;
XapianAlone::~XapianAlone() = default;

}  // namespace mi
