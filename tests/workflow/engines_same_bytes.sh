#!/usr/bin/env bash
# One cohort with every optional sheet through Snakemake 7.21, Snakemake 9 and Nextflow: every result file has the same bytes.
# Then a patient leaves and the optional parts with them: what the run before left of either goes, what the user put there stays.
source "$(dirname "$0")/support.sh"
source "$here/contract_tree.sh"
need_engine snakemake7
need_engine snakemake9
need_engine nextflow
make_scratch
simulate input
# What is not trunk is a clone.
for vcf in input/P1_L1.vcf input/P1_L2.vcf; do
    awk -F '\t' -v OFS='\t' '/^#CHROM/ { print "##INFO=<ID=CLONE,Number=1,Type=String,Description=\"Clone\">" }
        !/^#/ { $8 = ($8 == "." ? "" : $8 ";") "CLONE=private" } { print }' "$vcf" >"$vcf.named"
    mv "$vcf.named" "$vcf"
done
# T cells of one patient, and a tag of the first variant of a single base.
{
    printf 'sample\tcdr3_nt\tcdr3_aa\tv\tj\ttemplates\n'
    for clone in $(seq 40); do
        for sample in P1_d0 P1_d21 P1_d84; do printf '%s\tTGT%s\tCAS\tTRBV1*01\tTRBJ1\t%s\n' "$sample" "$clone" $((20 + clone % 5)); done
    done
    printf 'P1_d84\tTGTNEW\tCASSNEW\tTRBV2\tTRBJ1\t90\n'
} >input/clonotypes.tsv
{
    printf 'patient\tcontig\tposition\tref\talt\n'
    awk -F '\t' '!/^#/ && length($4) == 1 && length($5) == 1 { printf "P1\t%s\t%s\t%s\t%s\n", $1, $2, $4, $5; exit }' input/P1_L1.vcf
} >input/neoantigens.tsv
# A map of one patient, with two of the three variants that are private to L2; the other patient's is derived.
{
    printf 'patient\tlesion\tcontig\tposition\tref\talt\tccf\tabsence_power\n'
    awk -F '\t' -v OFS='\t' '!/^#/ && $3 ~ /^(trunk|second[12]$)/ {
        print "P1", "L2", $1, $2, $4, $5, 1, ""
        print "P1", "L1", $1, $2, $4, $5, ($3 ~ /^trunk/ ? 1 : 0), ($3 ~ /^trunk/ ? "" : 0.99) }' input/P1_L2.vcf
} >input/lesion_map.tsv
printf 'patient,sex,arm,stratum_margin\nP1,female,radiotherapy,clear\nP2,,drug,close\n' >input/patients.csv
# Names that a shell must not read. P9 is nowhere else and has a group; P8 is nowhere else and has none.
outcomes="input/out'comes; \$(touch run).csv"
cat >"$outcomes" <<'CSV'
patient,endpoint,time,time_unit,event,group
P1,overall_survival,40,weeks,1,slow
P2,overall_survival,20,weeks,1,fast
P9,overall_survival,30,weeks,0,fast
P1,relapse,70,,1,
P8,relapse,60,,1,
CSV
definitions() {
    printf '{"schema": "tidemark.definitions/1", "definitions": [{"id": "%s", "title": "Fall", "metric": "vaf_mean",
        "classes": [{"class": "deep", "when": {"ratio_at_most": %s}}]}]}\n' "$1" "$2"
}
mkdir input/one "input/t w'o"
definitions our_fall 0.5 >input/one/ours.json
definitions our_deep_fall 0.05 >"input/t w'o/ours.json"
settings=(events="input/events.csv" patients="input/patients.csv" lesions="input/lesions.csv" targets="input/targets.bed"
    common_sites="input/common_sites.vcf" required_lod95=0.01 clonotypes="input/clonotypes.tsv"
    neoantigens="input/neoantigens.tsv" lesion_map="input/lesion_map.tsv" outcomes="$outcomes"
    definitions="input/one/ours.json,input/t w'o/ours.json")
