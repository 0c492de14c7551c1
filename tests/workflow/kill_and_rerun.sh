#!/usr/bin/env bash
# kill -9 of the whole process group at random points: no half file under a final name, and after --unlock a rerun
# gives the same bytes.                                                       kill_and_rerun.sh snakemake7|snakemake9
source "$(dirname "$0")/support.sh"
need_engine "$1"
command -v setsid >/dev/null || skip "setsid is not installed (util-linux)"
make_scratch
simulate input
start=$(date +%s%N)
run_snakemake "$engine" input whole || fail "the run that is left alone"
milliseconds=$((($(date +%s%N) - start) / 1000000))
tree_of whole >whole.sums

RANDOM=20261124
for round in 1 2 3 4 5; do
    delay=$((milliseconds * (10 + RANDOM % 80) / 100))
    setsid bash -c 'source "$TIDEMARK_SOURCE_DIR/tests/workflow/support.sh"; run_snakemake "$1" input killed' - "$engine" &
    group=$!
    sleep "$((delay / 1000)).$(printf %03d $((delay % 1000)))"
    kill -9 -- "-$group" 2>/dev/null || echo "round $round: had ended already"
    wait "$group" 2>/dev/null || true
    if [ -d killed ]; then
        tree_of killed | grep -v '/\.[^/]*\.partial\.' >killed.sums || true
        grep -vxFf whole.sums killed.sums >half.sums || true
        [ ! -s half.sums ] || fail "round $round, $delay ms: half files: $(cat half.sums)"
        echo "round $round: killed after $delay ms of $milliseconds, $(wc -l <killed.sums) of $(wc -l <whole.sums) results"
    fi
    run_snakemake "$engine" input killed -- --unlock || fail "round $round: --unlock"
    run_snakemake "$engine" input killed -- --rerun-incomplete || fail "round $round: the rerun"
    same_tree whole killed
    rm -rf killed
done
