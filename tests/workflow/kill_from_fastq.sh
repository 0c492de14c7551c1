#!/usr/bin/env bash
# kill -9 while the aligner's index is half made, while the sorted BAM is half written, and at a random point: from FASTQ on,
# no half file stands under a final name, and after --unlock a rerun gives the same bytes.
source "$(dirname "$0")/support.sh"
need_engine snakemake7
command -v setsid >/dev/null || skip "setsid is not installed (util-linux)"
for tool in bwa samtools; do command -v $tool >/dev/null || skip "$tool is not installed (containers/install test)"; done
make_scratch
"$TIDEMARK_PROGRAM" simulate "$here/raw.scenario.json" --seed 3 -o input
# The results, and what goes before them: extracted and aligned reads, the aligner's index. Without unfinished files.
steps_of() {
    tree_of "$1" | grep -v '/\.[^/]*\.partial\.'
    (cd "$1/pipeline_info" && find extracted aligned bwa -type f ! -path '*/.*.partial.*' -print0 2>/dev/null | sort -z | xargs -0 -r sha256sum)
}
start=$(date +%s%N)
run_snakemake "$engine" input whole required_lod95=0.2 -- --notemp || fail "the run that is left alone"
milliseconds=$((($(date +%s%N) - start) / 1000000))
steps_of whole >whole.sums
for step in bwa/reference.bwt aligned/d0.bam aligned/d0.bam.bai extracted/d0.fastq.gz; do
    grep -q "  $step\$" whole.sums || fail "$step is not looked at"
done

# Stand-ins for bwa index and samtools sort, which write half of a file under the name they were given, and wait. Else they are
# the programs, by the same names: those stand in the header.
mkdir stand_in
cat >stand_in/bwa <<STAND_IN
#!/usr/bin/env bash
if [ "\$1" = index ] && [ "\$STOP_AT" = index ]; then
    printf half >"\$3.bwt"
    touch '$scratch/reached'
    exec sleep 300
fi
exec -a bwa $(command -v bwa) "\$@"
STAND_IN
cat >stand_in/samtools <<STAND_IN
#!/usr/bin/env bash
if [ "\$1" = sort ] && [ "\$STOP_AT" = sort ]; then
    cat >/dev/null
    while [ "\$1" != -o ]; do shift; done
    printf half >"\${2%%##*}"
    printf half >"\${2##*##}"
    touch '$scratch/reached'
    exec sleep 300
fi
exec -a samtools $(command -v samtools) "\$@"
STAND_IN
chmod +x stand_in/*

RANDOM=20261128
for stop in index sort random; do
    rm -f reached
    delay=$((milliseconds * (20 + RANDOM % 60) / 100))
    STOP_AT=$stop PATH="$scratch/stand_in:$PATH" setsid bash -c \
        'source "$TIDEMARK_SOURCE_DIR/tests/workflow/support.sh"; run_snakemake "$1" input killed required_lod95=0.2 -- --notemp' \
        - "$engine" &
    group=$!
    if [ "$stop" = random ]; then
        sleep "$((delay / 1000)).$(printf %03d $((delay % 1000)))"
    else
        for ((waited = 0; waited < 1200; ++waited)); do
            [ ! -e reached ] || break
            sleep 0.25
        done
        [ -e reached ] || fail "$stop was never reached: $(tail -n 20 killed.log)"
    fi
    kill -9 -- "-$group" 2>/dev/null || echo "$stop: had ended already"
    wait "$group" 2>/dev/null || true
    steps_of killed >killed.sums || true
    grep -vxFf whole.sums killed.sums >half.sums || true
    [ ! -s half.sums ] || fail "$stop: half files: $(cat half.sums)"
    echo "$stop: killed with $(wc -l <killed.sums) of $(wc -l <whole.sums) files"
    run_snakemake "$engine" input killed required_lod95=0.2 -- --unlock || fail "$stop: --unlock"
    run_snakemake "$engine" input killed required_lod95=0.2 -- --notemp --rerun-incomplete || fail "$stop: the rerun"
    steps_of killed | diff whole.sums - || fail "$stop: the rerun differs"
    [ -z "$(find killed -path killed/.snakemake -prune -o -name '*.partial.*' -print)" ] || fail "$stop: remains were left"
    rm -rf killed
done
