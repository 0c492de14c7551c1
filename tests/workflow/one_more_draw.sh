#!/usr/bin/env bash
# Adding a draw counts that draw and no other, a second run does nothing, another sheet counts nothing, and a file that was
# replaced is counted again alone.   one_more_draw.sh snakemake7|snakemake9
source "$(dirname "$0")/support.sh"
need_engine "$1"
make_scratch
simulate input
cp input/samples.csv all.csv
grep -v '^P1,P1_d105,' all.csv >input/samples.csv
run_snakemake "$engine" input results || fail "the run on five draws"
[ ! -e results/detect/P1_d105.detection.json ] || fail "the sheet still has the last draw"
cp all.csv input/samples.csv
run_snakemake "$engine" input results || fail "the run on six draws"
# counted NUMBER: so many samples were counted by the run before.
counted() {
    local found
    found=$(grep -cE '^(local)?rule genotype:' results.log || true)
    [ "$found" -eq "$1" ] || fail "$found samples were counted, not $1"
}
counted 1
run_snakemake "$engine" input fresh || fail "the run from scratch"
same_tree results fresh
run_snakemake "$engine" input results || fail "the run on complete results"
grep -q "Nothing to be done" results.log || fail "complete results were made again"

run_snakemake "$engine" input results events=input/events.csv || fail "the run with events"
counted 0
sed -i 's/^P1,7,/P1,8,/' input/events.csv
grep -q '^P1,8,' input/events.csv || fail "the events have no day 7"
run_snakemake "$engine" input results events=input/events.csv || fail "the run with other events"
counted 0
column results/report/cohort.samples.tsv sample day | finds -x $'P1_d0\t-8' || fail "day 0 is not that of the events: $(cat results/report/cohort.samples.tsv)"
# One more empty block at its end: other bytes, the same reads.
tail -c 28 input/P1_d21.bam >end && cat end >>input/P1_d21.bam
run_snakemake "$engine" input results events=input/events.csv || fail "the run with a file that was replaced"
counted 1
