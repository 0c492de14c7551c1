// Error rates by context, strand, class and locus, from the controls of one chemistry.

process BACKGROUND {
    tag "$meta.id"
    label 'process_single'

    container 'localhost/tidemark:0.1.0'

    input:
    tuple val(meta), val(chemistry), path(evidence, stageAs: 'controls/*')
    tuple path(fasta, stageAs: 'reference.fa'), path(fai, stageAs: 'reference.fa.fai'), path(gzi, stageAs: 'reference.fa.gzi')

    output:
    tuple val(meta), path("${prefix}.tsv"), emit: background
    tuple val("${task.process}"), val('tidemark'), eval("tidemark --version | sed 's/^tidemark //'"), topic: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def label = chemistry ? "--chemistry ${chemistry}" : ''
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    tidemark background -f ${fasta} ${label} ${args} -o ${prefix}.tsv ${evidence}
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    touch ${prefix}.tsv
    """
}
