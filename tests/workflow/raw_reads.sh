#!/usr/bin/env bash
# A row with FASTQ is not ignored: the sheet passes, and the run ends with the sample's name.
source "$(dirname "$0")/support.sh"
need_engine snakemake7
need_engine nextflow
make_scratch
simulate input
python3 - <<'PYTHON'
import csv
with open("input/samples.csv", newline="") as lines:
    rows = list(csv.DictReader(lines))
row = next(row for row in rows if row["sample"] == "P2_d30")
row.update(bam="", fastq_1="R1.fastq.gz", fastq_2="R2.fastq.gz", umi="tag", read_structure="3M2S+T 3M2S+T", evidence="", records="")
with open("input/samples.csv", "w", newline="") as lines:
    sheet = csv.DictWriter(lines, list(row), lineterminator="\n")
    sheet.writeheader()
    sheet.writerows(rows)
PYTHON
if run_snakemake snakemake input snakemake; then fail "Snakemake ignored the FASTQ row"; fi
grep -q "sample P2_d30: .*FASTQ" snakemake.log || fail "Snakemake does not name the sample"
if run_nextflow input nextflow; then fail "Nextflow ignored the FASTQ row"; fi
grep -q "sample P2_d30: .*FASTQ" nextflow.log || fail "Nextflow does not name the sample"
[ -e snakemake/check/samples.csv ] && [ -e nextflow/check/samples.csv ] || fail "the sheet itself did not pass"
if run_nextflow input unknown --fatsa x; then fail "Nextflow accepted an unknown parameter"; fi
grep -q -- "unknown parameter: --fatsa" unknown.log || fail "the unknown parameter is not named"
