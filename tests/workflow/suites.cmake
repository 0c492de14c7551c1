# Suites that run the engines, on a small cohort of our own. Each skips (77) with a reason where its engine is not there.

# add_workflow_test(NAME LABELS TIMEOUT COMMAND...)
function(add_workflow_test name labels timeout script)
  add_test(NAME workflow.${name} COMMAND bash "${CMAKE_CURRENT_SOURCE_DIR}/workflow/${script}" ${ARGN})
  set_tests_properties(
    workflow.${name}
    PROPERTIES LABELS "${labels}"
               TIMEOUT ${timeout}
               SKIP_RETURN_CODE 77
               ENVIRONMENT "TIDEMARK_PROGRAM=$<TARGET_FILE:tidemark>;TIDEMARK_SOURCE_DIR=${PROJECT_SOURCE_DIR}")
endfunction()

add_workflow_test(multiqc_names engine 300 multiqc_names.sh)
add_workflow_test(strict_syntax engine 300 strict_syntax.sh)
add_workflow_test(nextflow_stub engine 600 nextflow_stub.sh)
add_workflow_test(stale_pages engine 300 stale_pages.sh)
add_workflow_test(raw_reads "engine;long" 900 raw_reads.sh)
add_workflow_test(ctdnatools_serial engine 300 ctdnatools_serial.sh)
add_workflow_test(engines_same_bytes engine 1200 engines_same_bytes.sh)
add_workflow_test(same_bytes "engine;long" 900 same_bytes.sh)
add_workflow_test(demo "engine;long" 1800 demo.sh)
add_workflow_test(failed_sample "engine;long" 900 failed_sample.sh)
add_workflow_test(failed_inputs "engine;long" 900 failed_inputs.sh)
add_workflow_test(odd_sheet "engine;long" 900 odd_sheet.sh)
add_workflow_test(offline "engine;long" 600 offline.sh)
add_workflow_test(verbatim "engine;long" 900 verbatim.sh)
foreach(engine IN ITEMS snakemake7 snakemake9)
  add_workflow_test(static_${engine} engine 300 snakemake_static.sh ${engine})
  add_workflow_test(one_more_draw_${engine} "engine;long" 600 one_more_draw.sh ${engine})
  add_workflow_test(kill_and_rerun_${engine} "engine;long" 1800 kill_and_rerun.sh ${engine})
endforeach()
add_workflow_test(kill_from_fastq "engine;long" 1800 kill_from_fastq.sh)
add_workflow_test(long_contig "engine;long" 900 long_contig.sh)
add_workflow_test(nextflow_kill_and_resume "engine;long" 1800 nextflow_kill_and_resume.sh)
