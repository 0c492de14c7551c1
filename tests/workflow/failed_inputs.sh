#!/usr/bin/env bash
# A file that is not there, a BAM without index, a damaged control, a VCF of another reference, and one flipped bit, which check
# does not see, in the middle of a draw, of white cells and of a control: all others go on, in both engines, to the same bytes.
source "$(dirname "$0")/support.sh"
need_engine snakemake7
need_engine nextflow
make_scratch
simulate input
run_snakemake snakemake input whole || fail "the run on whole files"
for sample in P1_d84 P1_wc N3; do flip_bit input/$sample.bam; done
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
    column $table sample status reasons | finds "^$draw"$'\tNOT_EVALUABLE\t.*input_failed' || fail "$draw"
done
for draw in P2_d0 P2_d30; do
    column $table sample status reasons | finds "^$draw"$'\tNOT_EVALUABLE\t.*panel_failed' || fail "$draw"
done
column $table sample status | finds $'^P1_d0\tDETECTED' || fail "P1_d0 was not detected"

# The flipped bits: a row with the reason, and counts of none of them.
column $table sample status reasons failure_reason failure_message molecules_n |
    grep -qx $'P1_d84\tNOT_EVALUABLE\tinput_failed\talignment_damaged\tP1_d84.bam has a damaged block; copy it again\t' ||
    fail "P1_d84: $(grep P1_d84 $table)"
for name in P1_d84 P1_wc N3.P1; do
    zcat snakemake/evidence/$name.evidence.tsv.gz | finds '^#failure=alignment_damaged: ' || fail "evidence of $name"
done
grep -q '^#samples=N1$' snakemake/background/kit1.tsv || fail "controls: $(head -n 8 snakemake/background/kit1.tsv)"
for draw in P1_d0 P1_d105; do
    cmp {whole,snakemake}/evidence/$draw.evidence.tsv.gz && continue
    # Without white cells the panel is another, and its hash stands in the head.
    diff <(zcat whole/evidence/$draw.evidence.tsv.gz | grep -v '^#') <(zcat snakemake/evidence/$draw.evidence.tsv.gz | grep -v '^#') ||
        fail "$draw was counted otherwise"
done
# What is no draw is told on the cohort's page: what check refused, and what broke while it was read.
python3 - snakemake/report/cohort.json <<'PYTHON' || fail "failed[] of cohort.json"
import json, sys
with open(sys.argv[1]) as file:
    failed = {each["sample"]: (each["type"], each["reason"]) for each in json.load(file)["failed"]}
for sample, expected in {"N3": ("control", "alignment_damaged"), "P1_wc": ("white_cells", "alignment_damaged")}.items():
    assert failed.get(sample) == expected, (sample, failed)
assert failed["N2"][0] == "control" and "N1" not in failed, failed
PYTHON
grep -q "N3.bam has a damaged block; copy it again" nextflow/report/cohort.html || fail "the cohort's page says nothing of N3"
