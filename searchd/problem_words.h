// What problems are called in Korean on the page. Their details and hints, which name the very
// thing, are English: programs and logs read them, too.
#pragma once

#include <string_view>

namespace mi {

// A sentence for the code of a Problem (searchd/http.h); empty where there is none for it.
std::string_view korean_problem(std::string_view code);

}  // namespace mi
