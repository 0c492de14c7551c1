// From a sample sheet to dated reports. The program decides, this file orders: which file is counted at which panel,
// and which sample meets which background. Lists keep the order of the sheet, so that both engines call alike.

include { CHECK ; CHECK_SAMPLE ; CHECK_MERGE } from '../../modules/check/main'
include { EXTRACT                            } from '../../modules/extract/main'
include { ALIGN ; ALIGN_INDEX                } from '../../modules/align/main'
include { CONSENSUS                          } from '../../modules/consensus/main'
include { SELECT                             } from '../../modules/select/main'
include { SELECT as SELECT_CANDIDATES        } from '../../modules/select/main'
include { GENOTYPE                           } from '../../modules/genotype/main'
include { GENOTYPE as GENOTYPE_TISSUE        } from '../../modules/genotype/main'
include { GENOTYPE as GENOTYPE_CROSS         } from '../../modules/genotype/main'
include { BACKGROUND                         } from '../../modules/background/main'
include { DETECT                             } from '../../modules/detect/main'
include { DETECT as DETECT_CROSS             } from '../../modules/detect/main'
include { TRACK                              } from '../../modules/track/main'
include { REPORT                             } from '../../modules/report/main'
include { REPORT as REPORT_STRICT            } from '../../modules/report/main'
include { lesion_inputs                      } from './lesions'
include { alignment_of ; index_ending        } from './reads'
include { fastq_of ; is_raw                  } from './reads'
include { umi_options ; umi_after_extract    } from './reads'

// Samples of the sheet, each once with its lanes.
def samples_of(table) {
    def reads = ['fastq_1', 'fastq_2', 'fastq_3', 'fastq_4']
    def lanes = [:]
    table.each { row -> lanes.get(row.sample, []) << reads.collect { name -> row[name] }.findAll() }
    return table.unique(false) { row -> row.sample }.collect { row -> row + [lanes: lanes[row.sample]] }
}

// The rows that name a patient's tumor variants: one per lesion, else one of the plasma rows.
def tumor_rows(rows, patient) {
    def named = rows.findAll { row -> row.patient == patient && row.tumor_vcf }
    return named.findAll { row -> row.sample_type == 'tumor' } ?: named.take(1)
}

// What select reads of a patient: id, lesions (where every row names one), purities and which rows have segments (where
// any has), VCFs, segments.
def tumor_of(rows, patient, sheet_folder) {
    def tumor = tumor_rows(rows, patient)
    def segments = tumor.collect { row -> row.segments }
    return [
        [id: patient],
        tumor.every { row -> row.lesion } ? tumor.collect { row -> row.lesion } : [],
        tumor.any { row -> row.purity } ? tumor.collect { row -> row.purity ?: 'none' } : [],
        segments.any() ? segments.collect { table -> table as boolean } : [],
        tumor.collect { row -> file(sheet_folder.resolve(row.tumor_vcf)) },
        segments.findAll().collect { table -> file(sheet_folder.resolve(table)) },
    ]
}

def patients_of(rows) {
    return rows.findAll { row -> row.sample_type == 'plasma' }.collect { row -> row.patient }.unique()
}

// What genotype reads of a row beside its alignment: sample, declared evidence, UMI rule and number of
// records, captured regions.
def counted(row, sheet_folder, targets) {
    def regions = row.targets ? file(sheet_folder.resolve(row.targets)) : targets
    def kind = is_raw(row) ? 'consensus' : row.fastq_1 ? '' : row.evidence
    // What is declared is the sheet's own file; consensus reads are others.
    def records = is_raw(row) ? '' : row.records ?: ''
    return [row.sample, kind, is_raw(row) ? '' : umi_options(row.umi), records, regions]
}

// [sample, name, what, panel] with the sample's files (alignment, index, summary of what made them) to what GENOTYPE takes.
def genotype_task(name, what, panel, files) {
    def (sample, kind, umi, records, regions) = what
    return [[id: name], sample, kind, umi, records] + files + [panel, regions]
}

