#include "searchd/connection_table.h"

#include <algorithm>
#include <utility>

namespace mi {
namespace {

bool is_working(const Connection& connection) {
  return connection.state() == ConnectionState::working;
}

}  // namespace

ConnectionTable::Number ConnectionTable::add(Connection connection) {
  connections_.emplace(next_, std::move(connection));
  return next_++;
}

Connection* ConnectionTable::find(Number number) {
  const auto found = connections_.find(number);
  return found == connections_.end() ? nullptr : &found->second;
}

void ConnectionTable::erase(Number number) { connections_.erase(number); }

void ConnectionTable::drop(Number number) {
  const auto found = connections_.find(number);
  if (found == connections_.end()) return;
  if (found->second.state() == ConnectionState::writing) found->second.reset_when_closed();
  connections_.erase(found);
}

void ConnectionTable::drop_waiting() {
  std::erase_if(connections_, [](const auto& entry) {
    const ConnectionState state = entry.second.state();
    return state == ConnectionState::idle || state == ConnectionState::reading;
  });
}

bool ConnectionTable::can_make_room() const {
  return std::any_of(connections_.begin(), connections_.end(),
                     [](const auto& entry) { return !is_working(entry.second); });
}

bool ConnectionTable::drop_least_needed() {
  const auto rank = [](const auto& entry) {
    return std::pair(entry.second.state(), entry.second.deadline());
  };
  const auto least =
      std::min_element(connections_.begin(), connections_.end(),
                       [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  if (least == connections_.end() || is_working(least->second)) return false;
  drop(least->first);
  return true;
}

ConnectionTable::Time ConnectionTable::next_deadline() const {
  Time next = Time::max();
  for (const auto& [number, connection] : connections_) {
    if (!is_working(connection)) next = std::min(next, connection.deadline());
  }
  return next;
}

std::vector<ConnectionTable::Number> ConnectionTable::expired(Time now) const {
  std::vector<Number> numbers;
  for (const auto& [number, connection] : connections_) {
    if (!is_working(connection) && now >= connection.deadline()) numbers.push_back(number);
  }
  return numbers;
}

void ConnectionTable::add_to(std::vector<pollfd>& polled, std::vector<Number>& numbers) const {
  for (const auto& [number, connection] : connections_) {
    if (is_working(connection)) continue;
    const bool is_writing = connection.state() == ConnectionState::writing;
    polled.push_back(
        {connection.descriptor(), static_cast<short>(is_writing ? POLLOUT : POLLIN), 0});
    numbers.push_back(number);
  }
}

}  // namespace mi
