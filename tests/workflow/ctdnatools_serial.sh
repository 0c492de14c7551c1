#!/usr/bin/env bash
# Lymphoma plasma of a real patient through the Snakemake workflow: T1 detected, T2 not; with the default required LoD
# the 6,028 molecules of T2 could not have seen enough, and the result says so.
source "$(dirname "$0")/support.sh"
need_engine snakemake7
data=$TIDEMARK_SOURCE_DIR/../shared/data/ctdnatools_serial
[ -d "$data" ] || skip "the real data are not there (../shared/data/ctdnatools_serial)"
data=$(cd "$data" && pwd)
make_scratch
mkdir input
ln -s "$data"/*.bam "$data"/*.bai "$data/mutations.vcf" "$data/targets.bed" input/
for suffix in "" .fai .gzi; do ln -s "$data/chr14.hg19.masked.fa.gz$suffix" input/; done
cat >input/samples.csv <<'CSV'
patient,sample,sample_type,day,bam,tumor_vcf,evidence,targets
P1,T1,plasma,0,T1.bam,mutations.vcf,deduplicated,targets.bed
P1,T2,plasma,90,T2.bam,mutations.vcf,deduplicated,targets.bed
,N1,control,,N1.bam,,deduplicated,targets.bed
,N2,control,,N2.bam,,deduplicated,targets.bed
,N3,control,,N3.bam,,deduplicated,targets.bed
CSV
reference=reference=input/chr14.hg19.masked.fa.gz
run_snakemake snakemake input wide "$reference" required_lod95=0.01 || fail "the run with required_lod95=0.01"
run_snakemake snakemake input default "$reference" || fail "the run with the default"

expect() {
    local found
    found=$(column "$1/report/cohort.samples.tsv" sample status | grep "^$2" | cut -f 2)
    [ "$found" = "$3" ] || fail "$1: $2 is '$found', not $3: $(cat "$1/report/cohort.samples.tsv")"
}
expect wide T1 DETECTED
expect wide T2 NOT_DETECTED
expect default T1 DETECTED
expect default T2 NOT_EVALUABLE
column default/report/cohort.samples.tsv sample reasons | grep -q '^T2.*lod_above_required' || fail "no lod_above_required"

# The published and the derived counts: 14 alt molecules of 3,528 at T1 (13 by the vignette's own read rules), none of
# 6,028 at T2.
counts=$(column wide/report/cohort.samples.tsv sample molecules_alt molecules_n)
awk -F '\t' '$1 == "T1" && $2 >= 13 && $2 <= 15 && $3 >= 3500 && $3 <= 3560 { ++ok }
             $1 == "T2" && $2 == 0 && $3 >= 5970 && $3 <= 6090 { ++ok } END { exit ok != 2 }' <<<"$counts" || fail "$counts"
