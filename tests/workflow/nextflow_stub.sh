#!/usr/bin/env bash
# The whole graph with stubs, without the program: every result of the tree appears, for a hostile set of names.
source "$(dirname "$0")/support.sh"
need_engine nextflow
make_scratch
mkdir "in put"
cd "in put"
touch reference.fa reference.fa.fai tumor.vcf "plasma 0.bam" "plasma 0.bam.bai" '$(touch run).bam' "it's.bai" n1.bam w.bam
touch 'plasma;9.bam' 'plasma;9.csi' 'plasma 1.bam' 'plasma 1.bam.bai'
cat >samples.csv <<'CSV'
patient,sample,sample_type,day,bam,tumor_vcf,umi,evidence,chemistry
P.1,t1,tumor,,$(touch run).bam,tumor.vcf,,deduplicated,
P.1,w1,white_cells,,w.bam,,none,raw,
P.1,d0,plasma,0,plasma 0.bam,,name:',raw,
P.1,d9,plasma,9,plasma;9.bam,,"pattern:(a),b",consensus,k1
P.2,e0,plasma,0,plasma 1.bam,tumor.vcf,,consensus,
,n1,control,,n1.bam,,,,
CSV
printf 'patient,lesion\nP.1,L1\n' >lesions.csv
mkdir ours
touch 'ours/$(touch run).json' '$(touch run).json' clonotypes.csv "out'comes.csv"
cd ..
TIDEMARK_PROGRAM=no-such-program
run_nextflow "in put" stub -stub-run --lesions "in put/lesions.csv" --clonotypes "in put/clonotypes.csv" --outcomes "in put/out'comes.csv" \
    --definitions 'in put/$(touch run).json,in put/ours/$(touch run).json' || fail "stub run"
for file in check/samples.csv check/verdicts.tsv panel/P.1.panel.tsv evidence/{t1,w1,d0,d9,n1.P.1}.evidence.{tsv.gz,json} \
    background/background.tsv detect/{d0,d9,e0}.detection.json \
    evidence/cross/{d0.P.2,d9.P.2,e0.P.1}.evidence.{tsv.gz,json} detect/cross/{d0.P.2,d9.P.2,e0.P.1}.detection.json \
    track/P.1.json track/P.1.lesions.tsv track/P.2.lesions.tsv track/P.{1,2}.clonotypes.tsv report/cohort.samples.tsv multiqc; do
    [ -e "stub/$file" ] || fail "stub/$file is missing"
done

# The profile of a cluster runs the program that was named, too (here on this machine, no cluster being there).
mkdir "a program"
printf '#!/bin/sh\necho "$0" >>"%s/called"\necho tidemark 9.8.7\n' "$scratch" >"a program/tidemark"
chmod +x "a program/tidemark"
TIDEMARK_PROGRAM="a program/tidemark"
profile=slurm,test run_nextflow "in put" slurm -stub-run -process.executor local || fail "the stub run of the cluster's profile"
[ "$(sort -u called)" = "$scratch/a program/tidemark" ] || fail "another program was called: $(sort -u called)"
grep -q '9\.8\.7' slurm/pipeline_info/*versions.yml || fail "the version is that of another program"
[ -z "$(find . -name run)" ] || fail "a file name was executed"
