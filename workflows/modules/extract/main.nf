// UMIs off raw reads, into the comments that the aligner carries on.

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

process EXTRACT {
    tag "$meta.id"
    label 'process_low'

    container 'localhost/tidemark:0.1.0'

    input:
    tuple val(meta), val(read_structure), val(umi), path(fastq, stageAs: 'fastq/?/*'), path(whitelist, stageAs: 'whitelist.txt')

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
        umi_option(umi),
        whitelist ? "--umi-whitelist ${whitelist}" : '',
    ].join(' ')
    """
    tidemark extract --sample ${meta.id} ${options} -@ ${task.cpus} ${args} -O fastq \\
        --summary ${prefix}.extract.json -o ${prefix}.fastq.gz ${fastq}
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    echo | gzip -n > ${prefix}.fastq.gz
    touch ${prefix}.extract.json
    """
}
