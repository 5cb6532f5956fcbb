#include "fetch/site_record.h"

#include <algorithm>
#include <cmath>

#include "core/json.h"
#include "core/url.h"

namespace mi {
namespace {

Json json_of(const RobotsCopy& copy) {
  Json::Array rules;
  for (const RobotsRule& rule : copy.rules.rules) {
    rules.push_back(Json::Object{{rule.allow ? "allow" : "disallow", rule.pattern}});
  }
  Json::Object object = {{"origin", copy.origin}, {"fetched", copy.fetched}, {"rules", rules}};
  if (copy.rules.crawl_delay) object.emplace_back("crawl_delay", *copy.rules.crawl_delay);
  return object;
}

// What parse_robots gives: visible ASCII.
bool is_pattern(std::string_view text) {
  return !text.empty() && text.size() <= 3 * kMaxRobotsPatternBytes &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool is_origin(const std::string& text) {
  const Expected<Url> url = parse_url(text);
  return url && url->origin() == text;
}

std::optional<RobotsCopy> copy_of(const Json& json) {
  RobotsCopy copy;
  copy.origin = json["origin"].as_string();
  copy.fetched = json["fetched"].as_string();
  if (!is_origin(copy.origin) || !parse_time(copy.fetched)) return {};
  for (const Json& json_rule : json["rules"].as_array()) {
    const bool allow = json_rule["allow"].is_string();
    RobotsRule rule{allow, std::string(json_rule[allow ? "allow" : "disallow"].as_string())};
    if (!is_pattern(rule.pattern)) return {};
    copy.rules.rules.push_back(std::move(rule));
  }
  if (const Json& delay = json["crawl_delay"]; !delay.is_null()) {
    copy.rules.crawl_delay = delay.as_double(-1);
    if (!std::isfinite(*copy.rules.crawl_delay) || *copy.rules.crawl_delay < 0) return {};
  }
  return copy;
}

}  // namespace

const RobotsRules* find_rules(const SiteRecord& site, std::string_view origin, TimePoint now) {
  for (const RobotsCopy& copy : site.robots) {
    const std::optional<TimePoint> fetched = parse_time(copy.fetched);
    const bool is_young = fetched && *fetched <= now && now - *fetched < kRobotsLife;
    if (copy.origin == origin && is_young) return &copy.rules;
  }
  return nullptr;
}

SiteRecord with_rules(SiteRecord site, RobotsCopy copy) {
  std::erase_if(site.robots, [&](const RobotsCopy& old) { return old.origin == copy.origin; });
  if (site.robots.size() >= kMaxOrigins) site.robots.erase(site.robots.begin());
  site.robots.push_back(std::move(copy));
  return site;
}

std::string encode_site(const SiteRecord& site) {
  Json::Array robots;
  for (const RobotsCopy& copy : site.robots) robots.push_back(json_of(copy));
  const Json record = Json::Object{{"not_before", site.not_before}, {"robots", robots}};
  return write_json(record, JsonLayout::indented) + "\n";
}

Expected<SiteRecord> decode_site(std::string_view record) {
  const Expected<Json> json = parse_json(record);
  if (!json) return failure(json.error());
  if (!json->is_object()) return failure("not a site's record");
  SiteRecord site;
  site.not_before = (*json)["not_before"].as_string();
  if (!site.not_before.empty() && !parse_time(site.not_before)) {
    return failure("not a site's record: \"not_before\" is no time");
  }
  for (const Json& entry : (*json)["robots"].as_array()) {
    std::optional<RobotsCopy> copy = copy_of(entry);
    if (!copy) return failure("not a site's record: \"robots\" is not usable");
    site = with_rules(std::move(site), std::move(*copy));
  }
  return site;
}

}  // namespace mi
