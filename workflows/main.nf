#!/usr/bin/env nextflow
// tidemark on Nextflow: nextflow run main.nf -profile local --input samples.csv --fasta ref.fa --outdir results
// Parameters are described in nextflow_schema.json, which also drives --help and the refusal of unknown ones.

include { MONITOR_PATIENT } from './subworkflows/monitor_patient/main'
include { remove_stale_report ; remove_stale_tables } from './subworkflows/monitor_patient/pages'

// Groups of parameters, as the schema describes them.
def schema_groups() {
    def schema = new groovy.json.JsonSlurper().parseText(file("${projectDir}/nextflow_schema.json").text)
    return schema['$defs'].values()
}

def help_text(groups) {
    def lines = groups.collectMany { group ->
        ['', group.title] + group.properties.collect { name, entry ->
            def preset = entry.containsKey('default') ? " [${entry['default']}]" : ''
            "  --${name.padRight(18)} ${entry.description}${preset}"
        }
    }
    return (['Usage: nextflow run main.nf -profile local --input samples.csv --fasta ref.fa [--outdir results]'] + lines).join('\n')
}

// Nextflow accepts any --word. A misspelled one would change the result in silence, so it ends the run.
def refuse_wrong_parameters(given, groups) {
    def known = groups.collectMany { group -> group.properties.keySet() }
    def unknown = given.keySet().findAll { name -> !(name in known) }
    if (unknown) {
        error("unknown parameter: ${unknown.collect { name -> '--' + name }.join(', ')}; --help lists those there are")
    }
    def missing = groups.collectMany { group -> group.required ?: [] }.findAll { name -> !given[name] }
    if (missing) {
        error("missing parameter: ${missing.collect { name -> '--' + name }.join(', ')}; --help says what they mean")
    }
    def limit = given.required_lod95
    if (!(limit instanceof Number) || limit <= 0 || limit > 1) {
        error("--required_lod95 is a tumor fraction above 0 and up to 1, not '${limit}'")
    }
}

// How many panels of other patients each plasma sample meets.
def cross_per_draw(given) {
    def count = given.cross_panels_per_draw
    if (!(count instanceof Integer) || count < 1) {
        error("--cross_panels_per_draw is a whole number from 1 on, not '${count}'")
    }
    return given.cross_panels ? count : 0
}

def path_or_none(value) {
    return value ? file(value, checkIfExists: true, glob: false) : []
}

// Files of response definitions: a list, or one text with commas between them.
def definition_files(value) {
    def names = value instanceof List ? value : value ? value.toString().tokenize(',') : []
    return names.collect { name -> file(name, checkIfExists: true, glob: false) }
}

// The FASTA with the indexes that stand beside it.
def reference_of(fasta) {
    def sequence = file(fasta, checkIfExists: true)
    def gzi = file("${sequence}.gzi")
    return [sequence, file("${sequence}.fai", checkIfExists: true), gzi.exists() ? gzi : []]
}

workflow {
    main:
    def groups = schema_groups()
    if (params.help) {
        println(help_text(groups))
    }
    else {
        refuse_wrong_parameters(params, groups)
        MONITOR_PATIENT(
            file(params.input, checkIfExists: true),
            [params.patients, params.events, params.lesions, params.lesion_map, params.clonotypes, params.neoantigens, params.outcomes].collect { sheet -> path_or_none(sheet) },
            reference_of(params.fasta),
            path_or_none(params.targets),
            path_or_none(params.common_sites),
            path_or_none(params.background),
            params.required_lod95,
            params.strict,
            cross_per_draw(params),
            definition_files(params.definitions),
        )
        if (!workflow.stubRun) {
            MONITOR_PATIENT.out.series.subscribe { item -> remove_stale_tables(file("${params.outdir}/track", glob: false), item[1], item[2]) }
            MONITOR_PATIENT.out.report.subscribe { item -> remove_stale_report(file("${params.outdir}/report", glob: false), item[1], workflow.workDir) }
        }
        channel.topic('versions')
            .map { process, tool, version -> "${process.tokenize(':')[-1]}:\n    ${tool}: \"${version}\"" }
            .unique()
            .collectFile(name: 'tidemark_software_mqc_versions.yml', storeDir: "${params.outdir}/pipeline_info", sort: true, newLine: true)
    }
}
