# Parsing and optimising, not tidemark's own code, is most of a build. Three remedies: the standard library is parsed once
# for each kind of target, rooms without an inner loop are optimised lightly, tests not at all.
#
#   tidemark_build_as(<target> <fast|light|unoptimised> [HEADERS <header> ...] [LIBRARIES <their targets> ...])
#
# Sources still include all they need: the Debian 13 test and the preset tidy build without precompiled headers.
option(TIDEMARK_PRECOMPILED_HEADERS "Parse common headers once for each kind of target" ON)

set(tidemark_precompiled_headers
    <algorithm> <array> <charconv> <cmath> <cstdint> <filesystem> <fstream> <functional> <map> <memory> <numeric> <optional>
    <set> <span> <sstream> <stdexcept> <string> <string_view> <tuple> <utility> <vector> <fmt/format.h>)

function(tidemark_build_as target kind)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "HEADERS;LIBRARIES")
  # An own optimisation level comes after the one of the build type and so wins. Under the sanitizers, whose code takes twice
  # as long to optimise, light rooms are not optimised either.
  set(options "")
  if(kind STREQUAL light)
    set(options "$<IF:$<CONFIG:Debug>,-O0,-O1>")
  elseif(kind STREQUAL unoptimised)
    set(options "-O0")
  endif()
  target_compile_options(${target} PRIVATE ${options})
  if(NOT TIDEMARK_PRECOMPILED_HEADERS)
    return()
  endif()
  list(JOIN arg_HEADERS "_" own)
  string(MAKE_C_IDENTIFIER "tidemark_precompiled_${kind}_${own}" precompiled)
  if(NOT TARGET ${precompiled})
    set(source "${PROJECT_BINARY_DIR}/precompiled/${precompiled}.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT "namespace tidemark {}\n")
    add_library(${precompiled} OBJECT "${source}")
    target_link_libraries(${precompiled} PRIVATE fmt::fmt ${arg_LIBRARIES})
    target_compile_options(${precompiled} PRIVATE ${options})
    if(NOT kind STREQUAL unoptimised)
      # g++ takes a precompiled header only under the same -Wpedantic; tests are built without.
      target_link_libraries(${precompiled} PRIVATE tidemark_warnings)
    endif()
    target_precompile_headers(${precompiled} PRIVATE ${tidemark_precompiled_headers} ${arg_HEADERS})
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Lets ccache see which precompiled header a file was built with.
    target_compile_options(${target} PRIVATE -fpch-preprocess -Werror=invalid-pch)
  endif()
  target_precompile_headers(${target} REUSE_FROM ${precompiled})
endfunction()
