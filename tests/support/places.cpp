#include "support/places.hpp"

namespace tidemark::test {

std::string source_folder() { return TIDEMARK_SOURCE_DIR; }

std::string program_path() { return TIDEMARK_PROGRAM; }

}  // namespace tidemark::test