# nextflow_with OUTDIR SETTING... -- OPTION...
nextflow_with() {
    local outdir=$1 parameters=()
    shift
    while [ "$1" != -- ]; do parameters+=("--${1%%=*}" "${1#*=}") && shift; done
    shift
    run_nextflow input "$outdir" "${parameters[@]}" "$@"
}
run_snakemake snakemake input seven "${settings[@]}" || fail "Snakemake 7"
run_snakemake "$tools/bin/snakemake9" input nine "${settings[@]}" || fail "Snakemake 9"
nextflow_with nextflow "${settings[@]}" -- || fail "Nextflow"
[ ! -e run ] || fail "a file name was executed"

same_tree seven nine
same_tree seven nextflow
for tree in seven nextflow; do expect_contract_tree "$tree" lesions clonotypes survival; done
# The sheet declares the records of every file, and they were found.
if grep -q integrity_unverified nextflow/detect/*.json; then fail "the sheet's records did not reach genotype"; fi
# The map decides for the patient whom it speaks of; the other has a table as well.
private_loci() { column "$1" lesion private_loci | finds "^L2"$'\t'"$2\$" || fail "L2 has not $2 private loci: $(cat "$1")"; }
private_loci seven/track/P1.lesions.tsv 2
[ "$(awk 'END { print NR }' seven/track/P2.lesions.tsv)" -gt 1 ] || fail "no lesion rows of the patient without a map"
# Clones and tags of the patient who has them; of the other a table with a header alone.
grep -q TGTNEW nextflow/track/P1.clonotypes.tsv || fail "the T-cell clone did not reach the table"
[ "$(wc -l <nextflow/track/P2.clonotypes.tsv)" -eq 1 ] || fail "P2: $(cat nextflow/track/P2.clonotypes.tsv)"
grep -q '"name": "private"' nextflow/track/P1.json || fail "the clone did not reach the series"
grep -q '"neoantigens": {' nextflow/track/P1.json || fail "the tags did not reach the series"
# Survival of the table's groups, the patient without draws among them; the row of nobody is warned of and compares nobody.
column seven/report/cohort.survival.tsv endpoint source grouping | finds $'^overall_survival\toutcomes\tgroup$' || fail "no survival by group"
grep -q P9 seven/report/cohort.survival_patients.tsv || fail "the patient without draws is not followed"
grep -q "patient P8 is not in the sample sheet" seven/pipeline_info/logs/check.log || fail "no warning of P8"
# Both definitions are evaluated, and judged at parity; no name of a file is in a result.
for id in our_fall our_deep_fall; do
    column seven/report/cohort.pairs.tsv definition | finds -x "$id" || fail "no pair of $id"
    column seven/report/cohort.strata.tsv evidence definition | finds -x "parity"$'\t'"$id" || fail "$id has no rate at parity"
done
[ "$(awk 'END { print NR }' seven/report/cohort.parity.tsv)" -gt 1 ] || fail "no draw at parity"
if grep -rlE "ours\.json|out'comes|lesion_map\.tsv" seven nextflow --exclude-dir=pipeline_info --exclude-dir=.snakemake; then fail "the name of a file is in these"; fi

# P2 leaves, and with it every optional part but the lesions.
for sheet in samples patients lesions; do sed -i '/^P2,/d' input/$sheet.csv; done
for tree in seven nextflow; do
    cp $tree/report/P2.html "$tree/report/P2 as sent.html"
    cp $tree/report/P2.html $tree/report/P2_kept.html
    echo "my notes" >$tree/report/P3.html
    # A page of the patient whom the link is named after: only that it is a link makes it the user's.
    mkdir sent_$tree
    sed 's/Patient P2/Patient P4/g' $tree/report/P2.html >sent_$tree/P4.html
    grep -q 'content="Patient P4"' sent_$tree/P4.html || fail "the page does not say whose it is"
    ln -s ../../sent_$tree/P4.html $tree/report/P4.html
done
fewer=(patients="input/patients.csv" lesions="input/lesions.csv" targets="input/targets.bed" required_lod95=0.01)
run_snakemake snakemake input seven "${fewer[@]}" || fail "Snakemake without P2"
nextflow_with nextflow "${fewer[@]}" -- -resume || fail "Nextflow without P2"
for tree in seven nextflow; do
    expect_contract_tree $tree lesions
    [ ! -e $tree/report/P2.html ] || fail "$tree keeps the page of a patient who left"
    for kept in "P2 as sent" P2_kept P3 P4; do [ -e "$tree/report/$kept.html" ] || fail "$tree lost $kept.html, which is the user's"; done
done
same_tree seven nextflow
private_loci seven/track/P1.lesions.tsv 3
