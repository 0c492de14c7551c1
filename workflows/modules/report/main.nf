// The pages of every patient and of the cohort, and the files MultiQC shows.

process REPORT {
    tag "$meta.id"
    label 'process_single'

    container 'localhost/tidemark:0.1.0'

    input:
    tuple val(meta), path(timelines, stageAs: 'track/*'), path(extracted, stageAs: 'extracted/*'), path(molecules, stageAs: 'consensus/*'), path(evidence, stageAs: 'evidence/*'), path(controls_and_tissue, stageAs: 'controls_and_tissue/*'), path(cross, stageAs: 'cross/*'), path(outcomes, stageAs: 'outcomes/*'), val(survival_tables)
    path samples, stageAs: 'samples.csv'
    path verdicts, stageAs: 'verdicts.tsv'
    path definitions, stageAs: 'definitions/?/*'

    output:
    tuple val(meta), path('report/*'), emit: report
    tuple val(meta), path('multiqc/*'), emit: multiqc
    tuple val("${task.process}"), val('tidemark'), eval("tidemark --version | sed 's/^tidemark //'"), topic: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def of_fastq = extracted ? [extracted].flatten().collect { summary -> "--extracted ${summary}" }.join(' ') : ''
    def of_raw = molecules ? [molecules].flatten().collect { summary -> "--molecules ${summary}" }.join(' ') : ''
    def of_counted = evidence ? [evidence].flatten().collect { summary -> "--evidence ${summary}" }.join(' ') : ''
    // Options follow it.
    def beside_draws = controls_and_tissue ? "--controls-and-tissue ${controls_and_tissue}" : ''
    def ours = definitions ? [definitions].flatten().collect { file -> "--definitions ${file}" }.join(' ') : ''
    def of_others = cross ? [cross].flatten().collect { detection -> "--cross ${detection}" }.join(' ') : ''
    def of_outcomes = outcomes ? "--outcomes ${outcomes}" : ''
    def tables = survival_tables ? '--survival-tables' : ''
    """
    tidemark report -o report --multiqc multiqc ${of_fastq} ${of_raw} ${of_counted} ${of_others} ${of_outcomes} ${tables} ${ours} \\
        ${beside_draws} --samples ${samples} --verdicts ${verdicts} ${args} ${timelines}
    """

    stub:
    """
    mkdir report multiqc
    touch report/cohort.html report/cohort.json report/cohort.samples.tsv report/cohort.pairs.tsv
    touch report/cohort.patients.tsv report/cohort.leads.tsv report/cohort.strata.tsv report/cohort.differences.tsv report/cohort.parity.tsv
    touch multiqc/tidemark_mqc_versions.yml
    """
}
