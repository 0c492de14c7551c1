// The dated series of one patient. Samples that failed are known from the verdicts, and become rows.

process TRACK {
    tag "$meta.id"
    label 'process_single'

    container 'localhost/tidemark:0.1.0'

    input:
    tuple val(meta), path(detections, stageAs: 'detect/*'), path(panel, stageAs: 'panel/*'), path(tissue, stageAs: 'tissue/*'), val(segmented), path(segments, stageAs: 'segments?.tsv', arity: '0..*')
    path samples, stageAs: 'samples.csv'
    path verdicts, stageAs: 'verdicts.tsv'
    tuple path(patients, stageAs: 'patients/*'), path(events, stageAs: 'events/*'), path(lesions, stageAs: 'lesions/*'), path(lesion_map, stageAs: 'lesion_map/*'), path(clonotypes, stageAs: 'clonotypes/*'), path(neoantigens, stageAs: 'neoantigens/*')
    path definitions, stageAs: 'definitions/?/*'

    output:
    tuple val(meta), path("${prefix}.json"), emit: timeline
    tuple val(meta), path("${prefix}.{samples,pairs,variants}.tsv"), emit: tables
    // Of every patient where they are asked for.
    tuple val(meta), path("${prefix}.lesions.tsv"), optional: true, emit: lesions
    tuple val(meta), path("${prefix}.clonotypes.tsv"), optional: true, emit: clonotypes
    // Also says what there is not.
    tuple val(meta), path("${prefix}.json"), path("${prefix}.{lesions,clonotypes}.tsv", arity: '0..*'), emit: series
    tuple val(meta), path("${prefix}.vcf.gz"), path("${prefix}.vcf.gz.csi"), emit: variants
    tuple val("${task.process}"), val('tidemark'), eval("tidemark --version | sed 's/^tidemark //'"), topic: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}"
    def sheets = [
        events ? "--events ${events}" : '',
        patients ? "--patients ${patients}" : '',
        lesions ? "--lesions ${lesions}" : '',
        lesion_map ? "--lesion-map ${lesion_map}" : '',
        tissue ? [tissue].flatten().collect { evidence -> "--tissue ${evidence}" }.join(' ') : '',
        // Segments of each lesion in the order of `segmented`.
        segmented.indexed().collect { place, lesion -> "--segments ${lesion}=${segments[place]}" }.join(' '),
        clonotypes ? "--clonotypes ${clonotypes}" : '',
        neoantigens ? "--neoantigens ${neoantigens}" : '',
        definitions ? [definitions].flatten().collect { file -> "--definitions ${file}" }.join(' ') : '',
    ].join(' ')
    """
    tidemark track --samples ${samples} --patient ${meta.id} --verdicts ${verdicts} --panel ${panel} ${sheets} ${args} \\
        -o ${prefix} ${detections}
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    def optional = [lesions || lesion_map ? "${prefix}.lesions.tsv" : '', clonotypes ? "${prefix}.clonotypes.tsv" : ''].join(' ')
    """
    touch ${prefix}.json ${prefix}.samples.tsv ${prefix}.pairs.tsv ${prefix}.variants.tsv ${optional}
    touch ${prefix}.vcf.gz ${prefix}.vcf.gz.csi
    """
}
