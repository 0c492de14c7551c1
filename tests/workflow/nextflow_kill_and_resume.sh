#!/usr/bin/env bash
# kill -9 of Nextflow and its tasks in the middle, then -resume: every published file is that of a run left alone, also one
# whose copy was half done when the kill came.
source "$(dirname "$0")/support.sh"
need_engine nextflow
command -v setsid >/dev/null || skip "setsid is not installed (util-linux)"
make_scratch
simulate input
run_nextflow input whole || fail "the run that is left alone"
tree_of whole >whole.sums

RANDOM=20261128
for wanted in 4 20; do
    setsid bash -c 'source "$TIDEMARK_SOURCE_DIR/tests/workflow/support.sh"; run_nextflow input killed' &
    group=$!
    # So many results, then anywhere in the next second.
    for ((waited = 0; waited < 2400; ++waited)); do
        [ "$(find killed -type f 2>/dev/null | grep -vc pipeline_info)" -lt "$wanted" ] || break
        sleep 0.1
    done
    sleep "0.$((RANDOM % 10))"
    kill -9 -- "-$group" 2>/dev/null || echo "$wanted: had ended already"
    wait "$group" 2>/dev/null || true
    tree_of killed >killed.sums
    [ "$(wc -l <killed.sums)" -ge "$wanted" ] || fail "only $(wc -l <killed.sums) results after the wait"
    [ "$(wc -l <killed.sums)" -lt "$(wc -l <whole.sums)" ] || fail "the run was over before the kill: nothing was tried"
    echo "killed with $(wc -l <killed.sums) of $(wc -l <whole.sums) results, of them half: $(grep -vcxFf whole.sums killed.sums || true)"
    # What a kill in the middle of a copy leaves, for certain: half of a file whose task is done.
    for file in killed/check/samples.csv $(find killed/evidence -maxdepth 1 -name 'P?_*.gz' 2>/dev/null | head -n 1); do
        truncate -s $(($(stat -c %s "$file") / 2)) "$file"
    done
    run_nextflow input killed -resume || fail "$wanted: the resumed run"
    grep -q "Cached process" killed.log || fail "$wanted: nothing was resumed"
    same_tree whole killed
    rm -rf killed killed.work
done
