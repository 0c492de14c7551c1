#!/usr/bin/env bash
# A reference with a contig longer than .bai can address (wheat, some amphibians): from FASTQ and from raw BAM to the report,
# indexes are .csi, and both engines give the same bytes.
source "$(dirname "$0")/support.sh"
need_engine snakemake7
need_engine nextflow
for tool in bwa samtools; do command -v $tool >/dev/null || skip "$tool is not installed (containers/install test)"; done
make_scratch
"$TIDEMARK_PROGRAM" simulate "$here/raw.scenario.json" --seed 3 -o input
cd input
# The aligner's index is that of the short contigs; the long one, where nothing lies, is only told of. So is it in the FASTA:
# a hole in the file.
bwa index reference.fa 2>/dev/null
long=600000000
size=$(stat -c %s reference.fa)
printf '>long\n' >>reference.fa
truncate -s $((size + 6 + long + 1)) reference.fa
printf 'long\t%d\t%d\t%d\t%d\n' $long $((size + 6)) $long $((long + 1)) >>reference.fa.fai
awk -v long=$long 'NR == 1 { bases = $1; $2 += 1 } { print } END { print "0 long (null)"; print bases, long, 0 }' reference.fa.ann >new
mv new reference.fa.ann
awk 'NR == 1 { $2 += 1 } { print }' reference.fa.amb >new && mv new reference.fa.amb
for bam in *.bam; do
    samtools view -H --no-PG "$bam" | awk -v long=$long '{ print } /^@SQ/ { last = 1 } last && !done { done = 1; print "@SQ\tSN:long\tLN:" long }' >head.sam
    samtools reheader --no-PG head.sam "$bam" >new
    mv new "$bam"
    rm "$bam.bai"
    samtools index -c "$bam"
done
# d0 and N1 as FASTQ, the others as raw BAM.
awk -F , -v OFS=, 'NR == 1 { for (i = 1; i <= NF; ++i) place[$i] = i }
    $2 ~ /^(d21|d42|N2)$/ { $place["bam"] = $2 ".bam"; $place["fastq_1"] = $place["fastq_2"] = $place["read_structure"] = "" } { print }' \
    samples.csv >new && mv new samples.csv
cd ..
run_snakemake snakemake input snakemake required_lod95=0.2 || fail "Snakemake"
run_nextflow input nextflow --required_lod95 0.2 || fail "Nextflow"
same_tree snakemake nextflow
for sample in d0 d21 d42 N1 N2; do
    [ -s snakemake/consensus/$sample.bam.csi ] && [ ! -e snakemake/consensus/$sample.bam.bai ] || fail "the index of $sample"
    samtools view -H snakemake/consensus/$sample.bam | finds "LN:$long" || fail "$sample does not know the long contig"
done
[ "$(column snakemake/report/cohort.samples.tsv status | tr '\n' ' ')" = "DETECTED DETECTED NOT_DETECTED " ] ||
    fail "statuses: $(cat snakemake/report/cohort.samples.tsv)"
