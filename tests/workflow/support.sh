# Sourced by the workflow suites: engines, scratch folder, comparison. Needs TIDEMARK_PROGRAM and TIDEMARK_SOURCE_DIR.
set -euo pipefail
export LC_ALL=C.UTF-8
tools=${TIDEMARK_TOOLS:-${HOME:-/nonexistent}/.cache/tidemark}
here=$TIDEMARK_SOURCE_DIR/tests/workflow
snakefile=$TIDEMARK_SOURCE_DIR/snakemake/workflow/Snakefile
pipeline=$TIDEMARK_SOURCE_DIR/workflows/main.nf

skip() { echo "skipped: $*"; exit 77; }
fail() { echo "FAILED: $*" >&2; exit 1; }

# ... | finds [OPTION...] PATTERN: grep -q that reads to the end, for a writer stopped by a closed pipe fails the whole pipe.
finds() { grep -q "$@" <<<"$(cat)"; }

# need_engine snakemake7|snakemake9|nextflow: its command in `engine`, or the suite is skipped.
need_engine() {
    case $1 in
        snakemake7)
            engine=$(command -v snakemake || true)
            case $([ -z "$engine" ] || "$engine" --version 2>/dev/null) in 7.*) ;; *) engine= ;; esac
            ;;
        *) engine=$tools/bin/$1 ;;
    esac
    [ -n "$engine" ] && [ -x "$engine" ] || skip "$1 is not installed (containers/install demo, containers/engines)"
    [ "$1" != nextflow ] || command -v java >/dev/null || skip "java is not installed"
}

# A scratch folder with a space in its name: every path of the suites goes through one.
make_scratch() {
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/tidemark workflow.XXXXXX")
    trap 'status=$?; [ $status -eq 0 ] || [ $status -eq 77 ] || show_logs; rm -rf "$scratch"' EXIT
    cd "$scratch"
}

show_logs() {
    local log
    for log in "$scratch"/*.log; do
        case $log in
            # Nextflow tells the cause of an unexpected error in its own log alone.
            *.nextflow.log) ! grep -q "^Caused by" "$log" || { echo "--- ${log##*/}"; grep -B 2 -A 12 -E "^Caused by|Exception" "$log" | head -n 80; }; continue ;;
        esac
        [ ! -f "$log" ] || { echo "--- ${log##*/}"; tail -n 15 "$log" | cut -c 1-300; }
    done >&2
}

# simulate DIR: the tiny cohort.
simulate() { "$TIDEMARK_PROGRAM" simulate "$here/tiny.scenario.json" --seed 7 -o "$1"; }

# flip_bit FILE: one bit in its middle; size, ends and index stay as they are.
flip_bit() {
    python3 - "$1" <<'PYTHON'
import sys
with open(sys.argv[1], "r+b") as file:
    middle = file.seek(0, 2) // 2
    file.seek(middle)
    byte = file.read(1)[0]
    file.seek(middle)
    file.write(bytes([byte ^ 0x10]))
PYTHON
}

# run_snakemake COMMAND INPUT OUTDIR [key=value ... -- option ...]: log in OUTDIR's name.
run_snakemake() {
    local command=$1 input=$2 outdir=$3
    shift 3
    local config=() options=()
    while [ $# -gt 0 ] && [ "$1" != -- ]; do config+=("$1"); shift; done
    [ $# -eq 0 ] || { shift; options=("$@"); }
    "$command" --snakefile "$snakefile" --cores 2 "${options[@]}" --config samples="$input/samples.csv" \
        reference="$input/reference.fa" outdir="$outdir" tidemark="$TIDEMARK_PROGRAM" "${config[@]}" \
        >"$outdir.log" 2>&1
}

# run_nextflow INPUT OUTDIR [option ...]: with the profile in `profile`, else local.
run_nextflow() {
    local input=$1 outdir=$2
    shift 2
    "$tools/bin/nextflow" -log "$outdir.nextflow.log" run "$pipeline" -profile "${profile:-local}" -work-dir "$outdir.work" \
        --input "$input/samples.csv" --fasta "$input/reference.fa" --outdir "$outdir" --tidemark "$TIDEMARK_PROGRAM" \
        "$@" >"$outdir.log" 2>&1
}

# Names and hashes of all results: the whole tree but what engines write about themselves.
tree_of() {
    (cd "$1" && find . \( -path ./pipeline_info -o -path ./.snakemake \) -prune -o -type f ! -name '*versions*' -print0 |
        sort -z | xargs -0 -r sha256sum)
}

# same_tree ONE OTHER
same_tree() {
    [ "$(tree_of "$1" | wc -l)" -gt 20 ] || fail "$1 holds hardly any result: $(tree_of "$1")"
    diff <(tree_of "$1") <(tree_of "$2") || fail "$1 and $2 differ"
}

# column FILE NAME...: named columns of a table with a header, tab-separated; lines with # are facts, not rows.
column() {
    local file=$1
    shift
    awk -F '\t' -v names="$*" '
        BEGIN { wanted = split(names, name, " ") }
        /^#/ { next }
        !header { header = 1; for (i = 1; i <= NF; ++i) place[$i] = i; next }
        { line = ""; for (i = 1; i <= wanted; ++i) line = line (i > 1 ? "\t" : "") $place[name[i]]; print line }' "$file"
}
