#!/usr/bin/env bash
# What Nextflow takes out of a published folder: pages and tables of an earlier run that this one does not have, whatever made this one
# write its own (a parameter, ext.args), and nothing that is no page, cannot be read or is the user's.
source "$(dirname "$0")/support.sh"
need_engine nextflow
make_scratch
page() {
    printf '%s\n' '<!DOCTYPE html>' '<html lang="en">' '<head>' '<meta charset="utf-8">' '<meta name="generator" content="tidemark report">' \
        "<meta name=\"subject\" content=\"Patient $1\">" '</head>'
}
mkdir -p report track work/ab elsewhere
for patient in P1 P2; do page $patient >report/$patient.html; done
page cohort >report/cohort.html
touch report/cohort.{json,samples.tsv,lesions.tsv,survival.tsv,survival_steps.tsv,mine.tsv}
# Published as a link into the work folder, which is still there, or is not.
page P3 >work/ab/P3.html
ln -s ../work/ab/P3.html report/P3.html
ln -s ../work/ab/P4.html report/P4.html
# What cannot be read as a page: a folder, a link to itself, one that is cut, an empty one. A link of the user.
mkdir report/P5.html report/cohort.survival_patients.tsv
touch report/P5.html/mine.txt report/P7.html
ln -s P6.html report/P6.html
page P8 | head -c 40 >report/P8.html
page P9 >elsewhere/P9.html
ln -s ../elsewhere/P9.html report/P9.html
page P2 >"report/P2 as sent.html"
touch track/{P1,P2}.{json,samples.tsv,lesions.tsv,clonotypes.tsv}
mkdir track/P1
mkdir before
cp -a report track before/
# cohort.survival.tsv was asked for by ext.args: report wrote it.
"$engine" -log nextflow.log run "$here/stale_pages.nf" --report "$scratch/report" --work "$scratch/work" --track "$scratch/track" \
    --written P1.html,cohort.html,cohort.json,cohort.samples.tsv,cohort.survival.tsv --series P1.clonotypes.tsv >run.log 2>&1 || fail "the run"
gone() { (cd before && find report track -mindepth 1 | sort) >was && find report track -mindepth 1 | sort >is && comm -23 was is | tr '\n' ' '; }
expected="report/P2.html report/P3.html report/cohort.lesions.tsv report/cohort.survival_steps.tsv track/P1.lesions.tsv "
[ "$(gone)" = "$expected" ] || fail "it removed $(gone)"
[ -e work/ab/P3.html ] && [ -e elsewhere/P9.html ] || fail "what a link leads to is gone"
echo "only what is stale goes"
