#!/usr/bin/env bash
# From FASTQ to the report in both engines, same bytes: one sample on two lanes, one as aligned raw BAM, one without UMI, and
# two with one flipped bit: in a FASTQ, in a raw BAM.
source "$(dirname "$0")/support.sh"
need_engine snakemake7
need_engine nextflow
command -v bwa >/dev/null || skip "bwa is not installed (containers/install test)"
make_scratch
"$TIDEMARK_PROGRAM" simulate "$here/raw.scenario.json" --seed 3 -o input
python3 - <<'PYTHON'
import csv, gzip
with open("input/samples.csv", newline="") as lines:
    rows = list(csv.DictReader(lines))
row = {row["sample"]: row for row in rows}
# N1 as a sequencer with two lanes gives it.
for read in "12":
    with gzip.open(f"input/N1_R{read}.fastq.gz", "rt") as lines:
        text = lines.readlines()
    middle = len(text) // 8 * 4
    for lane, part in (("1", text[:middle]), ("2", text[middle:])):
        with gzip.open(f"input/N1_L{lane}_R{read}.fastq.gz", "wt") as out:
            out.writelines(part)
lanes = [dict(row["N1"], lane=lane, fastq_1=f"N1_L{lane}_R1.fastq.gz", fastq_2=f"N1_L{lane}_R2.fastq.gz") for lane in "12"]
place = rows.index(row["N1"])
rows[place:place + 1] = lanes
# Of d21 the BAM is read, so its FASTQ is another sample's; of d42 the FASTQ.
rows.append(dict(row["d21"], sample="f63", day=63, fastq_1="f63_R1.fastq.gz", fastq_2="f63_R2.fastq.gz"))
rows.append(dict(row["d42"], sample="b84", day=84, fastq_1="", fastq_2="", read_structure="", bam="b84.bam"))
row["d21"].update(fastq_1="", fastq_2="", read_structure="", bam="d21.bam")
row["d42"].update(umi="none", evidence="", read_structure="10S+T 10S+T", chemistry="no_umi")
with open("input/samples.csv", "w", newline="") as lines:
    sheet = csv.DictWriter(lines, list(rows[0]), lineterminator="\n")
    sheet.writeheader()
    sheet.writerows(rows)
PYTHON
for read in 1 2; do mv input/d21_R$read.fastq.gz input/f63_R$read.fastq.gz; done
mv input/d42.bam input/b84.bam
mv input/d42.bam.bai input/b84.bam.bai
for file in f63_R1.fastq.gz f63_R2.fastq.gz b84.bam; do flip_bit input/$file; done
run_snakemake snakemake input snakemake required_lod95=0.2 || fail "Snakemake"
run_nextflow input nextflow --required_lod95 0.2 || fail "Nextflow"
same_tree snakemake nextflow
for sample in d0 d21 N1 N2; do
    [ -s "snakemake/consensus/$sample.bam" ] && [ -s "snakemake/consensus/$sample.losses.tsv" ] || fail "no molecules of $sample"
done
[ ! -e snakemake/consensus/d42.bam ] || fail "a sample without UMI was collapsed by UMI"
[ "$(column snakemake/report/cohort.samples.tsv status | tr '\n' ' ')" = "DETECTED DETECTED NOT_DETECTED NOT_EVALUABLE NOT_EVALUABLE " ] || fail "statuses"
column snakemake/report/cohort.samples.tsv sample reasons failure_reason >reasons.tsv
grep -qP '^f63\tinput_failed\tfastq_' reasons.tsv && grep -qxP 'b84\tinput_failed\talignment_damaged' reasons.tsv ||
    fail "reasons: $(cat reasons.tsv)"
# Both lanes came in: as many molecules as the sample has in its truth, within the errors of UMIs and reads.
reads=$(column snakemake/consensus/N1.losses.tsv reads | awk "{ sum += \$1 } END { print sum }")
[ "$reads" -eq $(($(zcat input/N1_L?_R?.fastq.gz | wc -l) / 4)) ] || fail "$reads reads of N1 were accounted for"
# One table shows the chain from the reads of the FASTQ to the molecules at tracked loci.
python3 - <<'PYTHON' || fail "the chain from reads to molecules"
import glob, gzip, json
chain = json.load(open("snakemake/multiqc/tidemark_families_mqc.json"))["data"]
bars = json.load(open("snakemake/multiqc/tidemark_reads_mqc.json"))["data"]
for sample, files in (("d0", "d0_R?.fastq.gz"), ("d42", "d42_R?.fastq.gz"), ("N1", "N1_L?_R?.fastq.gz")):
    sequenced = sum(sum(1 for _ in gzip.open(path)) for path in glob.glob("input/" + files)) // 4
    row, bar = chain[sample], bars[sample]
    assert row["reads_sequenced"] == sequenced, (sample, row, sequenced)
    assert row["reads_extracted"] + sum(bar[reason] for reason in bar if reason.startswith("extract_")) == sequenced, sample
    assert sum(bar.values()) == sequenced - row["reads_extracted"] + row.get("reads", row["reads_extracted"]), sample
    assert ("molecules" in row) == (sample != "d42"), sample
assert chain["d0"]["depth_of_loci"] > 0 and "depth_of_loci" not in chain["N1"], chain
molecules = json.load(open("snakemake/multiqc/tidemark_chain_mqc.json"))["data"]
records = json.load(open("snakemake/multiqc/tidemark_records_mqc.json"))["data"]
for sample in molecules:
    row, bar = chain[sample], molecules[sample]
    if sample == "d42":
        assert sum(bar.values()) == row["molecules_counted"] and "families" not in row, row
        continue
    assert row["records_seen"] == row["records"] == sum(records[sample].values()), sample
    assert sum(bar.values()) == row["families"], sample
    assert row["molecules_at_loci"] == bar["informative"] + bar.get("unreadable", 0) + bar.get("mate_disagreement", 0), sample
    assert 0 < row["molecules_informative"] <= row["molecules_counted"] <= row["molecules"] <= row["families"], sample
    assert row["depth_of_loci"] >= row["molecules_informative"], sample
assert {"d0", "d21", "d42"} == set(molecules), molecules
assert "reads_sequenced" not in chain["d21"] and chain["d21"]["molecules"] > 0, chain
PYTHON

# With the aligner's index beside the reference none is made, and the result is the same.
bwa index input/reference.fa 2>/dev/null
run_snakemake snakemake input beside required_lod95=0.2 || fail "Snakemake with an index"
[ ! -e beside/pipeline_info/bwa ] || fail "an index was made though there was one"
run_nextflow input beside_nextflow --required_lod95 0.2 || fail "Nextflow with an index"
same_tree snakemake beside
same_tree snakemake beside_nextflow

if run_nextflow input unknown --fatsa x; then fail "Nextflow accepted an unknown parameter"; fi
grep -q -- "unknown parameter: --fatsa" unknown.log || fail "the unknown parameter is not named"
