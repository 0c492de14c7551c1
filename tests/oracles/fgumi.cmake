# fgumi, which reproduces fgbio's numbers, on the same reads. Its program takes ten minutes to compile, so it is installed by
# `containers/engines fgumi` (./tests/run --heavy) and kept; where it is not there, the suite skips (77) and is counted.
add_test(NAME oracle.fgumi COMMAND bash "${CMAKE_CURRENT_SOURCE_DIR}/oracles/fgumi.sh")
set_tests_properties(
  oracle.fgumi
  PROPERTIES LABELS "oracles;long"
             TIMEOUT 600
             SKIP_RETURN_CODE 77
             ENVIRONMENT "TIDEMARK_PROGRAM=$<TARGET_FILE:tidemark>;TIDEMARK_SOURCE_DIR=${PROJECT_SOURCE_DIR}")