def chemistry_label(row) {
    return row.chemistry ?: 'background'
}

// The sheet and its verdicts as one value: every row, the rows whose file is sound, the patients with plasma.
def cohort_of(samples, verdicts) {
    def rows = samples_of(samples.splitCsv(header: true, quote: '"'))
    def passed = verdicts.splitCsv(header: true, sep: '\t').findAll { verdict -> verdict.verdict == 'ok' }
    def names = passed.collect { verdict -> verdict.sample }.toSet()
    return [rows: rows, sound: rows.findAll { row -> row.sample in names }, patients: patients_of(rows)]
}

def sound_of(cohort, List types) {
    return cohort.sound.findAll { row -> row.sample_type in types }
}

// Every control at every patient's panel: [name of the evidence, patient, row].
def control_counts(cohort) {
    return sound_of(cohort, ['control']).collectMany { row ->
        cohort.patients.collect { patient -> ["${row.sample}.${patient}".toString(), patient, row] }
    }
}

// Plasma at panels of other patients: [name of the evidence, patient, row]. The panels of a draw are chosen by hash, by
// nothing else, so that neither the order of the sheet nor a further draw changes them.
def cross_counts(cohort, per_draw) {
    return sound_of(cohort, ['plasma']).collectMany { row ->
        def others = cohort.patients.findAll { patient -> patient != row.patient }
        def ranked = others.sort(false) { patient -> "${row.sample}\t${patient}".toString().digest('SHA-256') }
        ranked.take(per_draw).collect { patient -> ["${row.sample}.${patient}".toString(), patient, row] }
    }
}

// [member, group] pairs become [member, group, place in the sheet, size of the group]: enough to gather each group as
// soon as it is whole, and in the order of the sheet.
def places(pairs) {
    def sizes = pairs.countBy { member, group -> group }
    return pairs.withIndex().collect { pair, place -> [pair[0], pair[1], place, sizes[pair[1]]] }
}

// places and [member, file] to [group, [file, ...]].
def gather(planned, files) {
    return planned
        .join(files)
        .map { _member, group, place, size, file -> [groupKey(group, size), [place, file]] }
        .groupTuple()
        .map { group, members -> [group.toString(), members.sort { pair -> pair[0] }.collect { pair -> pair[1] }] }
}

// Summaries of all samples as one list, by name; the empty list where there are none.
def all_of(summaries) {
    return summaries
        .map { _meta, summary -> summary }
        .collect(sort: { summary -> summary.name })
        .map { files -> [files] }
        .ifEmpty { [[]] }
}

