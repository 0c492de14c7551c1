option(TIDEMARK_WARNINGS_AS_ERRORS "Treat warnings as errors (on in CI)" OFF)

add_library(tidemark_warnings INTERFACE)
target_compile_options(
  tidemark_warnings
  INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
            $<$<BOOL:${TIDEMARK_WARNINGS_AS_ERRORS}>:-Werror>)
