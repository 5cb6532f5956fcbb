#include "core/record.h"

#include <vector>

namespace mi {
namespace {

// The first byte of a record tells its kind, so that a wrong offset is noticed.
constexpr char kDocumentTag = 'D';
constexpr char kRelationsTag = 'R';
constexpr char kPassageTag = 'P';

constexpr auto kLastBlockKind = static_cast<std::uint64_t>(BlockKind::footnote);

class Writer {
 public:
  explicit Writer(char tag) : bytes_(1, tag) {}

  Writer& number(std::uint64_t value) {
    while (value >= 0x80) {
      bytes_ += static_cast<char>((value & 0x7fU) | 0x80U);
      value >>= 7U;
    }
    bytes_ += static_cast<char>(value);
    return *this;
  }
  Writer& text(std::string_view value) {
    number(value.size());
    bytes_ += value;
    return *this;
  }
  Writer& list(const std::vector<std::string>& values) {
    return list(values, [this](const std::string& value) { text(value); });
  }
  template <class Element, class Write>
  Writer& list(const std::vector<Element>& elements, Write write) {
    number(elements.size());
    for (const Element& element : elements) write(element);
    return *this;
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// After the first field that does not decode, every further one is empty and ok() is false.
class Reader {
 public:
  Reader(std::string_view bytes, char tag) : rest_(bytes), ok_(bytes.starts_with(tag)) {
    if (ok_) rest_.remove_prefix(1);
  }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && ok_ && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
      if (byte < 0x80) return value;
    }
    ok_ = false;
    return 0;
  }
  std::string text() {
    const std::uint64_t size = number();
    if (!ok_ || size > rest_.size()) {
      ok_ = false;
      return {};
    }
    std::string value(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return value;
  }
  void fail() { ok_ = false; }
  std::vector<std::string> list() {
    return list<std::string>([this] { return text(); });
  }
  template <class Element, class Read>
  std::vector<Element> list(Read read) {
    const std::uint64_t count = number();
    std::vector<Element> elements;
    // Each element takes a byte at least: a count beyond that is no list.
    if (count > rest_.size()) ok_ = false;
    for (std::uint64_t i = 0; ok_ && i < count; ++i) elements.push_back(read());
    return elements;
  }
  bool ok() const { return ok_; }
  bool done() const { return ok_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool ok_;
};

}  // namespace

std::string encode_document(const DocumentRecord& record) {
  const DocumentInfo& info = record.info;
  return Writer(kDocumentTag)
      .number(record.passages)
      .number(info.kind == DocumentKind::note ? 1 : 0)
      .number(info.draft ? 1 : 0)
      .text(info.id)
      .text(info.url)
      .text(info.title)
      .text(info.date)
      .text(info.site)
      .text(info.language)
      .text(info.description)
      .text(info.fetched)
      .text(info.doi)
      .list(info.authors)
      .list(info.affiliations)
      .list(info.tags)
      .list(info.aliases)
      .take();
}

std::optional<DocumentRecord> decode_document(std::string_view bytes) {
  Reader reader(bytes, kDocumentTag);
  DocumentRecord record;
  DocumentInfo& info = record.info;
  record.passages = static_cast<std::uint32_t>(reader.number());
  info.kind = reader.number() == 1 ? DocumentKind::note : DocumentKind::paper;
  info.draft = reader.number() == 1;
  for (std::string* field : {&info.id, &info.url, &info.title, &info.date, &info.site,
                             &info.language, &info.description, &info.fetched, &info.doi}) {
    *field = reader.text();
  }
  info.authors = reader.list();
  info.affiliations = reader.list();
  info.tags = reader.list();
  info.aliases = reader.list();
  if (!reader.done()) return {};
  return record;
}

std::string encode_relations(const Relations& relations) {
  Writer writer(kRelationsTag);
  writer.list(relations.links, [&](const Link& link) {
    writer.text(link.url).text(link.fragment).text(link.text).text(link.sentence);
    writer.number(static_cast<std::uint64_t>(link.line));
  });
  writer.list(relations.citations, [&](const Citation& citation) {
    writer.text(citation.key).text(citation.title).text(citation.year);
    writer.text(citation.url).text(citation.doi).list(citation.authors);
  });
  writer.list(relations.term_pairs, [&](const TermPair& pair) {
    writer.number(pair.kind == TermPairKind::acronym ? 1 : 0).text(pair.term).text(pair.other);
    writer.number(static_cast<std::uint64_t>(pair.line));
  });
  return writer.take();
}

std::optional<Relations> decode_relations(std::string_view bytes) {
  Reader reader(bytes, kRelationsTag);
  Relations relations;
  relations.links = reader.list<Link>([&] {
    Link link;
    for (std::string* field : {&link.url, &link.fragment, &link.text, &link.sentence})
      *field = reader.text();
    link.line = static_cast<int>(reader.number());
    return link;
  });
  relations.citations = reader.list<Citation>([&] {
    Citation citation;
    for (std::string* field :
         {&citation.key, &citation.title, &citation.year, &citation.url, &citation.doi})
      *field = reader.text();
    citation.authors = reader.list();
    return citation;
  });
  relations.term_pairs = reader.list<TermPair>([&] {
    TermPair pair;
    pair.kind = reader.number() == 1 ? TermPairKind::acronym : TermPairKind::translation;
    pair.term = reader.text();
    pair.other = reader.text();
    pair.line = static_cast<int>(reader.number());
    return pair;
  });
  if (!reader.done()) return {};
  return relations;
}

std::string encode_passage(const PassageRecord& record) {
  const Passage& passage = record.passage;
  std::size_t before = 0;
  Writer writer(kPassageTag);
  writer.number(record.document)
      .number(static_cast<std::uint64_t>(passage.line_begin))
      .number(static_cast<std::uint64_t>(passage.line_end))
      .list(passage.heading_path)
      .text(passage.anchor)
      .text(passage.text)
      .list(passage.blocks, [&](const PassageBlock& block) {
        writer.number(2 * static_cast<std::uint64_t>(block.kind) + (block.continues ? 1 : 0));
        writer.number(block.begin - before);
        before = block.begin;
      });
  return writer.take();
}

std::optional<PassageRecord> decode_passage(std::string_view bytes) {
  Reader reader(bytes, kPassageTag);
  PassageRecord record;
  record.document = reader.number();
  record.passage.line_begin = static_cast<int>(reader.number());
  record.passage.line_end = static_cast<int>(reader.number());
  record.passage.heading_path = reader.list();
  record.passage.anchor = reader.text();
  record.passage.text = reader.text();
  std::size_t begin = 0;
  record.passage.blocks = reader.list<PassageBlock>([&] {
    const std::uint64_t form = reader.number();
    const std::uint64_t distance = reader.number();
    if (form / 2 > kLastBlockKind || distance > record.passage.text.size() - begin) reader.fail();
    begin += reader.ok() ? distance : 0;
    return PassageBlock{static_cast<BlockKind>(reader.ok() ? form / 2 : 0), begin, form % 2 != 0};
  });
  if (!reader.done()) return {};
  return record;
}

}  // namespace mi
