#!/usr/bin/env bash
# The commands of the README as they stand there, from any folder, the program on PATH, nothing else given.
source "$(dirname "$0")/support.sh"
need_engine snakemake7
need_engine nextflow
make_scratch
mkdir bin
ln -s "$TIDEMARK_PROGRAM" bin/tidemark
simulate .
export PATH="$scratch/bin:$PATH"
"$engine" -version >/dev/null 2>&1 || fail "Nextflow does not start"

snakemake --snakefile "$snakefile" --cores 2 \
    --config samples=samples.csv reference=reference.fa outdir=results >snakemake.log 2>&1 || fail "Snakemake"
mv results snakemake
"$engine" run "$pipeline" -profile local --input samples.csv --fasta reference.fa --outdir results >nextflow.log 2>&1 ||
    fail "Nextflow"
same_tree snakemake results
column results/report/cohort.samples.tsv sample status | finds $'^P1_d0\tDETECTED' || fail "P1_d0 was not detected"

# Nextflow's older parser, which 25.04 takes unless told otherwise, makes the same graph.
sed 's/NXF_SYNTAX_PARSER=v2/NXF_SYNTAX_PARSER=v1/' "$engine" >bin/nextflow
sed -i "s|^tools=.*|tools='$tools'|" bin/nextflow
chmod +x bin/nextflow
bin/nextflow run "$pipeline" -profile local --input samples.csv --fasta reference.fa --outdir older \
    -resume >older.log 2>&1 || fail "Nextflow's older parser"
same_tree results older
