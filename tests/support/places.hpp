// Where this build's program and this checkout are. Kept to one source file, so that every other object is the same in
// any checkout and is found in the compiler cache.
#pragma once

#include <string>

namespace tidemark::test {

/// Absolute path of the checkout.
[[nodiscard]] std::string source_folder();

/// Absolute path of the built program.
[[nodiscard]] std::string program_path();

}  // namespace tidemark::test
