// What track reads of each patient's lesions: [patient, evidence of its sound tumor samples, lesions with segments, segments], all of
// it empty where lesions are not asked for. `tables` is the evidence of tissue by sample.
def lesion_inputs(cohort, tables, sheet_folder, asked) {
    return cohort.patients.collect { patient ->
        def tumor = asked ? cohort.rows.findAll { row -> row.patient == patient && row.sample_type == 'tumor' } : []
        def sound = tumor.findAll { row -> row in cohort.sound }
        def segmented = tumor.findAll { row -> row.tumor_vcf && row.lesion && row.segments }
        [
            patient,
            sound.collect { row -> tables[row.sample] },
            segmented.collect { row -> row.lesion },
            segmented.collect { row -> file(sheet_folder.resolve(row.segments)) },
        ]
    }
}
