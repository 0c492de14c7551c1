# What `cmake --install` puts where a package expects it: the program; manual pages and completions, made from the program's
# own option tree; both workflow trees. Words are the stages: the room stages/<word> is the subcommand <word>.
set(tidemark_words "")
get_property(rooms GLOBAL PROPERTY tidemark_rooms)
foreach(room IN LISTS rooms)
  if(room MATCHES "^stages/(.+)$")
    list(APPEND tidemark_words "${CMAKE_MATCH_1}")
  endif()
endforeach()

set(help_folder "${PROJECT_BINARY_DIR}/help")
set(manual_pages "${help_folder}/tidemark.1")
foreach(word IN LISTS tidemark_words ITEMS help)
  list(APPEND manual_pages "${help_folder}/tidemark-${word}.1")
endforeach()
set(completions "${help_folder}/tidemark.bash" "${help_folder}/tidemark.zsh" "${help_folder}/tidemark.fish")
set(writer "${PROJECT_SOURCE_DIR}/cmake/write_help.cmake")
add_custom_command(
  OUTPUT ${manual_pages} ${completions}
  COMMAND "${CMAKE_COMMAND}" "-DPROGRAM=$<TARGET_FILE:tidemark>" "-DFOLDER=${help_folder}" "-DWORDS=${tidemark_words};help" -P
          "${writer}"
  DEPENDS tidemark "${writer}"
  COMMENT "Manual pages and completions"
  VERBATIM)
add_custom_target(tidemark_help ALL DEPENDS ${manual_pages} ${completions})

install(TARGETS tidemark RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(FILES ${manual_pages} DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES "${help_folder}/tidemark.bash" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" RENAME tidemark)
install(FILES "${help_folder}/tidemark.zsh" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions" RENAME _tidemark)
install(FILES "${help_folder}/tidemark.fish" DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
# The demo builds this checkout and stays with it.
install(
  DIRECTORY snakemake workflows
  DESTINATION "${CMAKE_INSTALL_DATADIR}/tidemark"
  PATTERN "snakemake/demo" EXCLUDE
  PATTERN "demo.scenario.json" EXCLUDE
  PATTERN ".snakemake" EXCLUDE
  PATTERN ".nextflow*" EXCLUDE
  PATTERN "__pycache__" EXCLUDE)
install(FILES README.md LICENSE CHANGELOG.md DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(DIRECTORY docs DESTINATION "${CMAKE_INSTALL_DOCDIR}")
