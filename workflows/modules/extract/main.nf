// UMIs off raw reads, into the comments that the aligner carries on.

process EXTRACT {
    tag "$meta.id"
    label 'process_low'

    container 'localhost/tidemark:0.1.0'

    input:
    tuple val(meta), val(read_structure), val(umi_options), path(fastq, stageAs: 'fastq/?/*'), path(whitelist, stageAs: 'whitelist.txt')

    output:
    tuple val(meta), path("${prefix}.fastq.gz"), emit: reads
    tuple val(meta), path("${prefix}.extract.json"), emit: summary
    tuple val("${task.process}"), val('tidemark'), eval("tidemark --version | sed 's/^tidemark //'"), topic: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}"
    def options = [
        read_structure ? "--read-structure '${read_structure}'" : '',
        umi_options,
        whitelist ? "--umi-whitelist ${whitelist}" : '',
    ].join(' ')
    """
    tidemark extract --record-failure --sample ${meta.id} ${options} -@ ${task.cpus} ${args} -O fastq \\
        --summary ${prefix}.extract.json -o ${prefix}.fastq.gz ${fastq}
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    echo | gzip -n > ${prefix}.fastq.gz
    touch ${prefix}.extract.json
    """
}
