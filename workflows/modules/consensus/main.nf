// Reads of one molecule become one.

process CONSENSUS {
    tag "$meta.id"
    label 'process_low'

    container 'localhost/tidemark:0.1.0'

    input:
    tuple val(meta), val(evidence_kind), val(umi_options), path(alignment, stageAs: 'alignment/*'), path(index, stageAs: 'alignment/*'), path(made_by, stageAs: 'made_by/*')
    tuple path(fasta, stageAs: 'reference.fa'), path(fai, stageAs: 'reference.fa.fai'), path(gzi, stageAs: 'reference.fa.gzi')

    output:
    tuple val(meta), path("${prefix}.bam"), path("${prefix}.bam.{bai,csi}"), emit: alignment
    tuple val(meta), path("${prefix}.families.tsv"), emit: families
    tuple val(meta), path("${prefix}.losses.tsv"), emit: losses
    tuple val(meta), path("${prefix}.consensus.json"), emit: summary
    tuple val("${task.process}"), val('tidemark'), eval("tidemark --version | sed 's/^tidemark //'"), topic: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}"
    def before = made_by ? "--made-by ${made_by}" : ''
    def trust = task.ext.trust_cram ? '--trust-cram' : ''
    // Half of the task's memory is the cap of its threads; ext.args comes later and wins.
    def cap = task.memory ? "--max-memory ${task.memory.toMega().intdiv(2 * task.cpus)}" : ''
    """
    tidemark consensus -f ${fasta} ${cap} --sample ${meta.id} --evidence ${evidence_kind} ${umi_options} ${trust} --record-failure ${before} -@ ${task.cpus} ${args} \\
        --families ${prefix}.families.tsv --losses ${prefix}.losses.tsv --summary ${prefix}.consensus.json -o ${prefix}.bam ${alignment}
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    touch ${prefix}.bam ${prefix}.bam.bai ${prefix}.families.tsv ${prefix}.losses.tsv ${prefix}.consensus.json
    """
}
