#!/usr/bin/env bash
# Adding a draw counts that draw and no other, and a second run does nothing.   one_more_draw.sh snakemake7|snakemake9
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
counted=$(grep -cE '^(local)?rule genotype:' results.log || true)
[ "$counted" -eq 1 ] || fail "$counted samples were counted again"
run_snakemake "$engine" input fresh || fail "the run from scratch"
same_tree results fresh
run_snakemake "$engine" input results || fail "the run on complete results"
grep -q "Nothing to be done" results.log || fail "complete results were made again"