workflow MONITOR_PATIENT {
    take:
    samples // path of the sample sheet
    sheets // [patients, events, lesions, lesion_map, clonotypes, neoantigens, outcomes]: paths, [] where not given
    reference // [FASTA, .fai, .gzi or []]
    targets // BED or []
    common_sites // VCF or []
    ready_background // background file or []
    required_lod95 // number
    strict // end with an error when a sample failed
    cross_per_draw // panels of other patients that each plasma sample meets
    definitions // files of response definitions, or []

    main:
    def folder = samples.toAbsolutePath().parent
    def tissue = ['tumor', 'normal', 'white_cells']

    // The sheet, then each file side by side, then all verdicts. A failed sample goes no further than its verdict.
    CHECK([[id: 'sheet'], samples], sheets, definitions, reference)
    rows = CHECK.out.samples.flatMap { sheet -> samples_of(sheet.splitCsv(header: true, quote: '"')) }
    CHECK_SAMPLE(rows.map { row -> [[id: row.sample]] + alignment_of(row, folder) + [fastq_of(row, folder)] }, CHECK.out.samples, reference)
    CHECK_MERGE(
        CHECK_SAMPLE.out.verdict.map { _meta, verdict -> verdict }.collect(sort: { verdict -> verdict.name }).map { verdicts -> [[id: 'verdicts'], verdicts] },
        CHECK.out.samples,
        reference,
    )
    verdicts = CHECK_MERGE.out.verdicts
    cohort = CHECK.out.samples.combine(verdicts).map { sheet, table -> cohort_of(sheet, table) }

    // Raw reads: FASTQ is extracted and aligned, and copies of one molecule become one.
    prepared = cohort.flatMap { all -> all.sound }
    sequenced = prepared.filter { row -> row.fastq_1 }
    EXTRACT(sequenced.map { row ->
        [[id: row.sample], row.read_structure, umi_options(row.umi), fastq_of(row, folder), row.umi_whitelist ? file(folder.resolve(row.umi_whitelist)) : []]
    })
    def index_beside = ['bwt', 'amb', 'ann', 'pac', 'sa'].collect { part -> file("${reference[0]}.${part}") }
    def has_index = index_beside.every { part -> part.exists() }
    ALIGN_INDEX(sequenced.first().filter { _row -> !has_index }.map { _row -> [[id: 'reference'], reference[0]] })
    aligner_index = has_index ? channel.value([index_beside]) : ALIGN_INDEX.out.index.map { made -> [made] }
    ALIGN(EXTRACT.out.reads.combine(aligner_index).combine(channel.of(index_ending(reference[1]))))
    // Each alignment with the summary of the step that made it, which says whether that step failed.
    given_or_aligned = prepared
        .filter { row -> !row.fastq_1 }
        .map { row -> [row.sample] + alignment_of(row, folder) + [[]] }
        .mix(ALIGN.out.alignment.join(EXTRACT.out.summary).map { meta, alignment, index, summary -> [meta.id, alignment, index, summary] })
    rows_with_files = prepared.map { row -> [row.sample, row] }.join(given_or_aligned)
    CONSENSUS(
        rows_with_files
            .filter { _sample, row, _alignment, _index, _made_by -> is_raw(row) }
            .map { sample, row, alignment, index, made_by ->
                [[id: sample], row.evidence ?: 'raw', umi_options(umi_after_extract(row)), alignment, index, made_by]
            },
        reference,
    )
    alignments = rows_with_files
        .filter { _sample, row, _alignment, _index, _made_by -> !is_raw(row) }
        .map { sample, _row, alignment, index, made_by -> [sample, [alignment, index, made_by]] }
        .mix(CONSENSUS.out.alignment.join(CONSENSUS.out.summary).map { meta, alignment, index, summary -> [meta.id, [alignment, index, summary]] })

    // Tissue is counted at the tumor's candidates, before the panel is frozen with what the white cells showed.
    SELECT_CANDIDATES(
        cohort.flatMap { all ->
            all.patients.findAll { patient -> sound_of(all, tissue).any { row -> row.patient == patient } }.collect { patient -> tumor_of(all.rows, patient, folder) + [[]] }
        },
        reference,
    )
    tissue_counts = cohort
        .flatMap { all -> sound_of(all, tissue).collect { row -> [row.patient, counted(row, folder, targets)] } }
        .combine(SELECT_CANDIDATES.out.panel.map { meta, panel -> [meta.id, panel] }, by: 0)
        .map { _patient, what, panel -> [what[0], what[0], what, panel] }
        .combine(alignments, by: 0)
        .map { _sample, name, what, panel, files -> genotype_task(name, what, panel, files) }
    GENOTYPE_TISSUE(tissue_counts, common_sites, reference)

    white_cells = gather(
        cohort.flatMap { all -> places(sound_of(all, ['white_cells']).collect { row -> [row.sample, row.patient] }) },
        GENOTYPE_TISSUE.out.evidence.map { meta, evidence -> [meta.id, evidence] },
    )
    no_white_cells = cohort.flatMap { all ->
        (all.patients - sound_of(all, ['white_cells']).collect { row -> row.patient }).collect { patient -> [patient, []] }
    }
    SELECT(
        cohort.flatMap { all -> all.patients.collect { patient -> [patient, tumor_of(all.rows, patient, folder)] } }
            .join(white_cells.mix(no_white_cells))
            .map { _patient, tumor, evidence -> tumor + [evidence] },
        reference,
    )
    panels = SELECT.out.panel.map { meta, panel -> [meta.id, panel] }

    // Plasma at its own patient's panel, controls at every panel.
    plasma_counts = cohort.flatMap { all ->
        sound_of(all, ['plasma']).collect { row -> [row.patient, row.sample, counted(row, folder, targets)] }
    }
    control_tasks = cohort.flatMap { all ->
        control_counts(all).collect { name, patient, row -> [patient, name, counted(row, folder, targets)] }
    }
    GENOTYPE(
        plasma_counts
            .mix(control_tasks)
            .combine(panels, by: 0)
            .map { _patient, name, what, panel -> [what[0], name, what, panel] }
            .combine(alignments, by: 0)
            .map { _sample, name, what, panel, files -> genotype_task(name, what, panel, files) },
        common_sites,
        reference,
    )
    evidence = GENOTYPE.out.evidence.map { meta, table -> [meta.id, table] }

    // One background per chemistry that has controls; a ready one speaks for all.
    controls = gather(
        cohort.flatMap { all ->
            ready_background ? [] : places(control_counts(all).collect { name, _patient, row -> [name, chemistry_label(row)] })
        },
        evidence,
    )
    BACKGROUND(
        controls.map { label, tables -> [[id: label], label == 'background' ? '' : label, tables] },
        reference,
    )
    no_controls = cohort.flatMap { all ->
        def trained = ready_background ? [] : sound_of(all, ['control']).collect { row -> chemistry_label(row) }
        def asked = sound_of(all, ['plasma']).collect { row -> chemistry_label(row) }.unique()
        (asked - trained).collect { label -> [label, ready_background] }
    }
    backgrounds = BACKGROUND.out.background.map { meta, background -> [meta.id, background] }.mix(no_controls)

    DETECT(
        cohort.flatMap { all -> sound_of(all, ['plasma']).collect { row -> [row.sample, row.patient, chemistry_label(row), row.use, row.chemistry] } }
            .join(evidence)
            .map { sample, patient, label, use, chemistry, table -> [patient, label, [[id: sample], use, chemistry, table]] }
            .combine(panels, by: 0)
            .combine(white_cells.mix(no_white_cells), by: 0)
            .map { _patient, label, what, panel, cells -> [label, what, panel, cells] }
            .combine(backgrounds, by: 0)
            .map { _label, what, panel, cells, background -> what + [panel, background, [], cells] },
        required_lod95,
        reference,
    )

    // Panels of other patients in each plasma: counted at both panels, so that the patient's own variants are no background.
    crossed = cohort.flatMap { all ->
        cross_counts(all, cross_per_draw).collect { name, patient, row -> [name, patient, row.patient, counted(row, folder, targets), row] }
    }
    GENOTYPE_CROSS(
        crossed
            .map { name, patient, own, what, _row -> [patient, own, name, what] }
            .combine(panels, by: 0)
            .map { _patient, own, name, what, panel -> [own, name, what, panel] }
            .combine(panels, by: 0)
            .map { _own, name, what, panel, own_panel -> [what[0], name, what, [panel, own_panel]] }
            .combine(alignments, by: 0)
            .map { _sample, name, what, both, files -> genotype_task(name, what, both, files) },
        common_sites,
        reference,
    )
    DETECT_CROSS(
        crossed
            .map { name, patient, own, _what, row -> [name, patient, own, chemistry_label(row), row.use, row.chemistry] }
            .join(GENOTYPE_CROSS.out.evidence.map { meta, table -> [meta.id, table] })
            .map { name, patient, own, label, use, chemistry, table -> [patient, own, label, [[id: name], use, chemistry, table]] }
            .combine(panels, by: 0)
            .map { _patient, own, label, what, panel -> [own, label, what, panel] }
            .combine(panels, by: 0)
            .map { _own, label, what, panel, own_panel -> [label, what, panel, own_panel] }
            .combine(backgrounds, by: 0)
            .map { _label, what, panel, own_panel, background -> what + [panel, background, own_panel, []] },
        required_lod95,
        reference,
    )
    cross = all_of(DETECT_CROSS.out.detection)

    detections = gather(
        cohort.flatMap { all -> places(sound_of(all, ['plasma']).collect { row -> [row.sample, row.patient] }) },
        DETECT.out.detection.map { meta, detection -> [meta.id, detection] },
    )
    nothing_sound = cohort.flatMap { all ->
        (all.patients - sound_of(all, ['plasma']).collect { row -> row.patient }).collect { patient -> [patient, []] }
    }
    // Lesion tables are an optional part: a lesions sheet or a lesion map asks for them, for every patient.
    def with_lesions = (sheets[2] || sheets[3]) as boolean
    tissue_tables = with_lesions
        ? GENOTYPE_TISSUE.out.evidence.map { meta, table -> [(meta.id): table] }.collect().map { found -> [found.collectEntries()] }.ifEmpty { [[:]] }
        : channel.value([[:]])
    TRACK(
        detections.mix(nothing_sound).join(panels)
            .join(cohort.combine(tissue_tables).flatMap { all, tables -> lesion_inputs(all, tables, folder, with_lesions) })
            .map { patient, files, panel, tumor, lesions, segments -> [[id: patient], files, panel, tumor, lesions, segments] },
        CHECK.out.samples,
        verdicts,
        sheets[0..5],
        definitions,
    )

    timelines = gather(
        cohort.flatMap { all -> places(all.patients.collect { patient -> [patient, 'cohort'] }) },
        TRACK.out.timeline.map { meta, timeline -> [meta.id, timeline] },
    ).map { group, files -> [[id: group], files] }
    extracted = all_of(EXTRACT.out.summary)
    molecules = all_of(CONSENSUS.out.summary)
    of_plasma = all_of(
        cohort.flatMap { all -> sound_of(all, ['plasma']).collect { row -> [row.sample] } }
            .join(GENOTYPE.out.summary.map { meta, summary -> [meta.id, summary] })
    )
    // A control, white cells or tumor whose file failed while it was read says so in its summary.
    controls_and_tissue = all_of(
        cohort.flatMap { all -> control_counts(all).collect { name, _patient, _row -> [name] } }
            .join(GENOTYPE.out.summary.map { meta, summary -> [meta.id, summary] })
            .mix(GENOTYPE_TISSUE.out.summary.map { meta, summary -> [meta.id, summary] })
    )
    // Optional parts have files only when asked for: the tables of survival where something may tell outcomes.
    survival_tables = sheets[6] || sheets[1] ? true : false
    pages = timelines.combine(extracted).combine(molecules).combine(of_plasma).combine(controls_and_tissue).combine(cross).map { item -> item + [sheets[6], survival_tables] }
    REPORT(pages, CHECK.out.samples, verdicts, definitions)
    // A failed task publishes nothing, so the policy is asked once everything is written.
    REPORT_STRICT(pages.join(REPORT.out.report.map { meta, _files -> [meta] }).filter { _item -> strict }, CHECK.out.samples, verdicts, definitions)

    panel = SELECT.out.panel
    detection = DETECT.out.detection
    timeline = TRACK.out.timeline
    series = TRACK.out.series
    report = REPORT.out.report
    multiqc = REPORT.out.multiqc

    emit:
    verdicts
    panel
    evidence
    detection
    timeline
    series
    report
    multiqc
}
