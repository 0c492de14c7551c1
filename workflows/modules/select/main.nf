// A patient's tumor variants as a panel: every entry tracked, or set aside with its reason.

process SELECT {
    tag "$meta.id"
    label 'process_single'

    container 'localhost/tidemark:0.1.0'

    input:
    tuple val(meta), val(lesions), val(purities), val(segmented), path(vcfs, stageAs: 'tumor?.vcf', arity: '1..*'), path(segments, stageAs: 'segments?.tsv', arity: '0..*'), path(white_cells, stageAs: 'white_cells/*', arity: '0..*')
    tuple path(fasta, stageAs: 'reference.fa'), path(fai, stageAs: 'reference.fa.fai'), path(gzi, stageAs: 'reference.fa.gzi')

    output:
    tuple val(meta), path("${prefix}.panel.tsv"), emit: panel
    tuple val("${task.process}"), val('tidemark'), eval("tidemark --version | sed 's/^tidemark //'"), topic: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}"
    def options = [
        vcfs.collect { vcf -> "--vcf ${vcf}" },
        lesions.collect { lesion -> "--lesion ${lesion}" },
        // Segments of each VCF in the order of the VCFs; `segments` holds only those there are.
        segmented.indexed().collect { place, given -> "--segments ${given ? segments[segmented.take(place).count(true)] : 'none'}" },
        purities.collect { purity -> "--purity ${purity}" },
        white_cells.collect { evidence -> "--white-cells ${evidence}" },
    ].flatten().join(' ')
    """
    tidemark select -f ${fasta} ${options} --patient ${meta.id} --record-failure ${args} -o ${prefix}.panel.tsv
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    touch ${prefix}.panel.tsv
    """
}
