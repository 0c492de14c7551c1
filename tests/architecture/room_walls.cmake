# Reads every include of plugin/ and compares it with the walls of the house: which floor and room may speak to which,
# and which outside library may stand in which room. Names file and include of a trespass.
#   cmake -DPLUGIN=plugin -P room_walls.cmake
cmake_minimum_required(VERSION 3.25)
get_filename_component(PLUGIN "${PLUGIN}" ABSOLUTE)
set(trespasses "")

# Order on the ground floor: a room of `values` may include the ones named before it, and itself.
set(values_order failure genome probability molecule evidence patient model survival)

# Outside libraries: pattern of the include, then the rooms that may hold it (regex over "floor/room/file").
set(library_walls
    "htslib/" "^io/(hts|files|fastq)/[^/]+\\.cpp$"
    "CLI/" "^app/"
    "nlohmann/" "^(io/(report|tables)|app)/"
    "seqan3/" "^(values/genome|stages/genotype)/[^/]+\\.cpp$"
    "boost/(math|multiprecision)/" "^values/probability/[^/]+\\.cpp$"
    "boost/container/" "^stages/genotype/"
    "boost/[^cm]" "^$"
    "openssl/" "^(values/probability|io/files)/[^/]+\\.cpp$"
    "range/v3/all" "^$"
    "thread|mutex|condition_variable|future" "^(app|io)/"
    "random" "^values/probability/"
    "fstream|filesystem|iostream" "^(app|io)/")

file(GLOB_RECURSE files RELATIVE "${PLUGIN}" "${PLUGIN}/*.hpp" "${PLUGIN}/*.cpp")
foreach(file IN LISTS files)
  string(REGEX MATCH "^[^/]+" floor "${file}")
  string(REGEX REPLACE "^[^/]+/([^/]+)/.*$" "\\1" room "${file}")
  file(STRINGS "${PLUGIN}/${file}" lines REGEX "^#include ")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^#include [<\"]([^>\"]+)[>\"].*$" "\\1" include "${line}")
    set(allowed TRUE)
    if(line MATCHES "^#include \"")
      string(REGEX MATCH "^[^/]+" to_floor "${include}")
      string(REGEX REPLACE "^[^/]+/([^/]+)/.*$" "\\1" to_room "${include}")
      if(floor STREQUAL "values")
        list(FIND values_order "${room}" from)
        list(FIND values_order "${to_room}" to)
        if(NOT to_floor STREQUAL "values" OR from LESS 0 OR to LESS 0 OR to GREATER from)
          set(allowed FALSE)
        endif()
      elseif(floor STREQUAL "stages")
        if(NOT to_floor STREQUAL "values" AND NOT (to_floor STREQUAL "stages" AND to_room STREQUAL room))
          set(allowed FALSE)
        endif()
      elseif(floor STREQUAL "io")
        if(NOT to_floor STREQUAL "values" AND NOT (to_floor STREQUAL "io" AND (to_room STREQUAL room OR to_room STREQUAL
                                                                                                         "files")))
          set(allowed FALSE)
        endif()
      endif()
      if(NOT EXISTS "${PLUGIN}/${include}")
        set(allowed FALSE)
      endif()
    else()
      set(walls ${library_walls})
      while(walls)
        list(POP_FRONT walls library rooms)
        if((include MATCHES "^(${library})$" OR include MATCHES "^(${library})[^>]*$" AND library MATCHES "/") AND
           NOT file MATCHES "${rooms}")
          set(allowed FALSE)
        endif()
      endwhile()
    endif()
    if(NOT allowed)
      list(APPEND trespasses "${file}: ${line}")
    endif()
    if(allowed AND line MATCHES "^#include \"")
      string(MAKE_C_IDENTIFIER "${file}" key)
      list(APPEND includes_of_${key} "${include}")
    endif()
  endforeach()
endforeach()

# One type, one name: rooms share a namespace, so two types of one name are one to the linker, which joins their code.
set(types "")
foreach(file IN LISTS files)
  if(file MATCHES "\\.hpp$")
    file(STRINGS "${PLUGIN}/${file}" lines REGEX "^(struct|class|enum class) [A-Za-z_0-9]+[^;]*$")
    foreach(line IN LISTS lines)
      string(REGEX REPLACE "^(struct|class|enum class) ([A-Za-z_0-9]+).*$" "\\2" type "${line}")
      if(type IN_LIST types)
        list(APPEND trespasses "${file}: a second type of the name ${type}")
      endif()
      list(APPEND types "${type}")
    endforeach()
  endif()
endforeach()

# No include circles: walk down from every header.
function(walk file trail)
  if("${file}" IN_LIST trail)
    string(REPLACE ";" " -> " chain "${trail};${file}")
    message(FATAL_ERROR "include circle: ${chain}")
  endif()
  string(MAKE_C_IDENTIFIER "${file}" key)
  get_property(done GLOBAL PROPERTY walked_${key})
  if(done)
    return()
  endif()
  foreach(include IN LISTS includes_of_${key})
    walk("${include}" "${trail};${file}")
  endforeach()
  set_property(GLOBAL PROPERTY walked_${key} TRUE)
endfunction()
foreach(file IN LISTS files)
  walk("${file}" "")
endforeach()

if(trespasses)
  string(REPLACE ";" "\n  " text "${trespasses}")
  message(FATAL_ERROR "walls crossed:\n  ${text}")
endif()
list(LENGTH files count)
message(STATUS "${count} files keep the walls")
