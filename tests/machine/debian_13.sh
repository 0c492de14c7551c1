#!/usr/bin/env bash
# The same tree compiles on Debian 13 (newer g++, htslib, CLI11, fmt, SeqAn3), and the words of a run give there the bytes
# that this machine's program gives.
. "$(dirname "$0")/tree.sh"
program=${TIDEMARK_PROGRAM:-$source_dir/build/release/bin/tidemark}
[ -x "$program" ] || skip "no program is built to compare with ($program)"
tree=$(mktemp -d)
trap 'drop_tree "$tree"' EXIT
make_tree trixie "$tree"

in_tree "$tree" bash -c 'cd /source && containers/install build && containers/build release -DBUILD_TESTING=OFF \
  && build/release/bin/tidemark --version --verbose'

# Both work on one simulated patient. Compressed bytes are the library's own, so tables are plain.
mkdir "$tree/words"
"$program" simulate "$source_dir/tests/workflow/tiny.scenario.json" --seed 7 -o "$tree/words/sim"
cat >"$tree/words/words" <<'WORDS'
set -euo pipefail
mkdir "$2"
"$1" check --samples sim/samples.csv -f sim/reference.fa -o "$2/check"
"$1" select -f sim/reference.fa --vcf sim/P1_L1.vcf --patient P1 -o "$2/panel.tsv"
for sample in P1_d0 N1 N2 N3; do
  "$1" genotype -f sim/reference.fa --panel "$2/panel.tsv" --targets sim/targets.bed -o "$2/$sample.evidence.tsv" "sim/$sample.bam"
done
"$1" background -f sim/reference.fa -o "$2/background.tsv" "$2"/N?.evidence.tsv
"$1" detect --panel "$2/panel.tsv" --background "$2/background.tsv" -f sim/reference.fa -o "$2/detection.json" "$2/P1_d0.evidence.tsv"
"$1" track --samples "$2/check/samples.csv" --patient P1 --verdicts "$2/check/verdicts.tsv" -o "$2/track/P1" "$2/detection.json"
"$1" report -o "$2/report" "$2/track/P1.json"
WORDS
(cd "$tree/words" && bash words "$program" here)
in_tree "$tree" bash -c 'cd /words && bash words /source/build/release/bin/tidemark there'
# An index of a VCF is the library's own too.
diff -r -x '*.vcf.gz.csi' "$tree/words/here" "$tree/words/there" || { echo "Debian 13 gives other bytes"; exit 1; }
grep -q '"DETECTED"' "$tree/words/here/detection.json" || { echo "the patient's first draw was not detected"; exit 1; }
echo "Debian 13: compiled, and every word gives the same bytes ($(find "$tree/words/here" -type f | wc -l) files)"
