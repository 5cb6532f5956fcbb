#include "searchd/library.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

Library sample_library() {
  DocumentInfo toy;
  toy.id = toy.url = "https://a.org/2022/toy_model/";
  toy.title = "Toy Models of Superposition";
  toy.doi = "10.1234/toy.1";
  toy.aliases = {"https://arxiv.org/abs/2209.10652"};
  DocumentInfo summary;
  summary.kind = DocumentKind::note;
  summary.id = "ko/요약.md";
  summary.url = "/home/me/notes/ko/요약.md";
  summary.title = "Toy Models of Superposition";
  DocumentInfo replication;
  replication.id = replication.url = "https://b.org/replication";
  replication.title = "Toy Models of Superposition Replicated and Extended";
  return Library({replication, summary, toy});
}

std::string found(const std::string& name) {
  const Library library = sample_library();
  std::string ids;
  for (const std::size_t place : library.find(name))
    ids += (ids.empty() ? "" : " ") + library.documents()[place].id;
  return ids;
}

TEST(Library, FindsADocumentByAnyOfItsNames) {
  const std::string toy = "https://a.org/2022/toy_model/";
  for (const char* name :
       {"https://a.org/2022/toy_model/", "http://a.org/2022/toy_model/index.html#intro",
        "a.org/2022/toy_model", "https://arxiv.org/pdf/2209.10652v2", "2209.10652",
        "arXiv:2209.10652", "10.1234/toy.1", "https://doi.org/10.1234/TOY.1",
        "Toy Models of Superposition"}) {
    EXPECT_EQ(found(name), toy) << name;
  }
  EXPECT_EQ(found("ko/요약.md"), "ko/요약.md");
  EXPECT_EQ(found("/home/me/notes/ko/요약.md"), "ko/요약.md");
  EXPECT_EQ(found("ko/\u110B\u116D\u110B\u1163\u11A8.md"), "ko/요약.md") << "as macOS writes it";
}

TEST(Library, FindsDocumentsByWordsOfTheirTitleTheShortestFirst) {
  EXPECT_EQ(found("toy model"),
            "https://a.org/2022/toy_model/ ko/요약.md https://b.org/replication");
  EXPECT_EQ(found("replicated toys"), "https://b.org/replication");
  EXPECT_EQ(found("toy neurons"), "");
  EXPECT_EQ(found(""), "");
  EXPECT_EQ(found("!!!"), "");
}

TEST(KeysOfName, ReadsAddressesNumbersAndTitles) {
  using Keys = std::vector<std::string>;
  EXPECT_EQ(keys_of_name("2209.10652"), Keys{"arxiv:2209.10652"});
  EXPECT_EQ(keys_of_name("distill.pub/2020/circuits").back(), "url:distill.pub/2020/circuits");
  EXPECT_EQ(keys_of_name("toy"), Keys{});
  EXPECT_EQ(keys_of_name("\xFF\"\0"), Keys{});
}

}  // namespace
}  // namespace mi
