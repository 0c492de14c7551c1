#!/usr/bin/env bash
# A file that is not there, a BAM without index, a damaged control, a VCF of another reference: all others go on, in
# both engines, to the same bytes.
source "$(dirname "$0")/support.sh"
need_engine snakemake7
need_engine nextflow
make_scratch
simulate input
rm input/P1_d21.bam input/P1_d63.bam.bai
head -c 5000 input/N2.bam >input/half && mv input/half input/N2.bam
awk -F '\t' -v OFS='\t' '!/^#/ && !done { $4 = ($4 ~ /^A/ ? "C" : "A") substr($4, 2); done = 1 } { print }' \
    input/P2_L1.vcf >input/other.vcf && mv input/other.vcf input/P2_L1.vcf

run_snakemake snakemake input snakemake || fail "Snakemake stopped"
run_nextflow input nextflow || fail "Nextflow stopped"
same_tree snakemake nextflow
[ "$(column snakemake/check/verdicts.tsv sample verdict | grep failed | sort | cut -f 1 | xargs)" = "N2 P1_d21 P1_d63" ] ||
    fail "verdicts: $(cat snakemake/check/verdicts.tsv)"
table=snakemake/report/cohort.samples.tsv
for draw in P1_d21 P1_d63; do
    column $table sample status reasons | grep -q "^$draw"$'\tNOT_EVALUABLE\t.*input_failed' || fail "$draw"
done
for draw in P2_d0 P2_d30; do
    column $table sample status reasons | grep -q "^$draw"$'\tNOT_EVALUABLE\t.*panel_failed' || fail "$draw"
done
column $table sample status | grep -q $'^P1_d0\tDETECTED' || fail "P1_d0 was not detected"
