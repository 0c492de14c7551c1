#!/usr/bin/env bash
# fgumi on the same simulated reads: it takes what group writes, makes the same families, and calls the same bases and
# qualities as --compat fgbio. Three sets: as simulated; with errors and N added to bases, errors to UMIs, and a column of two
# against two at one quality to forty families; the latter by UMIs of one part. What may differ, and why: docs/methods/consensus.md.
set -euo pipefail
export LC_ALL=C.UTF-8
tools=${TIDEMARK_TOOLS:-${HOME:-/nonexistent}/.cache/tidemark}
fgumi=$tools/bin/fgumi
here=$TIDEMARK_SOURCE_DIR/tests/oracles
skip() { echo "skipped: $*"; exit 77; }
[ -x "$fgumi" ] || skip "fgumi is not installed (containers/engines fgumi)"
command -v samtools >/dev/null || skip "samtools is not installed"
command -v python3 >/dev/null || skip "python3 is not installed"

scratch=$(mktemp -d "${TMPDIR:-/tmp}/tidemark fgumi.XXXXXX")
trap 'status=$?; [ $status -eq 0 ] || tail -n 15 "$scratch"/*.log >&2; rm -rf "$scratch"' EXIT
cd "$scratch"

quietly() { "$@" >>run.log 2>&1 || { echo "FAILED: $*" >&2; exit 1; }; }
compare() { python3 "$here/fgumi_compare.py" "$@"; }

"$TIDEMARK_PROGRAM" simulate "$here/fgumi.scenario.json" --seed 11 -o in
cp in/d0.bam clean.bam
for set in noisy single; do
    echo "== made: $set"
    samtools view -h clean.bam | python3 "$here/fgumi_noise.py" "$set" | samtools view -b -o "$set.bam" -
done

for set in clean noisy single; do
    quietly "$fgumi" sort --order template-coordinate -i "$set.bam" -o "$set.template.bam"
    strategies="identity:0 edit:1 edit:2 adjacency:1 adjacency:2"
    [ $set = single ] || strategies="$strategies paired:0 paired:1 paired:2"
    for each in $strategies; do
        strategy=${each%:*} edits=${each#*:}
        quietly "$fgumi" group -s "$strategy" -e "$edits" -i "$set.template.bam" -o theirs.bam
        quietly "$TIDEMARK_PROGRAM" group --strategy "$strategy" --edits "$edits" -o ours.bam "$set.bam"
        echo "== families: $set, $strategy, edits $edits"
        compare families ours.bam theirs.bam
    done
done

# What group writes is taken by the callers (below), which say that its header does not claim the full order, and by fgumi's fused
# run from there on; sorted into that order it is called alike, and taken by fgumi's own grouping, which insists on it.
quietly "$TIDEMARK_PROGRAM" group --strategy paired --edits 1 -o grouped.bam clean.bam
header=$(samtools view -H grouped.bam | head -n 1)
[[ $header == *SO:unsorted* && $header == *GO:query* && $header != *SS:* ]] || { echo "FAILED: $header" >&2; exit 1; }
quietly samtools sort --template-coordinate -o ordered.bam grouped.bam
quietly "$fgumi" group -s paired -e 1 -i ordered.bam -o again.bam
echo "== families: grouped again"
compare families grouped.bam again.bam
quietly "$fgumi" runall -i grouped.bam -o fused.bam --start-from consensus --stop-after consensus --consensus duplex --duplex::min-reads 1,1,0
quietly "$fgumi" duplex --min-reads 1,1,0 -i grouped.bam -o apart.bam
quietly "$fgumi" duplex --min-reads 1,1,0 -i ordered.bam -o of_ordered.bam
# The order of the reads of a family decides fgbio's ties by rounding, so a few records may differ.
differing=$(comm -3 <(samtools view of_ordered.bam | sort) <(samtools view apart.bam | sort) | grep -c . || true)
[ "$differing" -le 8 ] || { echo "FAILED: the order changes $differing lines of what is called" >&2; exit 1; }
[ "$(samtools view fused.bam | sort | md5sum)" = "$(samtools view apart.bam | sort | md5sum)" ] || { echo "FAILED: the fused run differs" >&2; exit 1; }

# call SET TIES STRATEGY fgumi-word…: fgumi calls what group wrote, consensus calls the raw reads; at least that many ties.
call() {
    local set=$1 ties=$2 strategy=$3
    shift 3
    quietly "$TIDEMARK_PROGRAM" group --strategy "$strategy" -o grouped.bam "$set.bam"
    quietly "$fgumi" "$@" -i grouped.bam -o theirs.bam
    quietly "$TIDEMARK_PROGRAM" consensus -f in/reference.fa --strategy "$strategy" --unaligned --compat fgbio -o ours.bam "$set.bam"
    echo "== consensus: $set, $strategy, fgumi $*"
    compare consensus grouped.bam theirs.bam ours.bam "$ties"
}
call clean 0 paired duplex --min-reads 1,1,0
call noisy 30 paired duplex --min-reads 1,1,0
call clean 0 adjacency simplex --min-reads 1
call noisy 30 adjacency simplex --min-reads 1
call single 30 adjacency simplex --min-reads 1
