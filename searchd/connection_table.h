// ConnectionTable: the connections of a server, by number in the order of their arrival.
#pragma once

#include <poll.h>

#include <cstdint>
#include <map>
#include <vector>

#include "searchd/connection.h"

namespace mi {

class ConnectionTable {
 public:
  using Number = std::uint64_t;
  using Time = Connection::Time;

  std::size_t size() const { return connections_.size(); }
  bool is_empty() const { return connections_.empty(); }

  Number add(Connection connection);
  Connection* find(Number number);  // null when it is gone
  void erase(Number number);
  void clear() { connections_.clear(); }

  // Closes at once; of a reply that was not taken nothing is sent any more.
  void drop(Number number);

  // Closes those that nobody waits for: without a request under way.
  void drop_waiting();

  // Whether there is one that drop_least_needed() would close.
  bool can_make_room() const;

  // Closes the connection that is waited for with the least reason (ConnectionState), the longest
  // waiting first. False when workers have every one of them.
  bool drop_least_needed();

  // The earliest deadline; Time::max() where there is none.
  Time next_deadline() const;

  // Those whose deadline has come.
  std::vector<Number> expired(Time now) const;

  // What to poll, and whose it is: both in the same order.
  void add_to(std::vector<pollfd>& polled, std::vector<Number>& numbers) const;

 private:
  std::map<Number, Connection> connections_;
  Number next_ = 0;
};

}  // namespace mi
