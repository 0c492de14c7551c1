#!/usr/bin/env bash
# One truncated BAM of six does not stop the other five, in either engine, and is a row of the cohort table.
source "$(dirname "$0")/support.sh"
need_engine snakemake7
need_engine nextflow
make_scratch
simulate input
run_snakemake snakemake input whole || fail "the run on whole files"

truncate -s $(($(stat -c %s input/P1_d42.bam) / 2)) input/P1_d42.bam
run_snakemake snakemake input snakemake || fail "Snakemake stopped at the damaged file"
run_nextflow input nextflow || fail "Nextflow stopped at the damaged file"
same_tree snakemake nextflow

[ "$(column snakemake/check/verdicts.tsv sample verdict | grep failed)" = $'P1_d42\tfailed' ] || fail "verdicts"
[ ! -e snakemake/evidence/P1_d42.evidence.tsv.gz ] || fail "the damaged file was counted"
for draw in P1_d0 P1_d21 P1_d63 P1_d84 P1_d105; do
    cmp {whole,snakemake}/detect/$draw.detection.json || fail "$draw changed"
done
table=snakemake/report/cohort.samples.tsv
[ "$(column $table patient | grep -c '^P1$')" -eq 6 ] || fail "the cohort table does not have six draws of P1"
column $table sample status reasons | finds $'^P1_d42\tNOT_EVALUABLE\t.*input_failed' || fail "P1_d42 is no row"

# The policy is asked last, and only then.
if run_snakemake snakemake input snakemake strict=true; then fail "strict=true accepted a failed sample"; fi
grep -q "Error in rule report_strict" snakemake.log || fail "Snakemake ended for another reason"
same_tree snakemake nextflow
if run_nextflow input nextflow --strict -resume; then fail "--strict accepted a failed sample"; fi
grep -q "REPORT_STRICT.* terminated with an error exit status (6)" nextflow.log || fail "Nextflow ended for another reason"
same_tree snakemake nextflow
