#!/usr/bin/env bash
# The demo patient through Snakemake and through Nextflow: the same bytes, and a result that agrees with the truth.
source "$(dirname "$0")/support.sh"
need_engine snakemake7
snakemake=$engine
need_engine nextflow
make_scratch
"$TIDEMARK_PROGRAM" simulate "$TIDEMARK_SOURCE_DIR/snakemake/config/demo.scenario.json" --seed 20261124 -o input
settings=(events="input/events.csv" patients="input/patients.csv" lesions="input/lesions.csv" targets="input/targets.bed"
    common_sites="input/common_sites.vcf")
run_snakemake "$snakemake" input results "${settings[@]}" || fail "Snakemake"
parameters=()
for setting in "${settings[@]}"; do parameters+=("--${setting%%=*}" "${setting#*=}"); done
run_nextflow input nextflow "${parameters[@]}" || fail "Nextflow"
same_tree results nextflow

# 3, 0.3, 0.02, 0, 0 and 0.05 %: what is there above the limit is found and its interval holds the truth; where nothing is
# there, nothing is found and the bound is small (the first draw is inflated among its signatures, which widens its test). Of six
# 95 % intervals one may miss (two or more do with chance 3.3 %), and then by less than half of its length.
column results/report/cohort.samples.tsv day status tumor_fraction_cell_lo tumor_fraction_cell_hi lod95_tumor_fraction |
    sort -t $'\t' -k 1,1n >draws.tsv
cat draws.tsv
truths=(0.03 0.003 0.0002 0 0 0.0005)
number=0
missed=0
while IFS=$'\t' read -r day status low high limit; do
    truth=${truths[number]}
    number=$((number + 1))
    awk -v truth="$truth" -v status="$status" -v low="$low" -v high="$high" -v limit="$limit" 'BEGIN {
        found = status == "DETECTED"
        ok = truth > 0 ? (found || truth < 2 * limit) : !found
        half = (high - low) / 2
        ok = ok && low - half <= truth && truth <= high + half && limit > 0 && limit < 2.5e-4
        exit !ok }' || fail "day $day: $status, $low to $high, limit $limit; the truth is $truth"
    awk -v truth="$truth" -v low="$low" -v high="$high" 'BEGIN { exit !(low <= truth && truth <= high) }' || missed=$((missed + 1))
done <draws.tsv
[ "$missed" -le 1 ] || fail "$missed of six intervals miss the truth"
[ "$number" -eq 6 ] || fail "$number draws instead of six"

# Of each lesion, too: its share at each draw lies in its interval (one of twelve may miss), and at day 21 both lesions have fallen.
column input/truth/lesions.tsv sample lesion w | sort >shed.truth
column results/track/P01.lesions.tsv sample lesion w_lo w_hi verdict | awk -F '\t' '$2 ~ /^L[12]$/' | sort >shed.found
join -t $'\t' <(sed 's/\t/ /' shed.truth) <(sed 's/\t/ /' shed.found) >shed
cat shed
awk -F '\t' '{ ++rows; missed += $2 < $3 || $2 > $4 } END { exit !(rows == 12 && missed <= 1) }' shed || fail "shares of lesions miss their intervals"
grep -q $'^P01_d21 L1\t.*local_response$' shed && grep -q $'^P01_d21 L2\t.*distant_response$' shed || fail "the lesions' fall at day 21 is not said"
grep -q 'Abscopal-compatible' results/report/P01.html || fail "the page has no lesion panel"
