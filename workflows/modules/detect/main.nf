// Status, tumor fraction with interval, LoB and LoD95 of one plasma sample.

process DETECT {
    tag "$meta.id"
    label 'process_single'

    container 'localhost/tidemark:0.1.0'

    input:
    tuple val(meta), val(use), val(chemistry), path(evidence, stageAs: 'evidence/*'), path(panel, stageAs: 'panel/*'), path(background, stageAs: 'background/*'), path(leave_out, stageAs: 'leave_out/*'), path(white_cells, stageAs: 'white_cells/*', arity: '0..*')
    val required_lod95
    tuple path(fasta, stageAs: 'reference.fa'), path(fai, stageAs: 'reference.fa.fai'), path(gzi, stageAs: 'reference.fa.gzi')

    output:
    tuple val(meta), path("${prefix}.detection.json"), emit: detection
    tuple val("${task.process}"), val('tidemark'), eval("tidemark --version | sed 's/^tidemark //'"), topic: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}"
    def options = [
        background ? "--background ${background}" : '',
        chemistry ? "--chemistry ${chemistry}" : '',
        leave_out ? "--leave-out ${leave_out}" : '',
        white_cells.collect { table -> "--white-cells ${table}" }.join(' '),
    ].join(' ')
    """
    tidemark detect --panel ${panel} -f ${fasta} --use ${use} ${options} --required-lod95 ${required_lod95} ${args} \\
        -o ${prefix}.detection.json ${evidence}
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    touch ${prefix}.detection.json
    """
}
