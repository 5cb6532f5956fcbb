// Memory that was freed, and that the allocator keeps for later.
#pragma once

namespace mi {

// Gives it back to the system, where the C library can (glibc): to be called after something large
// was made that took more on the way than it holds. Costs some milliseconds at most.
void give_back_free_memory();

}  // namespace mi
