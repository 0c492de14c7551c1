#!/usr/bin/env bash
# A patient without one sound draw, no sound control, a draw in CRAM: every draw is a row, with the same bytes in both
# engines; without trust_cram the CRAM is a verdict.
source "$(dirname "$0")/support.sh"
need_engine snakemake7
need_engine nextflow
command -v samtools >/dev/null || skip "samtools is not installed (it makes the CRAM)"
make_scratch
simulate input
rm input/P2_d0.bam input/P2_d30.bam input/N?.bam
samtools view -C -T input/reference.fa -o input/P1_d21.cram input/P1_d21.bam
samtools index input/P1_d21.cram
sed -i 's/,P1_d21\.bam,,/,,P1_d21.cram,/' input/samples.csv
grep -q ',,P1_d21.cram,' input/samples.csv || fail "the sheet has no CRAM"

run_snakemake snakemake input snakemake trust_cram=true || fail "Snakemake"
run_nextflow input nextflow --trust_cram || fail "Nextflow"
same_tree snakemake nextflow
[ ! -e snakemake/background ] || fail "a background without controls"
table=snakemake/report/cohort.samples.tsv
column $table sample status reasons | finds $'^P1_d0\tDETECTED\t.*no_controls' || fail "P1_d0: $(cat $table)"
column $table sample status | finds $'^P1_d21\tDETECTED' || fail "the CRAM was not counted"
[ "$(column $table patient status reasons | grep -c $'^P2\tNOT_EVALUABLE\t.*input_failed')" -eq 2 ] || fail "P2: $(cat $table)"
