# Sourced: what a result folder holds, by name. expect_contract_tree DIR: every file of the promised tree for the samples and
# patients of its own sheet, and no folder beside it.
expect_contract_tree() (
    cd "$1"
    plasma=$(awk -F, 'NR > 1 && $3 == "plasma" { print $2 }' check/samples.csv)
    patients=$(awk -F, 'NR > 1 && $1 != "" { print $1 }' check/samples.csv | sort -u)
    [ -n "$plasma" ] && [ -n "$patients" ] || fail "check/samples.csv has no patient, sample and sample_type in front"
    # shellcheck disable=SC2086
    {
        printf '%s\n' check/samples.csv check/verdicts.tsv report/cohort.html report/cohort.json report/cohort.samples.tsv \
            report/cohort.pairs.tsv report/cohort.patients.tsv report/cohort.strata.tsv report/cohort.differences.tsv \
            report/cohort.parity.tsv report/cohort.leads.tsv multiqc/tidemark_mqc_versions.yml
        printf 'panel/%s.panel.tsv\n' $patients
        printf 'evidence/%s.evidence.tsv.gz\n' $plasma
        printf 'evidence/%s.evidence.json\n' $plasma
        printf 'detect/%s.detection.json\n' $plasma
        printf 'report/%s.html\n' $patients
        # Lesion tables are there where they were asked for, and then for every patient.
        if [ -e report/cohort.lesions.tsv ]; then printf 'track/%s.lesions.tsv\n' $patients; fi
        for part in samples.tsv pairs.tsv variants.tsv vcf.gz vcf.gz.csi json; do printf "track/%s.$part\n" $patients; done
    } | while read -r file; do
        [ -s "$file" ] || fail "$1 has no $file"
    done || exit 1
    ls background/*.tsv multiqc/*_mqc.json >/dev/null || fail "no background or no MultiQC section"
    extra=$(find . -mindepth 1 -maxdepth 1 ! -name '.*' -printf '%f\n' |
        grep -vxE 'check|panel|consensus|evidence|background|detect|track|report|multiqc|pipeline_info' || true)
    [ -z "$extra" ] || fail "$1 holds more than the result tree: $extra"
    head -n 1 report/cohort.samples.tsv | grep -q $'^patient\tsample\tday\t' || fail "cohort.samples.tsv has another head"
    [ "$(awk 'END { print NR - 1 }' report/cohort.samples.tsv)" -eq "$(wc -w <<<"$plasma")" ] ||
        fail "cohort.samples.tsv does not have one row for every plasma sample"
)
