# Sourced: what a result folder holds, by name.

# optional_files " PART... ": files of the optional parts, for the patients in `patients`.
optional_files() {
    # shellcheck disable=SC2086
    case $1 in *" lesions "*) printf 'track/%s.lesions.tsv\n' $patients && echo report/cohort.lesions.tsv ;; esac
    # shellcheck disable=SC2086
    case $1 in *" clonotypes "*) printf 'track/%s.clonotypes.tsv\n' $patients ;; esac
    case $1 in *" survival "*) printf 'report/cohort.survival%s.tsv\n' "" _steps _patients ;; esac
}

# expect_contract_tree DIR [PART...]: every file of the promised tree for the samples
# and patients of its own sheet, and no folder beside it; files of the optional parts (lesions, clonotypes, survival) where they
# are named, and none of them where they are not.
expect_contract_tree() (
    cd "$1"
    asked=" ${*:2} "
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
        optional_files "$asked"
        for part in samples.tsv pairs.tsv variants.tsv vcf.gz vcf.gz.csi json; do printf "track/%s.$part\n" $patients; done
    } | while read -r file; do
        [ -s "$file" ] || fail "$1 has no $file"
    done || exit 1
    for part in lesions clonotypes survival; do
        case $asked in *" $part "*) continue ;; esac
        optional_files " $part " | while read -r file; do
            [ ! -e "$file" ] || fail "$1 has $file, and nobody asked for it"
        done || exit 1
    done
    ls background/*.tsv multiqc/*_mqc.json >/dev/null || fail "no background or no MultiQC section"
    extra=$(find . -mindepth 1 -maxdepth 1 ! -name '.*' -printf '%f\n' |
        grep -vxE 'check|panel|consensus|evidence|background|detect|track|report|multiqc|pipeline_info' || true)
    [ -z "$extra" ] || fail "$1 holds more than the result tree: $extra"
    head -n 1 report/cohort.samples.tsv | finds $'^patient\tsample\tday\t' || fail "cohort.samples.tsv has another head"
    [ "$(awk 'END { print NR - 1 }' report/cohort.samples.tsv)" -eq "$(wc -w <<<"$plasma")" ] ||
        fail "cohort.samples.tsv does not have one row for every plasma sample"
)
