# The pages in a real browser: the content policy lets their style through, and they print on A4.
add_test(NAME workflow.report_pages COMMAND bash "${CMAKE_CURRENT_SOURCE_DIR}/workflow/report_pages.sh")
set_tests_properties(
  workflow.report_pages
  PROPERTIES LABELS browser
             TIMEOUT 900
             SKIP_RETURN_CODE 77
             ENVIRONMENT "TIDEMARK_PROGRAM=$<TARGET_FILE:tidemark>;TIDEMARK_SOURCE_DIR=${PROJECT_SOURCE_DIR}")
