#!/usr/bin/env bash
# The linter is content, a dry run plans, keys are validated.    snakemake_static.sh snakemake7|snakemake9
source "$(dirname "$0")/support.sh"
need_engine "$1"
make_scratch
mkdir input
touch input/samples.csv input/reference.fa
run_snakemake "$engine" input lint -- --lint || fail "lint"
grep -q "Congratulations" lint.log || fail "the linter is not content"
run_snakemake "$engine" input plan -- --dry-run || fail "dry run"
grep -q "check" plan.log || fail "the dry run plans no check"

# 30 controls at 90 panels: the command stays below the system's 128 KiB, and the shell names every file in the order of the sheet.
python3 - "$TIDEMARK_SOURCE_DIR/snakemake/workflow/common.smk" <<'PYTHON' || fail "a long list of files"
import shlex, subprocess, sys
text = open(sys.argv[1], encoding="utf-8").read()
exec(text[text.index("def braced("):text.index("def survival_tables(")])
controls = [f"control_of_a_long_name_{number}" for number in range(30)]
patients = [f"patient_{number}" for number in range(90)]
words = listed("--controls-and-tissue", ("evidence/", [controls, patients], ".json"), ("evidence/", [["t1"]], ".json"), ("x/", [[]], ""))
files = [f"evidence/{control}.{patient}.json" for control in controls for patient in patients] + ["evidence/t1.json"]
assert len(" ".join(files)) > 2**17 > len(words), len(words)
shown = subprocess.run(["bash", "-c", 'show() { cat "${2#@}"; }; show ' + words], capture_output=True, text=True, check=True).stdout
assert shown.split("\n")[:-1] == files
assert listed("--cross", ("detect/", [[]], ".json")) == ""
PYTHON

# The template in snakemake/config is a valid configuration.
touch samples.csv reference.fa
"$engine" --snakefile "$snakefile" --cores 1 --dry-run --configfile "$TIDEMARK_SOURCE_DIR/snakemake/config/config.yaml" \
    >template.log 2>&1 || fail "snakemake/config/config.yaml is not valid"

refused() {
    local name=$1 expected=$2
    shift 2
    if run_snakemake "$engine" input "$name" "$@"; then fail "$name was accepted"; fi
    grep -q "$expected" "$name.log" || fail "$name: the message does not say '$expected'"
    [ ! -e "$name/check" ] || fail "$name started"
}
refused unknown_key "'samplez'" samplez=x
refused unknown_word "'args_conquer'" args_conquer=x
refused bad_limit "required_lod95" required_lod95=2
refused two_folders "not both" -- --directory elsewhere
