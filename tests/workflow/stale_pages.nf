// Takes what an earlier run left out of the folders that stale_pages.sh prepared.
include { remove_stale_report ; remove_stale_tables } from '../../workflows/subworkflows/monitor_patient/pages'

def files_of(list) {
    return list.tokenize(',').collect { name -> file(name) }
}

workflow {
    remove_stale_report(file(params.report, glob: false), files_of(params.written), file(params.work, glob: false))
    remove_stale_tables(file(params.track, glob: false), file('P1.json'), files_of(params.series))
}
