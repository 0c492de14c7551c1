// Reads of one molecule become one.

// The umi column of the sheet (tag, tag:XX, name:SEP, pattern:REGEX, none) as an option, quoted for the shell.
def umi_option(String umi) {
    def kinds = [tag: '--umi-tag', name: '--umi-from-name', pattern: '--umi-pattern']
    def colon = (umi ?: '').indexOf(':')
    if (umi == 'none') {
        return '--umi none'
    }
    if (colon < 0) {
        return ''
    }
    def value = umi.substring(colon + 1).replace("'", "'\\''")
    return "${kinds[umi.substring(0, colon)]} '${value}'"
}

process CONSENSUS {
    tag "$meta.id"
    label 'process_low'

    container 'localhost/tidemark:0.1.0'

    input:
    tuple val(meta), val(evidence_kind), val(umi), path(alignment, stageAs: 'alignment/*'), path(index, stageAs: 'alignment/*')
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
    def trust = task.ext.trust_cram ? '--trust-cram' : ''
    """
    tidemark consensus -f ${fasta} --sample ${meta.id} --evidence ${evidence_kind} ${umi_option(umi)} ${trust} -@ ${task.cpus} ${args} \\
        --families ${prefix}.families.tsv --losses ${prefix}.losses.tsv --summary ${prefix}.consensus.json -o ${prefix}.bam ${alignment}
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    touch ${prefix}.bam ${prefix}.bam.bai ${prefix}.families.tsv ${prefix}.losses.tsv ${prefix}.consensus.json
    """
}
