# Packages first; nothing is downloaded. The list of Debian packages is in containers/install.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(htslib REQUIRED IMPORTED_TARGET htslib>=1.16)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(range-v3 REQUIRED)
find_package(Boost REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)

# SeqAn3 decides the standard: up to 3.3 it is C++20, from 3.4 on it demands C++23.
find_path(SEQAN3_INCLUDE_DIR seqan3/version.hpp REQUIRED)
file(STRINGS "${SEQAN3_INCLUDE_DIR}/seqan3/version.hpp" seqan3_lines REGEX "define SEQAN3_VERSION_(MAJOR|MINOR) ")
string(REGEX MATCH "MAJOR ([0-9]+)" _ "${seqan3_lines}")
set(seqan3_major "${CMAKE_MATCH_1}")
string(REGEX MATCH "MINOR ([0-9]+)" _ "${seqan3_lines}")
set(seqan3_minor "${CMAKE_MATCH_1}")
if("${seqan3_major}.${seqan3_minor}" VERSION_GREATER_EQUAL 3.4)
  set(CMAKE_CXX_STANDARD 23)
else()
  set(CMAKE_CXX_STANDARD 20)
endif()
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
message(STATUS "SeqAn3 ${seqan3_major}.${seqan3_minor}: C++${CMAKE_CXX_STANDARD}")

add_library(tidemark_seqan3 INTERFACE)
# Debian 12 keeps SeqAn3's own libraries (sdsl-lite) in a folder below its headers; later releases vendor them.
file(GLOB seqan3_submodules "${SEQAN3_INCLUDE_DIR}/seqan3/submodules/*/include")
target_include_directories(tidemark_seqan3 SYSTEM INTERFACE "${SEQAN3_INCLUDE_DIR}" ${seqan3_submodules})

# Debian 13's SeqAn3 asks for the version header of SDSL 3, which Debian does not package (its libsdsl-dev is 2.x). Only
# the number is read there; what needs SDSL itself (the FM index) is not used here, so the number is all we give.
find_path(SDSL_INCLUDE_DIR sdsl/version.hpp PATHS ${seqan3_submodules})
if(NOT SDSL_INCLUDE_DIR)
  file(WRITE "${PROJECT_BINARY_DIR}/sdsl_version/sdsl/version.hpp"
       "#pragma once\nnamespace sdsl {\ninline constexpr unsigned sdsl_version_major = 3;\n}\n")
  target_include_directories(tidemark_seqan3 SYSTEM INTERFACE "${PROJECT_BINARY_DIR}/sdsl_version")
endif()
