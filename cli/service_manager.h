// The service manager that started a daemon, as systemd documents it: sockets that it hands on
// (sd_listen_fds(3)) and what it is told (sd_notify(3)). Nothing happens where there is none.
#pragma once

#include <string_view>
#include <vector>

#include "searchd/socket.h"

namespace mi {

// The sockets that were handed to this process, once: the variables that tell of them are taken out
// of the environment.
std::vector<Descriptor> take_inherited_sockets();

// Sends lines such as "READY=1\nSTATUS=...". Errors are none of a daemon's business.
void notify_service_manager(std::string_view state);

// "RELOADING=1" with the time that the manager wants beside it.
void notify_reloading();

}  // namespace mi
