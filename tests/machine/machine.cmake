# Suites that need a machine of their own. They run only when TIDEMARK_HEAVY=1 (./tests/run --heavy), and say why not.
foreach(suite IN ITEMS bare_machine debian_13 image)
  add_test(NAME machine_${suite} COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/machine/${suite}.sh")
  set_tests_properties(
    machine_${suite}
    PROPERTIES LABELS "heavy;machine"
               SKIP_RETURN_CODE 77
               TIMEOUT 5400
               ENVIRONMENT "TIDEMARK_PROGRAM=$<TARGET_FILE:tidemark>;TIDEMARK_SOURCE_DIR=${PROJECT_SOURCE_DIR}")
endforeach()
