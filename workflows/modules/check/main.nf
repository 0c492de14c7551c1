// Sheets and alignment files: the sheet first, then every file side by side, then one table of verdicts.

process CHECK {
    tag "$meta.id"
    label 'process_single'

    container 'localhost/tidemark:0.1.0'

    input:
    tuple val(meta), path(samples, stageAs: 'samples/*')
    tuple path(patients, stageAs: 'patients/*'), path(events, stageAs: 'events/*'), path(lesions, stageAs: 'lesions/*'), path(lesion_map, stageAs: 'lesion_map/*'), path(clonotypes, stageAs: 'clonotypes/*'), path(neoantigens, stageAs: 'neoantigens/*'), path(outcomes, stageAs: 'outcomes/*')
    path definitions, stageAs: 'definitions/?/*'
    tuple path(fasta, stageAs: 'reference.fa'), path(fai, stageAs: 'reference.fa.fai'), path(gzi, stageAs: 'reference.fa.gzi')

    output:
    path 'samples.csv', emit: samples
    tuple val("${task.process}"), val('tidemark'), eval("tidemark --version | sed 's/^tidemark //'"), topic: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def sheets = [
        patients ? "--patients ${patients}" : '',
        events ? "--events ${events}" : '',
        lesions ? "--lesions ${lesions}" : '',
        lesion_map ? "--lesion-map ${lesion_map}" : '',
        clonotypes ? "--clonotypes ${clonotypes}" : '',
        neoantigens ? "--neoantigens ${neoantigens}" : '',
        outcomes ? "--outcomes ${outcomes}" : '',
        definitions ? [definitions].flatten().collect { file -> "--definitions ${file}" }.join(' ') : '',
    ].join(' ')
    """
    tidemark check --sheet-only --samples ${samples} ${sheets} --reference ${fasta} ${args} -o .
    """

    stub:
    """
    cat ${samples} > samples.csv
    """
}

process CHECK_SAMPLE {
    tag "$meta.id"
    label 'process_low'

    container 'localhost/tidemark:0.1.0'

    input:
    tuple val(meta), path(alignment, stageAs: 'alignment/*'), path(index, stageAs: 'alignment/*'), path(fastq, stageAs: 'fastq/?/*')
    path samples, stageAs: 'samples.csv'
    tuple path(fasta, stageAs: 'reference.fa'), path(fai, stageAs: 'reference.fa.fai'), path(gzi, stageAs: 'reference.fa.gzi')

    output:
    tuple val(meta), path("${meta.id}.verdict.tsv"), emit: verdict
    tuple val("${task.process}"), val('tidemark'), eval("tidemark --version | sed 's/^tidemark //'"), topic: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    // Without a staged file the row's own path is looked up here, is not found, and that is the verdict.
    def trust = task.ext.trust_cram ? '--trust-cram' : ''
    def given = alignment ? "--alignment ${alignment}" : fastq ? "--fastq ${fastq}" : ''
    """
    tidemark check --sample ${meta.id} --samples ${samples} --base . ${given} --reference ${fasta} -@ ${task.cpus} ${trust} ${args} -o .
    """

    stub:
    """
    printf 'sample\\tverdict\\treason\\tmessage\\n%s\\tok\\t\\t\\n' ${meta.id} > ${meta.id}.verdict.tsv
    """
}

process CHECK_MERGE {
    tag "$meta.id"
    label 'process_single'

    container 'localhost/tidemark:0.1.0'

    input:
    tuple val(meta), path(verdicts, stageAs: 'verdicts/*')
    path samples, stageAs: 'samples.csv'
    tuple path(fasta, stageAs: 'reference.fa'), path(fai, stageAs: 'reference.fa.fai'), path(gzi, stageAs: 'reference.fa.gzi')

    output:
    path 'verdicts.tsv', emit: verdicts
    tuple val("${task.process}"), val('tidemark'), eval("tidemark --version | sed 's/^tidemark //'"), topic: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    """
    tidemark check --samples ${samples} --reference ${fasta} --merge ${verdicts} -o .
    """

    stub:
    """
    awk 'NR == 1 || FNR > 1' ${verdicts} > verdicts.tsv
    """
}
