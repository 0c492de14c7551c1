// The aligner is not ours: bwa mem, with UMIs in the comments (-C) and batches of one size, so that threads never show (-K).

process ALIGN_INDEX {
    tag "$meta.id"
    label 'process_high'

    container 'localhost/tidemark:0.1.0'

    input:
    tuple val(meta), path(fasta, stageAs: 'reference.fa')

    output:
    path 'bwa', emit: index
    tuple val("${task.process}"), val('bwa'), eval("bwa 2>&1 | sed -n 's/^Version: //p'"), topic: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    """
    mkdir bwa
    bwa index ${args} -p bwa/reference ${fasta}
    """

    stub:
    """
    mkdir bwa
    touch bwa/reference.bwt
    """
}

process ALIGN {
    tag "$meta.id"
    label 'process_high'

    container 'localhost/tidemark:0.1.0'

    input:
    tuple val(meta), path(reads), path(index, stageAs: 'index/*'), val(index_ending)

    output:
    tuple val(meta), path("${prefix}.bam"), path("${prefix}.bam.{bai,csi}"), emit: alignment
    tuple val("${task.process}"), val('bwa'), eval("bwa 2>&1 | sed -n 's/^Version: //p'"), topic: versions
    tuple val("${task.process}"), val('samtools'), eval("samtools version | sed -n 's/^samtools //p'"), topic: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    index=\$(find -L index -name '*.bwt')
    bwa mem -p -C -Y -K 10000000 -t ${task.cpus} -R '@RG\\tID:1\\tSM:${meta.id}\\tLB:${meta.id}' ${args} "\${index%.bwt}" ${reads} \\
        | samtools sort -l 1 -T sort --write-index -o ${prefix}.bam##idx##${prefix}.bam.${index_ending} -
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    touch ${prefix}.bam ${prefix}.bam.bai
    """
}
