option(TIDEMARK_WARNINGS_AS_ERRORS "Treat warnings as errors (on in CI)" OFF)

add_library(tidemark_warnings INTERFACE)
target_compile_options(
  tidemark_warnings
  INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
            # False alarms of g++ 12 inside its own std::string and std::optional (GCC bugs 105651, 105593, 105329), gone in 13.
            $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict;-Wno-maybe-uninitialized;-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread>
            $<$<BOOL:${TIDEMARK_WARNINGS_AS_ERRORS}>:-Werror>)
