// CurrentIndex: what the published generation holds, followed from one generation to the next, with
// what is read beside its passages when it is first asked for: glossary, completions, the words to
// look among for a mistyped one, the documents and their names.
//
// Serves one thread at a time. When a new generation cannot be opened, the last good one goes on
// answering.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/completions.h"
#include "core/config.h"
#include "core/expected.h"
#include "core/glossary.h"
#include "core/time.h"
#include "searchd/collection_statistics.h"
#include "searchd/passage_index.h"
#include "searchd/shared_index.h"
#include "searchd/shelf.h"
#include "searchd/spelling.h"

namespace mi {

class CurrentIndex {
 public:
  // Fails when there is no index, or one written in another format; the hint says how to make one.
  // Where there is one that is `shared`, a part is opened only when it is what was written, what is
  // read is shared with the others.
  static Expected<CurrentIndex> open(const Config& config,
                                     std::shared_ptr<SharedIndex> shared = nullptr);

  // Looks whether a new generation, or a new glossary of the reader's, is there, and opens it. What
  // was handed out before is gone then. After an attempt that failed, the next one waits a second.
  void refresh();

  // Why the last attempt to open a newer generation failed; nothing where the newest is open.
  const std::optional<Error>& problem() const { return problem_; }

  // When the open generation was published.
  TimePoint published() const { return TimePoint(std::chrono::seconds(current_.seconds)); }

  // Valid until refresh().
  const PassageIndex& passages() const { return index_; }
  const Glossary& glossary() const { return *glossary_; }
  const std::vector<Completions>& completions();
  const SpellingIndex& spelling();
  const Shelf& shelf();
  CollectionStatistics statistics();

 private:
  // Identifies a version of a file without reading it.
  struct FileStamp {
    ino_t inode = 0;
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;

    friend bool operator==(const FileStamp&, const FileStamp&) = default;
  };

  CurrentIndex(Config config, std::shared_ptr<SharedIndex> shared);

  static FileStamp stamp_of(const std::filesystem::path& file);
  std::string key_of(FileStamp stamp) const;  // of the generation and a version of a file
  Expected<void> open_published();
  void use(PassageIndex index, FileStamp current);
  void read_glossary();

  Config config_;
  std::filesystem::path current_file_;  // looked at by each question
  std::filesystem::path glossary_file_;
  std::shared_ptr<SharedIndex> shared_;
  PassageIndex index_;
  std::shared_ptr<const Glossary> glossary_;
  std::shared_ptr<GenerationReading> reading_;
  FileStamp current_;        // of CURRENT when it was last opened
  FileStamp user_glossary_;  // of the reader's file, likewise
  std::optional<Error> problem_;
  std::chrono::steady_clock::time_point next_attempt_{};  // after one that failed
};

}  // namespace mi
