// Molecules of one alignment file at one panel, by evidence class and strand, and the file's own background.

process GENOTYPE {
    tag "$meta.id"
    label 'process_low'

    container 'localhost/tidemark:0.1.0'

    input:
    tuple val(meta), val(sample), val(evidence_kind), val(umi_options), val(records), path(alignment, stageAs: 'alignment/*'), path(index, stageAs: 'alignment/*'), path(made_by, stageAs: 'made_by/*'), path(panel, stageAs: 'panel/*'), path(targets, stageAs: 'targets.bed')
    path common_sites, stageAs: 'common_sites/*'
    tuple path(fasta, stageAs: 'reference.fa'), path(fai, stageAs: 'reference.fa.fai'), path(gzi, stageAs: 'reference.fa.gzi')

    output:
    tuple val(meta), path("${prefix}.evidence.tsv.gz"), emit: evidence
    tuple val(meta), path("${prefix}.evidence.json"), emit: summary
    tuple val("${task.process}"), val('tidemark'), eval("tidemark --version | sed 's/^tidemark //'"), topic: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}"
    def panels = [panel].flatten().collect { path -> "--panel ${path}" }.join(' ')
    def options = [
        // As in consensus.
        task.memory ? "--max-memory ${task.memory.toMega().intdiv(2 * task.cpus)}" : '',
        targets ? "--targets ${targets}" : '',
        common_sites ? "--common-sites ${common_sites}" : '',
        evidence_kind ? "--evidence ${evidence_kind}" : '',
        umi_options,
        records ? "--records ${records}" : '',
        task.ext.trust_cram ? '--trust-cram' : '',
        made_by ? "--made-by ${made_by}" : '',
    ].join(' ')
    """
    tidemark genotype --record-failure -f ${fasta} ${panels} --sample ${sample} ${options} -@ ${task.cpus} ${args} \\
        --summary ${prefix}.evidence.json -o ${prefix}.evidence.tsv.gz ${alignment}
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    echo | gzip -n > ${prefix}.evidence.tsv.gz
    touch ${prefix}.evidence.json
    """
}
