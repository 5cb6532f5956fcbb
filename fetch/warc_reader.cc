#include "fetch/warc_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/ascii.h"
#include "fetch/content_decoder.h"
#include "fetch/gzip.h"
#include "fetch/message_head.h"
#include "fetch/warc_digest.h"
#include "fetch/warc_stream.h"

namespace mi {
namespace {

constexpr std::string_view kVersion = "WARC/";
constexpr std::string_view kRecordEnd = "\r\n\r\n";

bool keeps_block(std::string_view type) {
  return type == "response" || type == "resource" || type == "metadata";
}

std::optional<std::uint64_t> parse_length(std::string_view text) {
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return {};
  return length;
}

std::string without_brackets(std::string_view uri) {
  const bool has_brackets = uri.size() > 1 && uri.starts_with('<') && uri.ends_with('>');
  return std::string(has_brackets ? uri.substr(1, uri.size() - 2) : uri);
}

struct RecordHead {
  WarcRecord record;
  std::uint64_t length = 0;
  std::string block_digest;
};

std::optional<RecordHead> parse_head(std::string_view text, std::uint64_t offset) {
  const MessageHead head = parse_message_head(text);
  const std::optional<std::uint64_t> length = parse_length(head.field("content-length"));
  if (!head.first_line.starts_with(kVersion) || !length) return {};
  RecordHead out;
  out.length = *length;
  out.block_digest = head.field("warc-block-digest");
  out.record.offset = offset;
  out.record.type = lower_case(head.field("warc-type"));
  out.record.target_uri = without_brackets(head.field("warc-target-uri"));
  out.record.date = head.field("warc-date");
  out.record.content_type = head.field("content-type");
  out.record.payload_digest = head.field("warc-payload-digest");
  out.record.is_segment = !head.field("warc-segment-number").empty();
  return out;
}

tl::unexpected<Error> lost(std::uint64_t offset, std::string_view reason) {
  return failure(fmt::format("record at byte {}: {}", offset, reason));
}

}  // namespace

bool looks_like_warc(std::string_view head) {
  return head.starts_with(kVersion) || head.starts_with(kGzipMagic);
}

struct WarcReader::Impl {
  std::unique_ptr<WarcStream> stream;

  // False at the end of the span. Blank lines stand between records, and some tools write more.
  bool skip_blank_lines() {
    while (true) {
      const std::string_view ahead = stream->ahead();
      const std::size_t begin = ahead.find_first_not_of("\r\n");
      stream->take(std::min(begin, ahead.size()));
      if (begin != std::string_view::npos) return true;
      if (!stream->fill()) return false;
    }
  }

  tl::unexpected<Error> lose(std::uint64_t offset, std::string_view reason) {
    stream->recover(offset);
    return lost(offset, reason);
  }

  std::string_view why_it_ended() const {
    return stream->is_damaged() ? "its gzip is damaged or cut off" : "it is cut off";
  }

  // The head with its blank line, or why there is none.
  Expected<std::string> read_head() {
    while (true) {
      const std::string_view ahead = stream->ahead();
      if (!ahead.substr(0, kVersion.size()).starts_with(kVersion.substr(0, ahead.size()))) {
        return failure("this is no WARC record");
      }
      if (const std::size_t size = message_head_size(ahead); size > 0) {
        std::string head(ahead.substr(0, size));
        stream->take(size);
        return head;
      }
      if (ahead.size() > kMaxWarcHeadBytes) return failure("its head is too long");
      if (!stream->fill()) return failure(std::string(why_it_ended()));
    }
  }

  // Reads past the block; gives it where it is kept.
  Expected<std::string> read_block(const RecordHead& head) {
    const bool is_kept = keeps_block(head.record.type) && head.length <= kMaxWarcBlockBytes;
    std::string block;
    if (is_kept) block.reserve(head.length);  // memory that is not written to costs nothing
    for (std::uint64_t left = head.length; left > 0;) {
      if (stream->ahead().empty() && !stream->fill()) return failure(std::string(why_it_ended()));
      const std::string_view bytes =
          stream->ahead().substr(0, std::min<std::uint64_t>(left, stream->ahead().size()));
      if (is_kept) block += bytes;
      left -= bytes.size();
      stream->take(bytes.size());
    }
    return block;
  }

  // Two line ends, or the end of the span. In gzip, the checksum is seen behind them.
  Expected<void> read_end() {
    while (stream->ahead().size() < kRecordEnd.size() && stream->fill()) continue;
    const std::string_view end = stream->ahead().substr(0, kRecordEnd.size());
    if (!kRecordEnd.starts_with(end)) return failure("its length is wrong");
    stream->take(end.size());
    if (stream->ahead().empty()) stream->fill();
    if (stream->is_damaged()) return failure(std::string(why_it_ended()));
    return {};
  }

  Expected<WarcRecord> read_record() {
    const std::uint64_t offset = stream->position();
    const Expected<std::string> text = read_head();
    if (!text) return lose(offset, text.error().message);
    std::optional<RecordHead> head = parse_head(*text, offset);
    if (!head) return lose(offset, "its head says no length");
    Expected<std::string> block = read_block(*head);
    if (!block) return lose(offset, block.error().message);
    if (const Expected<void> end = read_end(); !end) return lose(offset, end.error().message);
    head->record.block = std::move(*block);
    if (!keeps_block(head->record.type)) return std::move(head->record);
    if (head->length > kMaxWarcBlockBytes) {
      return lost(offset, "longer than " + format_bytes(kMaxWarcBlockBytes));
    }
    if (!matches_digest(head->block_digest, head->record.block)) {
      return lost(offset, "damaged: it is not what its digest says");
    }
    return std::move(head->record);
  }
};

Expected<WarcReader> WarcReader::open(const std::filesystem::path& file) {
  Expected<std::unique_ptr<WarcStream>> stream = WarcStream::open(file);
  if (!stream) return failure(stream.error());
  return WarcReader(std::make_unique<Impl>(Impl{std::move(*stream)}));
}

std::optional<Expected<WarcRecord>> WarcReader::next() {
  WarcStream& stream = *impl_->stream;
  while (!impl_->skip_blank_lines()) {
    if (!stream.is_damaged() && stream.next_span()) continue;
    if (!stream.is_damaged()) return {};
    return impl_->lose(stream.position(), "no record begins here");
  }
  return impl_->read_record();
}

WarcReader::WarcReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
WarcReader::WarcReader(WarcReader&&) noexcept = default;
WarcReader& WarcReader::operator=(WarcReader&&) noexcept = default;
WarcReader::~WarcReader() = default;

}  // namespace mi
