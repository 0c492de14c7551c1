#!/usr/bin/env bash
# One cohort through Snakemake 7.21, Snakemake 9 and Nextflow: every result file has the same bytes.
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
settings=(events="input/events.csv" patients="input/patients.csv" lesions="input/lesions.csv" targets="input/targets.bed"
    common_sites="input/common_sites.vcf" required_lod95=0.01 clonotypes="input/clonotypes.tsv"
    neoantigens="input/neoantigens.tsv")
run_snakemake snakemake input seven "${settings[@]}" || fail "Snakemake 7"
run_snakemake "$tools/bin/snakemake9" input nine "${settings[@]}" || fail "Snakemake 9"
parameters=()
for setting in "${settings[@]}"; do parameters+=("--${setting%%=*}" "${setting#*=}"); done
run_nextflow input nextflow "${parameters[@]}" || fail "Nextflow"

same_tree seven nine
same_tree seven nextflow
expect_contract_tree seven
expect_contract_tree nextflow
# The sheet declares the records of every file, and they were found.
if grep -q integrity_unverified nextflow/detect/*.json; then fail "the sheet's records did not reach genotype"; fi
# Lesions were asked for: every patient has the table, and a lesion of P1 has private loci.
[ -s seven/report/cohort.lesions.tsv ] && [ -s seven/track/P2.lesions.tsv ] || fail "no lesion tables"
awk -F'\t' '$3 == "L2" && $5 == 3 { found = 1 } END { exit !found }' seven/track/P1.lesions.tsv || fail "L2 has not its three private loci"
# Optional parts exist for the patient who has them.
[ -s nextflow/track/P1.clonotypes.tsv ] || fail "no table of T-cell clones"
[ ! -e nextflow/track/P2.clonotypes.tsv ] || fail "a table of T-cell clones of a patient who has none"
grep -q '"name": "private"' nextflow/track/P1.json || fail "the clone did not reach the series"
grep -q '"neoantigens": {' nextflow/track/P1.json || fail "the tags did not reach the series"
