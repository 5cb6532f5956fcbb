#include "searchd/render_suggestions.h"

#include <gtest/gtest.h>

namespace mi {
namespace {

Suggestions sample_suggestions() {
  Suggestions suggestions;
  suggestions.query = "𝒙 중첩 sup";
  suggestions.generation = "notes-000002 papers-000001";
  suggestions.took_ms = 0.123456;
  suggestions.completions = {
      {"𝒙 중첩 superposition", CompletionKind::title, 9, 0},
      {"superposition", CompletionKind::term, 8, std::string("𝒙 중첩 ").size()},
  };
  return suggestions;
}

TEST(RenderSuggestions, TellsAProgramWhatTheQueryBecomes) {
  EXPECT_EQ(render_suggestions_json(sample_suggestions()),
            R"({"schema":1,"query":"𝒙 중첩 sup","generation":"notes-000002 papers-000001",)"
            R"("took_ms":0.1235,"suggestions":[)"
            R"({"text":"𝒙 중첩 superposition","kind":"title","query":"𝒙 중첩 superposition",)"
            R"("replaces":0},)"
            R"({"text":"superposition","kind":"term","query":"𝒙 중첩 superposition",)"
            R"("replaces":6}]})");
}

TEST(RenderSuggestions, TellsABrowserInItsOwnForm) {
  EXPECT_EQ(render_opensearch_suggestions(sample_suggestions()),
            R"(["𝒙 중첩 sup",["𝒙 중첩 superposition","𝒙 중첩 superposition"]])");
  EXPECT_EQ(render_opensearch_suggestions({"x", "", 0, {}}), R"(["x",[]])");
}

TEST(RenderSuggestions, TellsATerminalALineEach) {
  EXPECT_EQ(render_suggestions_text(sample_suggestions()),
            "𝒙 중첩 superposition\n𝒙 중첩 superposition\n");
  Suggestions hostile;
  hostile.completions = {{"a\x1b[31m\nb", CompletionKind::heading, 1, 0}};
  EXPECT_EQ(render_suggestions_text(hostile).find('\x1b'), std::string::npos);
  EXPECT_EQ(render_suggestions_text(hostile).find('\n'),
            render_suggestions_text(hostile).size() - 1);
}

}  // namespace
}  // namespace mi
