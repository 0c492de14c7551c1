#!/usr/bin/env bash
# fgumi on the same simulated reads: it takes what group writes, makes the same families, and calls the same bases and
# qualities as --compat fgbio. Three sets: as simulated; with errors, N and ties added to bases and UMIs; the latter by UMIs of
# one part. What may differ, and why: docs/methods/consensus.md.
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

# call SET STRATEGY fgumi-word…: fgumi calls what group wrote, consensus calls the raw reads.
call() {
    local set=$1 strategy=$2
    shift 2
    quietly "$TIDEMARK_PROGRAM" group --strategy "$strategy" -o grouped.bam "$set.bam"
    quietly "$fgumi" "$@" -i grouped.bam -o theirs.bam
    quietly "$TIDEMARK_PROGRAM" consensus -f in/reference.fa --strategy "$strategy" --unaligned --compat fgbio -o ours.bam "$set.bam"
    echo "== consensus: $set, $strategy, fgumi $*"
    compare consensus grouped.bam theirs.bam ours.bam
}
call clean paired duplex --min-reads 1,1,0
call noisy paired duplex --min-reads 1,1,0
call clean adjacency simplex --min-reads 1
call noisy adjacency simplex --min-reads 1
call single adjacency simplex --min-reads 1
