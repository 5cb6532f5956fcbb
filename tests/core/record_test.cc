#include "core/record.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

DocumentRecord sample_document() {
  DocumentRecord record;
  record.passages = 300;
  record.info.id = "https://circuits.example/a/";
  record.info.kind = DocumentKind::note;
  record.info.url = "/home/me/a.md";
  record.info.title = "중첩 (Superposition)";
  record.info.authors = {"A", ""};
  record.info.affiliations = {"B"};
  record.info.date = "2022-09-14";
  record.info.site = "circuits.example";
  record.info.language = "ko";
  record.info.description = std::string(1000, 'x');
  record.info.tags = {"sae", "특징"};
  record.info.draft = true;
  record.info.fetched = "2026-11-25T08:39:05Z";
  record.info.doi = "10.1/x";
  record.info.aliases = {"http://circuits.example/a"};
  return record;
}

PassageRecord sample_passage() {
  return {1ULL << 40U,
          {{"Outer", "Inner"},
           "anchor",
           std::string("text with \0 inside", 18),
           12,
           3000,
           {{BlockKind::list_item, 0, true}, {BlockKind::footnote, 11, false}}}};
}

Relations sample_relations() {
  return {
      {{"https://circuits.example/a/", "claim", "text", 7, "A sentence with a link."}},
      {{"olah2020", "Zoom In", {"C", "D"}, "2020", "https://circuits.example/b/", "10.1/y"}, {}},
      {{TermPairKind::translation, "중첩", "superposition", 3},
       {TermPairKind::acronym, "sparse autoencoder", "SAE", 0}}};
}

TEST(Record, ComesBackAsItWas) {
  EXPECT_EQ(decode_relations(encode_relations(sample_relations())), sample_relations());
  EXPECT_EQ(decode_relations(encode_relations({})), Relations{});
  EXPECT_EQ(decode_document(encode_document(sample_document())), sample_document());
  EXPECT_EQ(decode_passage(encode_passage(sample_passage())), sample_passage());
  EXPECT_EQ(decode_document(encode_document({})), DocumentRecord{});
  EXPECT_EQ(decode_passage(encode_passage({})), PassageRecord{});
}

TEST(Record, IsNothingWhenCutAnywhereOrContinued) {
  const std::string document = encode_document(sample_document());
  for (std::size_t size = 0; size < document.size(); ++size) {
    EXPECT_FALSE(decode_document(document.substr(0, size))) << size;
  }
  const std::string relations = encode_relations(sample_relations());
  for (std::size_t size = 0; size < relations.size(); ++size) {
    EXPECT_FALSE(decode_relations(relations.substr(0, size))) << size;
  }
  const std::string passage = encode_passage(sample_passage());
  for (std::size_t size = 0; size < passage.size(); ++size) {
    EXPECT_FALSE(decode_passage(passage.substr(0, size))) << size;
  }
  EXPECT_FALSE(decode_document(document + "x"));
  EXPECT_FALSE(decode_relations(relations + "x"));
  EXPECT_FALSE(decode_passage(passage + "x"));
}

TEST(Record, IsNothingForTheOtherKindAndForHugeCounts) {
  EXPECT_FALSE(decode_document(encode_passage(sample_passage())));
  EXPECT_FALSE(decode_passage(encode_document(sample_document())));
  EXPECT_FALSE(decode_passage(std::string("P") + std::string(64, '\xff')));
  // A list that claims 2^62 elements must not be reserved for.
  EXPECT_FALSE(decode_passage(std::string("P\x00\x00\x00", 4) + std::string(8, '\xff') + '\x3f'));
}

TEST(Record, IsNothingWhereABlockIsOfNoKindOrBeginsOutsideTheText) {
  PassageRecord record = sample_passage();
  record.passage.blocks[1].begin = record.passage.text.size();
  EXPECT_TRUE(decode_passage(encode_passage(record))) << "an empty block is no harm";
  ++record.passage.blocks[1].begin;
  EXPECT_FALSE(decode_passage(encode_passage(record)));
  record.passage.blocks[1] = {static_cast<BlockKind>(7), 11, false};
  EXPECT_FALSE(decode_passage(encode_passage(record)));
}

}  // namespace
}  // namespace mi
